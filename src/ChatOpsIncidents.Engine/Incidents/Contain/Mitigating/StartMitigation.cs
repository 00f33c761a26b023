using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Mitigating;

/// <summary><c>/incident mitigate flag-off new-checkout</c>, <c>/incident rollback payments to 4.1</c></summary>
/// <param name="Kind">A name of the table of kinds.</param>
/// <param name="What">The target and the change, in words.</param>
/// <param name="To">The build that a rollback goes back to; null: not said, or no rollback.</param>
/// <param name="At">When it was done already; null: it begins now.</param>
public sealed record StartMitigation(string Kind, string What, string? To = null, DateTimeOffset? At = null)
    : IncidentCommand
{
    /// <summary>The key under which a form gives a known way, kind and what in one.</summary>
    public const string CatalogueKey = "catalogue";

    public static CommandWord Word { get; } =
        new("mitigate", "<kind> <what…>", "Start one change that stops the bleeding", MitigationWords.Read)
        {
            FrontRow = true,
            Synonyms = ["contain", "mitigation"],
            Keys = ["kind", "what", "to", "scope", "both", "confirm", "because", "at", CatalogueKey],
            Example = "mitigate flag-off new-checkout",
        };

    /// <summary>That everything at once is meant was confirmed.</summary>
    public bool AllIsMeant { get; init; }

    /// <summary>Why it runs beside another change; null: it does not.</summary>
    public string? Both { get; init; }

    /// <summary>The target's name, typed once more; null: it was not.</summary>
    public string? Confirm { get; init; }

    /// <inheritdoc/>
    public override DateTimeOffset? DoneAt => At;

    private MitigationKind Row => MitigationKinds.Find(Kind)!;

    /// <summary>What the timeline calls it.</summary>
    private string Full => To is null ? What : $"{What} to {To}";

    /// <inheritdoc/>
    public override Intention? Intends(Incident incident) =>
        !incident.IsRunning || IsRunningIn(incident) ? null : AsIntention();

    private Intention.Change AsIntention() =>
        new(Row, What, Words)
        {
            IsBesideAnother = Both is not null,
            Confirmed = Confirm,
            AskTarget = target => MitigationForms.Confirm(this, target),
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver || (!incident.IsRunning && At is null))
            return Refusals.OverFor(incident, Words);
        if (IsRunningIn(incident))
            return Runs(context);
        List<NewFact> facts = [.. Waiting(incident, context)];
        if (
            Kind == MitigationKinds.Rollback
            && !incident.RollbackOptions.Any(o => o.Verdict && Alike(o.What, What) && o.To == To)
        )
            facts.Add(new NewFact(new RollbackOptionReviewed(What, To, true, null), At));
        facts.Add(
            new NewFact(
                new MitigationStarted(
                    incident.Mitigations.Select(m => m.Number).DefaultIfEmpty().Max() + 1,
                    Kind,
                    What,
                    To,
                    Both
                ),
                At
            )
        );
        return new Decision { Facts = facts };
    }

    private Decision Runs(DecisionContext context)
    {
        var change = AsIntention();
        var wrong =
            Confirm is null || change.IsConfirmed(context.Catalog)
                ? ""
                : $"“{Ink.Clean(Confirm)}” is not {Ink.Code(change.Target(context.Catalog))}, and ";
        return Decision.NothingToDo with
        {
            Reply = Reply.Text($"{wrong}“{Kind} {Ink.Clean(Full)}” is running already: nothing was started."),
        };
    }

    // The same change is running: pressing twice starts nothing twice.
    private bool IsRunningIn(Incident incident) =>
        incident.Mitigations.Any(m => m.Outcome is null && IsSame(m.Kind, m.What));

    private bool IsSame(string kind, string full) => kind == Kind && Alike(full, Full);

    // The same change was waiting for a gate: it is started now, and must not start once more when the gate opens.
    private IEnumerable<NewFact> Waiting(Incident incident, DecisionContext context) =>
        incident
            .Held.Where(held =>
                held.Words != Words
                && context.Read(held.Words).Command is StartMitigation other
                && IsSame(other.Kind, other.Full)
            )
            .Select(held => new NewFact(new CommandReleased(held.Number, held.Words)));

    private static bool Alike(string a, string b) => a.Trim().Equals(b.Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>A change was begun that is to stop the bleeding.</summary>
/// <param name="Number">1 for the first of an incident.</param>
/// <param name="Kind">A name of the table of kinds.</param>
/// <param name="What">The target and the change, in words.</param>
/// <param name="To">The build that a rollback goes back to; null: not said, or no rollback.</param>
/// <param name="Both">Why it runs beside another change; null: it does not.</param>
public sealed record MitigationStarted(
    int Number,
    [property: Code] string Kind,
    string What,
    string? To = null,
    string? Both = null
) : IncidentEvent, INews, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (
            before with
            {
                Mitigations = before.Mitigations.Add(
                    new Mitigation(Number, Kind, Full, recorded.By, recorded.ObservedAt)
                ),
                WaitingFor = null,
            }
        ).NotDue("wait");

    /// <inheritdoc/>
    public override string Describe() =>
        $"Started #{Number}, {Kind}: {Full}" + (Both is null ? "" : $"; beside another change because {Both}");

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => after.IsRunning ? Loudness.Banner : Loudness.LogThread;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        base.Announce(after, recorded) with
        {
            Footer = "Did it help? Say so when you see it in the graphs.",
            Actions =
            [
                new ChatAction("Worked", $"outcome #{Number} worked"),
                new ChatAction("Partly", $"outcome #{Number} partial"),
                new ChatAction("No effect", $"outcome #{Number} failed"),
            ],
        };

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        recorded.ObservedAt == recorded.RecordedAt && KnownWays.How(Kind, What, context) is { } how
            ? [new Effect.Post(Destination.CardThread, ChatMessage.Text(how), $"how-{recorded.Seq}")]
            : [];

    private string Full => To is null ? What : $"{What} to {To}";
}
