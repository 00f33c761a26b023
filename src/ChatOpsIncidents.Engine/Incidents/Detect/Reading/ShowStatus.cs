using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Reading;

/// <summary><c>/incident status</c>: where it stands.</summary>
public sealed record ShowStatus : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("status", "", "Where the incident stands", (_, _) => new ShowStatus())
        {
            Synonyms = ["show"],
            Topic = "Look",
        };

    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        Decision.Answer(new Reply { Message = StatusView.Render(incident, context) });
}

/// <summary><c>/incident</c> alone: the status in a room, the list elsewhere.</summary>
public sealed record ShowHere : IncidentCommand
{
    /// <summary>Its words: none.</summary>
    public static CommandWord Word { get; } =
        new("", "", "The status in a room, the list elsewhere", (_, _) => new ShowHere()) { Topic = "Look" };

    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override bool NeedsIncident => false;

    /// <inheritdoc/>
    public override bool NeedsOthers => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        incident.Seq > 0
            ? new ShowStatus().Decide(incident, context)
            : new ListIncidents(All: false).Decide(incident, context);
}

/// <summary><c>/incident next</c>: the one next step.</summary>
public sealed record ShowNext : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("next", "", "The one next step", (_, _) => new ShowNext()) { Topic = "Look" };

    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var next = NextStepView.Of(incident, context);
        return Decision.Answer(Reply.Text($"{Markup.Bold("Next:")} {next.Text}", [.. next.Actions]));
    }
}

/// <summary><c>/incident list</c>: the incidents that are open; <c>list all</c>: the others too.</summary>
/// <param name="All">Those that are over as well.</param>
public sealed record ListIncidents(bool All) : IncidentCommand
{
    private const int ListedMax = 20;

    public static CommandWord Word { get; } =
        new("list", "[open|all]", "The incidents that are open, or all", Read)
        {
            Synonyms = ["ls", "incidents"],
            Topic = "Look",
            Example = "list all",
        };

    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override bool NeedsIncident => false;

    /// <inheritdoc/>
    public override bool NeedsOthers => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        Decision.Answer(new Reply { Message = IncidentList.Render(context, All, ListedMax) });

    private static Parsed Read(CommandLine line, DecisionContext context) =>
        line.RestWords switch
        {
            [] or ["open"] or ["Open"] => new ListIncidents(false),
            ["all"] or ["All"] => new ListIncidents(true),
            _ => new Refusal(
                "usage",
                "Say “list”, “list open” or “list all”.",
                new NextStep("Open ones", "list"),
                new NextStep("All", "list all")
            ),
        };
}
