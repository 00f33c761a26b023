using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary><c>/incident help</c>: the front row; <c>help all</c>, <c>help &lt;topic&gt;</c>, <c>help gates</c>,
/// <c>help &lt;command&gt;</c>. The topics are the four groups of <c>help all</c>.</summary>
/// <param name="About"><c>all</c>, <c>gates</c>, a topic or a command; empty: the front row.</param>
public sealed record ShowHelp(string About) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("help", "[topic|all]", "The commands", (line, _) => new ShowHelp(line.Rest.ToLowerInvariant()))
        {
            Synonyms = ["?", "commands"],
            Topic = "Look",
            Example = "help update",
        };

    // The order in which the front row is needed in an incident.
    private static readonly string[] Needed =
    [
        "declare",
        "impact",
        "rollback",
        "mitigate",
        "outcome",
        "update",
        "role",
        "task",
        "note",
        "verify",
        "resolve",
        "override",
    ];

    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override bool NeedsIncident => false;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var rows = Vocabulary.Commands.Where(row => row.Verb.Length > 0).ToList();
        if (About.Length == 0)
            return Front(rows);
        if (About == "all")
            return All(rows);
        if (About is "gates" or "gate")
            return Gates();
        var group = PracticeGroups.Groups.FirstOrDefault(one => one.IsCalled(About));
        var word = Vocabulary.Find(About) is { Verb.Length: > 0 } known ? known : null;
        if (group is not null)
            return Group(group, rows, word);
        return word is null ? Unknown(rows) : Answer(Usage(word), Details(word));
    }

    // "review" is a group and a command: both are told.
    private static Decision Group(PracticeGroup group, List<CommandWord> rows, CommandWord? word) =>
        Answer(
            group.Name,
            Lines(rows.Where(row => PracticeGroups.Of(row) == group))
                + (word is null ? "" : $"\n{Markup.Bold(Usage(word))}\n{Details(word)}"),
            new ChatAction("All commands", "help all")
        );

    private static Decision Gates() =>
        Answer(
            "Gates",
            string.Join(
                '\n',
                GateTable
                    .All.DistinctBy(gate => gate.Code)
                    .Select(gate => $"• {Markup.Code(gate.Code)} asks for {gate.Lacks}")
            )
                + "\nThe lead may pass one, with a reason that the review will see: "
                + Markup.Code("/incident override <gate> <why>"),
            new ChatAction("Override one", "override")
        );

    private Refusal Unknown(List<CommandWord> rows)
    {
        string[] topics = [.. PracticeGroups.Groups.Select(group => group.Key), "gates"];
        string[] known = [.. rows.SelectMany(row => row.Synonyms.Prepend(row.Verb)), .. topics];
        var meant = Nearest.To(About, known);
        var because = $"There is no command or topic “{About}”.";
        return new Refusal(
            "unknown-topic",
            meant is null
                ? $"{because} The topics are {string.Join(", ", topics)}."
                : $"{because} Did you mean {meant}?",
            [
                .. meant is null ? Array.Empty<NextStep>() : [new NextStep($"Help on {meant}", $"help {meant}")],
                new NextStep("All commands", "help all"),
            ]
        );
    }

    private static Decision Front(List<CommandWord> rows) =>
        Answer(
            "Commands",
            Lines(rows.Where(row => row.FrontRow).OrderBy(row => Array.IndexOf(Needed, row.Verb)))
                + "\nOne step at a time: the card always shows the next one.",
            new ChatAction("Next step", "next", ActionStyle.Primary),
            new ChatAction("All commands", "help all")
        );

    private static Decision All(List<CommandWord> rows) =>
        Answer(
            "All commands",
            string.Join(
                '\n',
                PracticeGroups.Groups.Select(group =>
                    $"{Markup.Bold(group.Name)}: "
                    + string.Join(
                        " · ",
                        rows.Where(row => PracticeGroups.Of(row) == group).Select(row => Markup.Code(row.Verb))
                    )
                )
            )
                + $"\nMore of one: {Markup.Code("/incident help <command>")}, or "
                + string.Join(", ", PracticeGroups.Groups.Select(group => Markup.Code($"help {group.Key}")))
                + $". What asks first: {Markup.Code("help gates")}"
        );

    private static string Usage(CommandWord word) => $"/incident {word.Verb} {word.Usage}".TrimEnd();

    private static string Details(CommandWord word) =>
        string.Join(
            '\n',
            new[]
            {
                word.Help + ".",
                word.Example is { } example ? $"For example {Markup.Code($"/incident {example}")}" : "",
                word.Synonyms.Count > 0 ? $"Also: {string.Join(", ", word.Synonyms.Select(Markup.Code))}" : "",
            }.Where(line => line.Length > 0)
        );

    private static string Lines(IEnumerable<CommandWord> rows) =>
        string.Join('\n', rows.Select(row => $"• {Markup.Code(row.Verb)} {row.Help}"));

    private static Decision Answer(string title, string body, params IReadOnlyList<ChatAction> actions) =>
        Decision.Answer(
            new Reply
            {
                Message = new ChatMessage
                {
                    Title = title,
                    Body = body,
                    Actions = actions,
                },
            }
        );
}
