using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Drilling;

/// <summary><c>/incident drill start bad-config</c>: practice, with its own room and everything else but the
/// consequences.</summary>
/// <param name="Scenario">What is played.</param>
/// <param name="EvenSo">Start although the same was started a moment ago.</param>
/// <param name="Tabletop">Without any clock.</param>
public sealed record StartDrill(DrillScenario Scenario, bool EvenSo = false, bool Tabletop = false) : IncidentCommand
{
    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public override bool Declares => true;

    private string Title => $"Drill: {Scenario.Title}";

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var like = context.Others.FirstOrDefault(other => IsTheSame(other, context.Now));
        if (like is not null && !EvenSo)
            return Join(like, context);
        var severity = Scenario.Severity ?? Severity.Major;
        var services = Scenario.Services.Select(name => context.Catalog.Find(name)?.Name ?? name).Distinct().ToArray();
        var declared = new IncidentDeclared(
            Title,
            severity,
            Scenario.Severity is not null,
            services,
            false,
            context.By,
            context.Origin,
            context.Now + context.Policy.RoomPatience,
            Scenario.Name
        )
        {
            Plan = InformingPlan.First(severity, context),
        };
        var after = incident with
        {
            Title = Title,
            Severity = severity,
            SeverityConfirmed = Scenario.Severity is not null,
            Services = [.. services],
            DrillName = Scenario.Name,
        };
        return Decision.Accept([
            declared,
            new NewFact(new DrillStarted(Scenario, Tabletop ? true : null), Source: DrillPlay.Source),
            .. SeverityActions.Of(after, context),
        ]);
    }

    private bool IsTheSame(IncidentSummary other, DateTimeOffset now) =>
        other.IsDrill
        && other.Title == Title
        && other.Phase < Phase.Resolved
        && now - other.DeclaredAt < DuplicateWindow;

    private Refusal Join(IncidentSummary like, DecisionContext context) =>
        new(
            "like-one",
            $"{like.Id}, the same drill, was started {(int)(context.Now - like.DeclaredAt).TotalSeconds} s "
                + "ago. Join?",
            new NextStep($"Join {like.Id}", $"{like.Id} join"),
            new NextStep("Start another", $"{Words} even-so: \"yes\"")
        );
}

/// <summary><c>/incident drill</c>: what can be practised.</summary>
public sealed record ListDrills : IncidentCommand
{
    private const int ListMax = 20;
    private const int ButtonsMax = 10;
    private const string AroundATable = "-tabletop";

    /// <summary>Its words, and those of the commands around it.</summary>
    public static CommandWord Word { get; } =
        new(
            "drill",
            "[start <scenario> [tabletop] | from <INC-n> [tabletop] | next | stop | scores | answer <n> <choice>]",
            "Practise on a scenario or an incident that is over; nothing leaves its room",
            Read
        )
        {
            Synonyms = ["drills", "practise", "practice", "gameday"],
            Keys = ["even-so", "scenario"],
            Topic = "Practise",
        };

    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override bool NeedsIncident => false;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var all = context.Catalog.Drills;
        var runs = incident is { Drill: not null, IsRunning: true };
        return Decision.Answer(
            new Reply
            {
                Message = new ChatMessage
                {
                    Title = "Drills",
                    Body = string.Join(
                        '\n',
                        [
                            .. runs ? [$"{incident.Id} is a drill and runs."] : Array.Empty<string>(),
                            .. all.Count == 0
                                ? ["There is no scenario in the catalogue (drills/*.yaml)."]
                                : all.Take(ListMax).Select(Line),
                        ]
                    ),
                    Actions =
                    [
                        .. runs ? [new ChatAction("Stop this drill", "drill stop")] : Array.Empty<ChatAction>(),
                        .. all.Take(ButtonsMax)
                            .Select(
                                (one, i) =>
                                    new ChatAction(
                                        ShortText.Cut($"Start {one.Name}", 75),
                                        $"drill start {one.Name}",
                                        i == 0 && !runs ? ActionStyle.Primary : ActionStyle.Default
                                    )
                            ),
                    ],
                    Footer =
                        "A drill has a room, a card, roles and a clock like an incident; with “tabletop” behind its "
                        + "name no clock. “drill from INC-12” plays an incident again. Nobody outside its room is "
                        + "paged or told.",
                },
            }
        );
    }

    private static string Line(DrillScenario one) =>
        $"• {Markup.Code(one.Name)} {Markup.Clean(one.Title)}{(one.Minutes > 0 ? $", about {one.Minutes} min" : "")}"
        + (one.Summary.Length > 0 ? $". {Markup.Clean(one.Summary)}" : "");

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var words = line.RestWords;
        return words.FirstOrDefault()?.ToLowerInvariant() switch
        {
            null when line["scenario"] is { } named => Start(line, named, context),
            null or "list" => new ListDrills(),
            "start" or "from" => Start(line, line["scenario"] ?? string.Join('-', words.Skip(1)), context),
            "next" => new NextInject(),
            "scores" or "score" => new ShowScores(),
            "stop" or "end" => new StopDrill(),
            "answer" => AnswerDrill.Read(words[1..]),
            _ => Start(line, string.Join('-', words), context),
        };
    }

    private static Parsed Start(CommandLine line, string name, DecisionContext context)
    {
        var tabletop = name.EndsWith(AroundATable, StringComparison.OrdinalIgnoreCase);
        if (tabletop)
            name = name[..^AroundATable.Length];
        if (name.Length == 0)
            return new ListDrills();
        if (StartDrillFrom.Named(name) is { } past)
            return new StartDrillFrom(past, line["even-so"] is not null, tabletop);
        return context.Catalog.Drill(name) is { } scenario
            ? new StartDrill(scenario, line["even-so"] is not null, tabletop)
            : new Refusal(
                "no-such-drill",
                $"There is no drill “{ShortText.Cut(name, 40)}”.",
                [
                    .. context
                        .Catalog.Drills.Take(4)
                        .Select(one => new NextStep(ShortText.Cut($"Start {one.Name}", 75), $"drill start {one.Name}")),
                    new NextStep("Show all", "drill"),
                ]
            );
    }
}

/// <summary>A drill began.</summary>
/// <param name="Scenario">What it plays, whole.</param>
/// <param name="Tabletop">Without any clock; null: with one.</param>
public sealed record DrillStarted(DrillScenario Scenario, bool? Tabletop = null) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        Scenario
            .Injects.Select((inject, i) => (inject.At, Number: i + 1))
            .Aggregate(
                before with
                {
                    DrillName = Scenario.Name,
                    Drill = new DrillState(Scenario, Tabletop is true),
                    Deadlines = Tabletop is true
                        ? before.Deadlines.RemoveRange(before.Deadlines.Keys.Where(name => name != DeadlineNames.Room))
                        : before.Deadlines,
                },
                (state, inject) =>
                    inject.At is { } at ? state.Due(DrillPlay.Deadline(inject.Number), recorded.RecordedAt + at) : state
            );

    /// <inheritdoc/>
    public override string Describe() => $"This is the drill {Scenario.Name}: practice, nothing leaves the room";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        new()
        {
            Body =
                $"{Markup.Bold("This is a drill.")} Work as you would at night: the card shows the next step. "
                + (
                    Tabletop is true
                        ? "There is no clock: whoever leads the talk says when the story goes on. "
                        : "Alerts and messages come by themselves. "
                )
                + "Nobody outside this room is paged or told.",
            Actions =
            [
                .. Tabletop is true ? [NextInject.Tap] : Array.Empty<ChatAction>(),
                new ChatAction("See the graphs", "verify"),
                new ChatAction("What changed", "changes"),
                new ChatAction("Stop the drill", "drill stop"),
            ],
        };
}
