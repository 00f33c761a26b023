using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Resolving;

/// <summary><c>/incident resolve rolled back payments 4.2</c>. Too early, it is armed and resolves itself when the
/// checks have held.</summary>
/// <param name="Summary">What is said at the end; may be empty.</param>
public sealed record ResolveIncident(string Summary) : IncidentCommand, ILandsOtherwise
{
    public static CommandWord Word { get; } =
        new("resolve", "[summary…]", "Resolve; too early, it resolves itself when the checks hold", Read)
        {
            FrontRow = true,
            Synonyms = ["resolved", "stand-down", "all-clear"],
            Example = "resolve rolled back payments 4.2",
        };

    /// <inheritdoc/>
    public override Access Access => Access.Command;

    /// <inheritdoc/>
    public override Intention? Intends(Incident incident) => incident.IsRunning ? new Intention.Resolve() : null;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.ResolvedAt is not null && !incident.IsOver)
            return Decision.NothingToDo;
        return !incident.IsRunning ? Refusals.Over(incident) : Finish(incident, Summary, null, context);
    }

    /// <inheritdoc/>
    public Decision? WhenStopped(Incident incident, Refusal missing, DecisionContext context)
    {
        var refusal = missing with
        {
            Because = Promise(incident, missing),
            Form = incident.HoldUntil is null ? VerifyManually.Ask(null, null) : null,
        };
        return incident.Armed is { } armed && (Summary.Length == 0 || armed.Summary == Summary)
            ? Decision.Refuse(refusal)
            : Decision.Accept(new ResolveArmed(Summary, incident.HoldUntil)) with
            {
                Refusal = refusal,
            };
    }

    /// <summary>The hold time is over: an armed resolve resolves, else people hear that recovery is proven.</summary>
    public static Decision HoldIsOver(Incident incident, string rest, DecisionContext context) =>
        incident.Armed is { } armed
            ? Finish(incident, armed.Summary, armed.By, context)
            : Decision.Accept(new RecoveryVerified(incident.VerifyStartedAt ?? context.Now));

    private static Decision Finish(Incident incident, string summary, Person? by, DecisionContext context)
    {
        var resolved = new IncidentResolved(
            summary.Length > 0 ? summary : FactsInShort(incident),
            ReviewPhase.IsRequired(incident, context.Policy) ? ReviewPhase.Morning(context.Now, context.Policy) : null
        );
        List<NewFact> facts = [new NewFact(resolved, By: by)];
        if (!incident.Updates.IsEmpty || incident.UpdateDueAt is not null)
            facts.Add(new NewFact(LastUpdate(incident, context), By: by));
        return Decision.Accept([.. facts, .. DocumentationTask.Of(incident, context)]);
    }

    // Stakeholders hear the end from the facts; nobody has to write it.
    private static StakeholderUpdateSent LastUpdate(Incident incident, DecisionContext context)
    {
        var over = incident with
        {
            Impact = incident.Impact is { } impact ? impact with { Ongoing = Answer.No } : null,
        };
        var proven = incident.IsVerified(context.Now)
            ? "It is resolved, and monitoring shows that it is as before."
            : "It is resolved.";
        return new StakeholderUpdateSent(
            incident.Updates.Count + 1,
            incident.Title,
            incident.Impact is null ? "It is over." : UpdateDraft.ImpactOf(over),
            proven,
            NextAt: null,
            incident.UpdateDueAt
        );
    }

    private static string Promise(Incident incident, Refusal missing) =>
        incident.HoldUntil is { } until
            ? $"Armed: it resolves itself at {Ink.Time(until)} if the checks hold, and wakes you if not."
            : missing.Because + " Your resolve is armed: with a proof it resolves itself after the hold time.";

    // What helped, from the facts.
    private static string FactsInShort(Incident incident) =>
        incident.Mitigations.LastOrDefault(m => m.Outcome == MitigationOutcome.Worked) is { } worked
            ? $"{worked.Kind} {worked.What}"
            : "the symptoms are gone";

    private static Parsed Read(CommandLine line, DecisionContext context) => new ResolveIncident(line.Rest);
}

/// <summary>It resolves itself when the checks have held.</summary>
/// <param name="Summary">What is said at the end; may be empty.</param>
/// <param name="At">When that will be; null: nothing is proven yet.</param>
public sealed record ResolveArmed(string Summary, DateTimeOffset? At) : IncidentEvent, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Armed = new ArmedResolve(recorded.By, Summary, At),
        };

    /// <inheritdoc/>
    public override string Describe() =>
        At is null ? "Resolve armed; a proof of recovery is needed" : "Resolve armed, until the checks have held";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        At is { } at
            ? base.Announce(after, recorded) with
            {
                Footer =
                    $"Resolves itself at {Ink.Time(at)} if the checks hold; wakes "
                    + $"{Ink.Clean(recorded.By.Name)} if not.",
            }
            : base.Announce(after, recorded) with
            {
                Actions = [new ChatAction("Give the proof", "verify manual", ActionStyle.Primary)],
            };
}
