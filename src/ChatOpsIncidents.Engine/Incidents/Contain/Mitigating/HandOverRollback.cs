using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Mitigating;

/// <summary><c>/incident carry-out #1</c>: the configured webhook is to do the rollback that was started.</summary>
/// <param name="Number">The change; null: the rollback that runs.</param>
/// <param name="Confirmed">That it is really meant was said.</param>
public sealed record HandOverRollback(int? Number, bool Confirmed) : IncidentCommand
{
    // Nobody rolls back for what was decided long ago.
    private static readonly TimeSpan AskedFor = TimeSpan.FromMinutes(2);

    public static CommandWord Word { get; } =
        new("carry-out", "[#n]", "Have the webhook do the rollback that was started", Read)
        {
            Keys = ["confirm"],
            Topic = "Contain",
            Example = "carry-out #1",
        };

    /// <inheritdoc/>
    public override Access Access => Access.Command;

    /// <summary>The service for which a webhook can carry a change out; null: none can.</summary>
    public static string? ServiceOf(StartMitigation change, Incident incident, DecisionContext context)
    {
        if (change.Kind != MitigationKinds.Rollback || incident.IsDrill)
            return null;
        var name = context.Catalog.Find(change.What)?.Name;
        return name is not null && IsSetUp(name, context.Policy) ? name : null;
    }

    /// <summary>The button that has it done.</summary>
    public static ChatAction Ask(MitigationStarted change) =>
        new(
            "Have it done",
            $"carry-out #{change.Number} confirm: yes",
            ActionStyle.Danger,
            $"{Sentence(change)}? The webhook is asked to do it for real."
        );

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning)
            return Refusals.Over(incident);
        if (incident.IsDrill)
            return InDrill();
        if (Meant(incident) is not (var change, { } started))
            return NoSuch();
        if (change.HandedOver is { Status: not (HandedOverStatus.Failed or HandedOverStatus.Silent) } over)
            return Decision.NothingToDo with { Reply = Reply.Text(HandOverText.Of(over, started.Command)) };
        if (started.Service is not { } service || !IsSetUp(service, context.Policy))
            return NotSetUp(started);
        return Confirmed ? Decision.Accept(Confirm(incident, change, started, service, context)) : AskFirst(started);
    }

    private static bool IsSetUp(string service, Policy policy) =>
        policy.RollbackHooks.Contains(service) || policy.RollbackHooks.Contains(Policy.AnyName);

    private (Mitigation, MitigationStarted)? Meant(Incident incident) =>
        incident.RunningChanges.LastOrDefault(change =>
            change is { Kind: MitigationKinds.Rollback, ToldLate: false } && (Number is null || change.Number == Number)
        )
            is { } meant
        && incident.Entry(meant.Entry)?.Fact is MitigationStarted started
            ? (meant, started)
            : null;

    private static RollbackConfirmed Confirm(
        Incident incident,
        Mitigation change,
        MitigationStarted started,
        string service,
        DecisionContext context
    )
    {
        var runs = incident
            .RankedChanges()
            .FirstOrDefault(one => one.IsOurs && service.Equals(one.Service, StringComparison.OrdinalIgnoreCase));
        return new RollbackConfirmed(
            change.Number,
            AskOf(change.HandedOver),
            service,
            runs?.Version,
            started.To,
            context.Now + AskedFor,
            context.Now + context.Policy.RollbackPatience
        );
    }

    // While it is not known to have been taken, whoever gets it twice does it once.
    private static int AskOf(HandedOver? before) =>
        before switch
        {
            null => 1,
            { Status: HandedOverStatus.Silent } => before.Ask + 1,
            _ => before.Ask,
        };

    private static Refusal AskFirst(MitigationStarted change) =>
        new(
            "confirm-rollback",
            $"{Markup.Clean(Sentence(change))}? The webhook is asked to do it for real.",
            new NextStep("Yes, have it done", Ask(change).Command),
            new NextStep("Leave it", "status")
        );

    private static string Sentence(MitigationStarted change) =>
        $"Roll back {change.What} to {change.To ?? "the build before"}";

    private static Refusal InDrill() =>
        new(
            "drill-by-hand",
            "This is a drill: no webhook is asked. Play it by hand, and say what came of it.",
            new NextStep("Say what came of it", "outcome")
        );

    private static Refusal NoSuch() =>
        new(
            "no-such-rollback",
            "No rollback is running that could be carried out. Start it first.",
            new NextStep("See the rollback options", "rollback")
        );

    private static Refusal NotSetUp(MitigationStarted change) =>
        new(
            "not-set-up",
            $"No webhook carries out rollbacks of “{Markup.Clean(change.What)}” here. "
                + HandOverText.ByHand(change.Command),
            new NextStep("Say what came of it", $"outcome #{change.Number}")
        );

    private static Parsed Read(CommandLine line, DecisionContext context) =>
        new HandOverRollback(
            Numbers.Leading(line.RestWords),
            line["confirm"]?.Equals("yes", StringComparison.OrdinalIgnoreCase) == true
        );
}

/// <summary>A person confirmed that the webhook is to carry a rollback out. What comes of it is told by later
/// facts.</summary>
/// <param name="Number">The change.</param>
/// <param name="Ask">Which time; the same while it is not known to have been taken.</param>
/// <param name="Service">The service, canonical name.</param>
/// <param name="From">The build that runs; null: not known.</param>
/// <param name="To">The build that it goes back to; null: the one before.</param>
/// <param name="Until">Until when the webhook is asked.</param>
/// <param name="HeardBy">By when something is to be heard of it.</param>
public sealed record RollbackConfirmed(
    int Number,
    int Ask,
    [property: Code] string Service,
    string? From,
    string? To,
    DateTimeOffset Until,
    DateTimeOffset HeardBy
) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before
            .WithChange(
                Number,
                change => change with { HandedOver = new HandedOver(Ask, Service, To, recorded.RecordedAt) }
            )
            .Due(DeadlineNames.Of(DeadlineNames.Rollback, Number), HeardBy);

    /// <inheritdoc/>
    public override string Describe() =>
        $"Confirmed: the webhook is asked to roll back {Service} to {To ?? "the build before"}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        [
            .. HandOverText.Shown(after, Number),
            new Effect.HandOver(Number, Ask, Service, From, To, recorded.By.Name, Until),
        ];
}
