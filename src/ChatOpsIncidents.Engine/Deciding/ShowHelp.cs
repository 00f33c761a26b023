using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary><c>/incident help</c>: the front row; <c>help all</c>, <c>help &lt;topic&gt;</c>, <c>help
/// &lt;command&gt;</c></summary>
/// <param name="About"><c>all</c>, a topic or a command; empty: the front row.</param>
public sealed record ShowHelp(string About) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("help", "[topic|all]", "The commands", (line, _) => new ShowHelp(line.Rest.ToLowerInvariant()))
        {
            Synonyms = ["?", "commands"],
            Topic = "Look",
            Example = "help update",
        };

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
        if (Vocabulary.Find(About) is { Verb.Length: > 0 } word)
            return One(word);
        var topic = rows.Where(row => row.Topic.Equals(About, StringComparison.OrdinalIgnoreCase)).ToList();
        return topic.Count > 0
            ? Answer(topic[0].Topic, Lines(topic), new ChatAction("All commands", "help all"))
            : new Refusal(
                "unknown-topic",
                $"There is no command or topic “{About}”. The topics are {Topics(rows)}.",
                new NextStep("All commands", "help all")
            );
    }

    private static Decision Front(List<CommandWord> rows) =>
        Answer(
            "Commands",
            Lines(rows.Where(row => row.FrontRow)) + "\nOne step at a time: the card always shows the next one.",
            new ChatAction("Next step", "next", ActionStyle.Primary),
            new ChatAction("All commands", "help all")
        );

    private static Decision All(List<CommandWord> rows) =>
        Answer(
            "All commands",
            string.Join(
                '\n',
                Practice.Groups.Select(group =>
                    $"{Ink.Bold(group.Name)}: "
                    + string.Join(" · ", rows.Where(row => Practice.Of(row) == group).Select(row => Ink.Code(row.Verb)))
                )
            ) + $"\nMore of one: {Ink.Code("/incident help <command>")}"
        );

    private static Decision One(CommandWord word) =>
        Answer(
            $"/incident {word.Verb} {word.Usage}".TrimEnd(),
            string.Join(
                '\n',
                new[]
                {
                    word.Help + ".",
                    word.Example is { } example ? $"For example {Ink.Code($"/incident {example}")}" : "",
                    word.Synonyms.Count > 0 ? $"Also: {string.Join(", ", word.Synonyms.Select(Ink.Code))}" : "",
                }.Where(line => line.Length > 0)
            )
        );

    private static string Lines(IEnumerable<CommandWord> rows) =>
        string.Join('\n', rows.Select(row => $"• {Ink.Code(row.Verb)} {row.Help}"));

    private static string Topics(List<CommandWord> rows) =>
        string.Join(", ", rows.Select(row => row.Topic.ToLowerInvariant()).Distinct());

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
