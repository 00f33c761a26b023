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
            Keys =
            [
                "kind",
                "what",
                "to",
                "scope",
                "smaller",
                "both",
                "target",
                "confirm",
                "because",
                "at",
                CatalogueKey,
            ],
            Example = "mitigate flag-off new-checkout",
        };

    /// <summary>That everything at once is meant was confirmed.</summary>
    public bool AllIsMeant { get; init; }

    /// <summary>Why it runs beside another change; null: it does not.</summary>
    public string? Both { get; init; }

    /// <summary>What is changed, where it was picked or said by itself; null: the words say it.</summary>
    public string? Target { get; init; }

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
            Target = Target,
            Confirmed = Confirm,
            AskTarget = names => MitigationForms.Confirm(this, names),
            LineOn = LineOn,
        };

    /// <inheritdoc/>
    public override bool IsSameWish(IncidentCommand other) =>
        base.IsSameWish(other) || (other is StartMitigation change && IsSame(change.Kind, change.Full));

    // The same change, with its target named; an empty name: none.
    private string LineOn(string target)
    {
        var line = Word.Line($"{Kind} {What}");
        var keys = line.Keys;
        foreach (
            var (key, value) in new[]
            {
                ("to", To),
                ("both", Both),
                ("smaller", AllIsMeant ? "no" : null),
                ("target", target),
                ("confirm", target),
            }
        )
        {
            if (value is { Length: > 0 } given)
                keys = keys.SetItem(key, given);
        }

        return (line with { Keys = keys }).ToWords();
    }

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver || (!incident.IsRunning && At is null))
            return Refusals.OverFor(incident, Words);
        if (IsRunningIn(incident))
            return Runs(incident, context);
        List<NewFact> facts = [.. Waiting(incident, context)];
        if (
            Kind == MitigationKinds.Rollback
            && !incident.RollbackOptions.Any(o => o.Verdict && Alike(o.What, What) && o.To == To)
        )
            facts.Add(new NewFact(new RollbackOptionReviewed(What, To, true, null), At));
        facts.Add(new NewFact(Begun(incident, context), At));
        return new Decision { Facts = facts };
    }

    private MitigationStarted Begun(Incident incident, DecisionContext context) =>
        new(
            incident.Mitigations.Select(m => m.Number).DefaultIfEmpty().Max() + 1,
            Kind,
            What,
            To,
            incident.Running is null ? null : Both,
            At is null ? KnownWays.CommandOf(Kind, What, context.Catalog) : null,
            Target
        )
        {
            Service = At is null ? HandOverRollback.ServiceOf(this, incident, context) : null,
        };

    private Decision Runs(Incident incident, DecisionContext context)
    {
        var wrong =
            Confirm is null || AsIntention().IsConfirmed(incident, context.Catalog)
                ? ""
                : $"“{Markup.Clean(Confirm)}” is not what it changes, and ";
        return Decision.NothingToDo with
        {
            Reply = Reply.Text($"{wrong}“{Kind} {Markup.Clean(Full)}” is running already: nothing was started."),
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
                (held.Words != Words || held.By.Id != context.By.Id)
                && context.Read(held.Words).Command is StartMitigation other
                && IsSame(other.Kind, other.Full)
            )
            .Select(held => new NewFact(new CommandReleased(held.Number, held.Words)));

    private static bool Alike(string a, string b) => ChangeTarget.Alike(a, b);
}

/// <summary>A change was begun that is to stop the bleeding.</summary>
/// <param name="Number">1 for the first of an incident.</param>
/// <param name="Kind">A name of the table of kinds.</param>
/// <param name="What">The target and the change, in words.</param>
/// <param name="To">The build that a rollback goes back to; null: not said, or no rollback.</param>
/// <param name="Both">Why it runs beside another change; null: it does not.</param>
/// <param name="Command">How it is done, from the catalogue; null: not written down there, or it was done already.
/// </param>
/// <param name="Target">What is changed, where it was picked or said by itself; null: the words say it.</param>
public sealed record MitigationStarted(
    int Number,
    [property: Code] string Kind,
    string What,
    string? To = null,
    string? Both = null,
    [property: Code] string? Command = null,
    string? Target = null
) : IncidentEvent, IHeardFirst, INews, IUndoable
{
    /// <summary>The service for which a webhook can carry it out, canonical name; null: none can.</summary>
    [Code]
    public string? Service { get; init; }

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (
            before with
            {
                Mitigations = before.Mitigations.Add(
                    new Mitigation(Number, Kind, Full, recorded.By, recorded.ObservedAt)
                    {
                        Entry = recorded.Seq,
                        ToldLate = recorded.ObservedAt < recorded.RecordedAt,
                    }
                ),
                WaitingFor = null,
                WaitAskedBy = null,
            }
        ).NotDue(DeadlineNames.Wait);

    /// <inheritdoc/>
    public override string Describe() =>
        $"Started #{Number}, {Kind}: {Full}"
        + (Target is null ? "" : $" (target: {Target})")
        + (Both is null ? "" : $"; beside another change because {Both}");

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => after.IsRunning ? Loudness.Banner : Loudness.LogThread;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded)
    {
        var said = base.Announce(after, recorded);
        return said with
        {
            Body = IsToDo(after, recorded) ? $"{said.Body}\n{Doing(after)}" : said.Body,
            Footer = "Did it help? Say so when you see it in the graphs.",
            Actions =
            [
                new ChatAction("Worked", $"outcome #{Number} worked"),
                new ChatAction("Partly", $"outcome #{Number} partial"),
                new ChatAction("No effect", $"outcome #{Number} failed"),
                .. CanBeHandedOver(after) ? [HandOverRollback.Ask(this)] : Array.Empty<ChatAction>(),
            ],
        };
    }

    // What was done before it was told, or has ended, nobody does any more.
    private bool IsToDo(Incident after, Recorded recorded) =>
        recorded.ObservedAt == recorded.RecordedAt
        && after.Mitigations.Exists(change => change.Number == Number && change.Outcome is null);

    // Nothing is carried out here: whoever reads "started" is told whose turn it is.
    private string Doing(Incident after) =>
        HandedOver(after) is { } over ? HandOverText.Of(over, Command) : HandOverText.ByHand(Command);

    private bool CanBeHandedOver(Incident after) =>
        Service is not null && HandedOver(after) is null or { Status: HandedOverStatus.Failed };

    private HandedOver? HandedOver(Incident after) =>
        after.Mitigations.Find(change => change.Number == Number)?.HandedOver;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        recorded.ObservedAt == recorded.RecordedAt && KnownWays.How(Kind, What, context) is { } how
            ? [new Effect.Post(Destination.CardThread, ChatMessage.Text(how), $"how-{recorded.Seq}")]
            : [];

    private string Full => To is null ? What : $"{What} to {To}";
}
