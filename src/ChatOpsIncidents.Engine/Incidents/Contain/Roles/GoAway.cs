using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Roles;

/// <summary><c>/incident away until 15:30</c>, <c>away 30m</c>, <c>away back</c></summary>
/// <param name="Until">Null: back already.</param>
public sealed record GoAway(DateTimeOffset? Until) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("away", "until <time>", "Say that you are away; the backup covers", Read)
        {
            Keys = ["until"],
            Topic = "People",
            Example = "away until 15:30",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        var until = incident.Away.TryGetValue(context.By.Id, out var at) ? at : (DateTimeOffset?)null;
        if (until == Until)
            return Decision.NothingToDo;
        return Decision.Accept(new PersonAway(context.By, Until)) with
        {
            Reply = Reply.Text(
                Until is { } then ? $"You are away until {Times.Say(then, context)}." : "Welcome back.",
                Until is null ? [] : [new ChatAction("I am back", "away back")]
            ),
        };
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var typed = line["until"] ?? line.Rest;
        if (typed.StartsWith("until ", StringComparison.OrdinalIgnoreCase))
            typed = typed[6..].Trim();
        if (typed.Length == 0)
            return Parsed.Ask((_, _) => Ask());
        if (typed.ToLowerInvariant() is "back" or "off" or "no")
            return new GoAway(Until: null);
        return Times.Future(typed, context) is { } until && until > context.Now
            ? new GoAway(until)
            : new Refusal(
                "not-a-time",
                $"“{typed}” is no time to come. Say for example 15:30, or 30m.",
                new NextStep("Type", "away until <time>")
            )
            {
                Fields = new Dictionary<string, string> { ["until"] = "Say for example 15:30, or 30m." },
            };
    }

    private static Form Ask() =>
        new()
        {
            Verb = "away",
            Title = "Away",
            Fields =
            [
                new FormField
                {
                    Key = "until",
                    Label = "Until when?",
                    Kind = FieldKind.When,
                },
            ],
        };
}

/// <summary>Somebody is away, or back.</summary>
/// <param name="Person">Who.</param>
/// <param name="Until">Until when; null: back.</param>
public sealed record PersonAway(Person Person, DateTimeOffset? Until) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var key = DeadlineNames.Of(DeadlineNames.Away, Person.Id);
        return Until is { } until
            ? (before with { Away = before.Away.SetItem(Person.Id, until) }).Due(key, until)
            : before with
            {
                Away = before.Away.Remove(Person.Id),
                Deadlines = before.Deadlines.Remove(key),
            };
    }

    /// <inheritdoc/>
    public override string Describe() =>
        Until is { } until ? $"{Person.Name} is away until {until.UtcDateTime:HH:mm} UTC" : $"{Person.Name} is back";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => LeavesAlone(after) ? Loudness.Banner : Loudness.LogThread;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        ChatMessage.Text(
            Until is { } until
                ? $"{Markup.Bold(Person.Name)} is away until {Markup.Time(until)}."
                : $"{Markup.Bold(Person.Name)} is back.",
            LeavesAlone(after) ? [new ChatAction("Take command", "lead", ActionStyle.Primary)] : []
        );

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        Until is not null && after.Lead?.Id == Person.Id && after.Backup is { } backup && !LeavesAlone(after)
            ?
            [
                new Effect.Direct(
                    backup.Id,
                    ChatMessage.Text(
                        $"{after.Id}: {Person.Name} is away and you are the backup. Take command when it is needed.",
                        new ChatAction("Take command", "lead", ActionStyle.Primary)
                    ),
                    $"away-{recorded.Seq}"
                ),
            ]
            : [];

    private bool LeavesAlone(Incident after) =>
        Until is not null
        && after.Lead?.Id == Person.Id
        && (after.Backup is not { } backup || after.Away.ContainsKey(backup.Id));

    /// <summary>The time for which somebody was away is over.</summary>
    internal static Decision Over(Incident incident, string personId, DecisionContext context) =>
        incident.Joined.FirstOrDefault(person => person.Id == personId) is { } person
            ? Decision.Accept(new PersonAway(person, null))
            : Decision.NothingToDo;
}
