using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>When something was done already: the key <c>at</c>, or words at the end such as <c>at 14:05</c>, <c>10m
/// ago</c>.</summary>
/// <param name="Text">The free text, which keeps its words.</param>
/// <param name="At">When, UTC; null: it is not a report.</param>
/// <param name="Refusal">It seems to say when, and that is no past time; null: it does not, or it is.</param>
public sealed record Reported(string Text, DateTimeOffset? At, Refusal? Refusal = null)
{
    /// <summary>The text without the words that say when.</summary>
    public string Bare { get; init; } = Text;

    /// <summary>Reads a text with the line's key <c>at</c>.</summary>
    public static Reported Read(CommandLine line, string text, DecisionContext context)
    {
        if (line["at"] is { } typed)
        {
            return Times.Past(typed, context) is { } past
                ? new Reported(text, past)
                : new Reported(text, null, NoTime(typed));
        }

        if (Times.Past(StripAt(text), context) is { } whole)
            return new Reported(text, whole) { Bare = "" };
        var clause = TimeClause.In(text, context);
        return clause.IsUnread
            ? new Reported(text, null, Unread(line, text, clause))
            : new Reported(text, clause.At) { Bare = clause.Bare };
    }

    private static string StripAt(string text)
    {
        if (text.StartsWith("at ", StringComparison.OrdinalIgnoreCase))
            return text[3..];
        return text.EndsWith(" ago", StringComparison.OrdinalIgnoreCase) ? text : "";
    }

    // Neither dated now in silence, nor held as if it were still to be done.
    private static Refusal Unread(CommandLine line, string text, TimeClause clause)
    {
        var now = line.Rest == text ? line with { Rest = clause.Bare } : line;
        return new Refusal(
            "unread-time",
            $"“{clause.Said}” looks like a time, and I cannot read it. Was it done then?",
            new NextStep("Type", $"{line.Verb} {clause.Bare} at <time, such as 14:05 UTC>"),
            new NextStep("Just now", (now with { Keys = now.Keys.SetItem("at", "now") }).ToWords())
        );
    }

    private static Refusal NoTime(string typed) =>
        new(
            "no-past-time",
            $"“{typed}” is no time in the past. Say 14:05, 14:05Z or 10m ago.",
            new NextStep("Type", "<your words> at 14:05")
        )
        {
            Fields = new Dictionary<string, string> { ["at"] = "Say 14:05, 14:05Z or 10m ago." },
        };
}
