using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Resolving;

/// <summary><c>/incident merge INC-9</c>: this one goes on in that one.</summary>
/// <param name="Into">Which.</param>
/// <param name="Confirm">Its id once more, after it was shown; null: it is shown first.</param>
public sealed partial record MergeIncident(string Into, string? Confirm = null) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("merge", "<INC-n>", "Merge this incident into another one", Read)
        {
            Keys = ["into", "confirm"],
            Example = "merge INC-9",
        };

    /// <inheritdoc/>
    public override Access Access => Access.Command;

    /// <inheritdoc/>
    public override bool NeedsOthers => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.MergedInto == Into)
            return Decision.NothingToDo;
        if (!incident.IsRunning)
            return Refusals.Over(incident);
        if (Into == incident.Id)
            return new Refusal(
                "same-incident",
                "An incident cannot go on in itself.",
                new NextStep("Type", "merge <INC-n>")
            );
        if (context.Others.FirstOrDefault(o => o.Id == Into) is not { } other)
            return Refusals.NoSuchIncident(Into);
        if (other.IsDrill != incident.IsDrill)
            return new Refusal(
                "drill-and-real",
                "A drill and a real incident do not go on in one another.",
                new NextStep("List incidents", "list")
            );
        if (other.Phase >= Phase.Resolved)
            return new Refusal(
                "incident-over",
                $"{Into} is {other.Phase.ToString().ToLowerInvariant()}; nobody works there any more.",
                new NextStep($"Reopen {Into}", $"{Into} reopen <why>"),
                new NextStep("List incidents", "list")
            );
        return string.Equals(Confirm, Into, StringComparison.OrdinalIgnoreCase)
            ? Decision.Accept(new IncidentMerged(Into, other.RoomId) { IsIntoPrivate = other.Private })
            : Decision.Answer(new Reply { Message = Shown(incident, other) });
    }

    // Which incident is meant is seen before this one ends: a number is easily mistyped.
    private static ChatMessage Shown(Incident incident, IncidentSummary other) =>
        new()
        {
            Title = $"Merge {incident.Id} into {other.Id}?",
            Body =
                $"• {Markup.Bold(incident.Id)} {Markup.Clean(incident.Title)} ends here.\n"
                + $"• {Markup.Bold(other.Id)} {Markup.Clean(other.Title)} continues: {other.Severity}, {other.Phase}, "
                + $"led by {Markup.Clean(other.Lead ?? "nobody yet")}.",
            Actions =
            [
                new ChatAction($"Merge into {other.Id}", $"merge {other.Id} confirm: {other.Id}", ActionStyle.Danger),
                new ChatAction("Another one", "list"),
            ],
        };

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var typed =
            line["into"]
            ?? line.RestWords.FirstOrDefault(word => !word.Equals("into", StringComparison.OrdinalIgnoreCase));
        if (typed is null)
            return Parsed.Ask((_, _) => Ask());
        return Id().Match(typed) is { Success: true } id
            ? new MergeIncident("INC-" + id.Groups["n"].Value, line["confirm"])
            : new Refusal("no-incident-id", $"“{typed}” is no incident's id.", new NextStep("Type", "merge <INC-n>"))
            {
                Fields = new Dictionary<string, string> { ["into"] = "For example INC-9." },
            };
    }

    private static Form Ask() =>
        new()
        {
            Verb = "merge",
            Title = "Merge into",
            Submit = "Merge",
            Fields =
            [
                new FormField
                {
                    Key = "into",
                    Label = "Into which incident?",
                    Hint = "INC-9",
                },
            ],
        };

    [GeneratedRegex(
        @"^(inc-?)?(?<n>\d{1,9})$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Id();
}

/// <summary>It goes on in another incident.</summary>
/// <param name="Into">That one's id.</param>
/// <param name="RoomId">That one's room; null: none.</param>
public sealed record IncidentMerged([property: Code] string Into, [property: Code] string? RoomId) : IncidentEvent
{
    /// <summary>Nobody outside may hear of that one.</summary>
    public bool IsIntoPrivate { get; init; }

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before.StoodDown() with { MergedInto = Into };

    /// <inheritdoc/>
    public override string Describe() => $"Merged into {Into}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        RoomId is { } room && !after.IsPrivate
            ? [Continues(after, room, recorded), .. Outside(after, recorded, context)]
            : Outside(after, recorded, context);

    private static Effect.Post Continues(Incident after, string room, Recorded recorded) =>
        new(
            Destination.Channel(room),
            ChatMessage.Text($"{Markup.Bold(after.Id)} {Markup.Clean(after.Title)} continues here."),
            $"merged-{recorded.Seq}"
        );

    private IEnumerable<Effect> Outside(Incident after, Recorded recorded, DecisionContext context) =>
        LastWord.GoesOn(after, IsIntoPrivate ? null : Into, recorded, context);
}
