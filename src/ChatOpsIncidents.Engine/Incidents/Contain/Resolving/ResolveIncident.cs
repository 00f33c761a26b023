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
        return !incident.IsRunning
            ? Refusals.Over(incident)
            : Finish(incident, Summary, null, context) with
            {
                Remark = BeganQuestion.Ask(incident, context),
            };
    }

    /// <inheritdoc/>
    public Decision? WhenStopped(Incident incident, Refusal missing, DecisionContext context)
    {
        if (missing.Code != VerifiedRecoveryGate.Row.Code)
            return null;
        NextStep[] more = incident.IsDataOpen
            ? [new NextStep("Data is repaired", "data repaired"), new NextStep("Disarm", "disarm")]
            : [new NextStep("Disarm", "disarm")];
        var refusal = missing with
        {
            Because =
                Promise(incident, missing) + BeganQuestion.Words(incident) + LastUpdate.Preview(incident, context.Now),
            Next = [.. missing.Next, .. more, .. BeganQuestion.Steps(incident, context)],
            Form = incident.HoldUntil is null && !IsRead(incident) ? VerifyManually.Ask(null, null) : null,
        };
        return incident.Armed is { } armed && (Summary.Length == 0 || armed.Summary == Summary)
            ? Decision.Refuse(refusal)
            : Decision.Accept(new ResolveArmed(Summary, incident.HoldUntil)) with
            {
                Refusal = refusal,
            };
    }

    /// <summary>The hold time is over: an armed resolve resolves, else people hear that recovery is proven.</summary>
    public static Decision HoldIsOver(Incident incident, string rest, DecisionContext context)
    {
        if (incident is { HoldIsRead: true, HoldWasRead: false })
            return ReadRecovery.Unread(incident, context);
        if (!incident.IsVerified(context.Now))
            return SecondLook.Ask(incident, rest, context);
        return incident is { Armed: { } armed, IsDataOpen: false }
            ? Finish(incident, armed.Summary, armed.By, context)
            : Decision.Accept(new RecoveryVerified(incident.VerifyStartedAt ?? context.Now));
    }

    /// <summary>It is over: its facts.</summary>
    internal static Decision Finish(Incident incident, string summary, Person? by, DecisionContext context)
    {
        var resolved = new IncidentResolved(
            summary.Length > 0 ? summary : FactsInShort(incident),
            ReviewPhase.IsRequired(incident, context.Policy) ? ReviewPhase.Morning(context.Now, context.Policy) : null
        );
        // The last update first: the report that follows counts it.
        List<NewFact> facts = [];
        if (LastUpdate.IsAwaited(incident))
        {
            var audiences = DueAudiences.Of(incident, promised: null, to: null, context);
            facts.Add(new NewFact(LastUpdate.Of(incident, context.Now) with { Audiences = audiences }, By: by));
        }

        facts.Add(new NewFact(resolved, By: by));
        return Decision.Accept([.. facts, .. DocumentationTask.Of(incident, context)]);
    }

    private static string Promise(Incident incident, Refusal missing)
    {
        var data = incident.IsDataOpen ? $" Before that, say what became of the {incident.DamagedData} data." : "";
        if (incident.HoldUntil is not { } until)
            return missing.Because + HowItResolves(incident) + data;
        return incident.IsWatched
            ? $"Armed: it resolves itself at {Markup.Time(until)} if the checks hold, and wakes you if not.{data}"
            : $"Armed. {RecoveryPromise.Of(incident, until)}{data}";
    }

    private static string HowItResolves(Incident incident) =>
        IsRead(incident)
            ? " Your resolve is armed: it resolves itself when the checks have held for the hold time."
            : " Your resolve is armed: with a proof you are asked after the hold time, and it resolves then.";

    // Monitoring is read, so that nobody need type what it shows.
    private static bool IsRead(Incident incident) =>
        incident.Checks.Values.Any(check => check.Signal is CheckSignal.InBaseline or CheckSignal.OutOfBaseline);

    // What helped, from the facts.
    private static string FactsInShort(Incident incident) =>
        ReportOpening.Helped(incident) is { Length: > 0 } helped ? helped : "the symptoms are gone";

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
            Armed = new ArmedResolve(recorded.By, Summary, At) { Entry = recorded.Seq },
        };

    /// <inheritdoc/>
    public override string Describe() =>
        At is null ? "Resolve armed; a proof of recovery is needed" : "Resolve armed, until recovery has held";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        At is { } at
            ? base.Announce(after, recorded) with
            {
                Footer = RecoveryPromise.Of(after, at),
            }
            : base.Announce(after, recorded);
}
