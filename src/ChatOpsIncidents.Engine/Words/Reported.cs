using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>When something was done already: the key <c>at</c>, or words at the end such as <c>at 14:05</c>, <c>10m
/// ago</c>.</summary>
/// <param name="Text">The free text, which keeps its words.</param>
/// <param name="At">When, UTC; null: it is not a report.</param>
/// <param name="Refusal">The key's value is no past time; null: it is.</param>
public sealed record Reported(string Text, DateTimeOffset? At, Refusal? Refusal = null)
{
    /// <summary>The text without the words that say when.</summary>
    public string Bare
    {
        get
        {
            if (At is null)
                return Text;
            var words = Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var at = Array.FindLastIndex(words, word => word.Equals("at", StringComparison.OrdinalIgnoreCase));
            if (at >= 0 && at >= words.Length - 4)
                return string.Join(' ', words.Take(at));
            return words is [.., _, var last] && last.Equals("ago", StringComparison.OrdinalIgnoreCase)
                ? string.Join(' ', words.Take(words.Length - 2))
                : Text;
        }
    }

    /// <summary>Reads a text with the line's key <c>at</c>.</summary>
    public static Reported Read(CommandLine line, string text, DecisionContext context)
    {
        if (line["at"] is not { } typed)
        {
            var (words, at) = Times.Trailing(text, context);
            if (at is null && Times.Past(StripAt(text), context) is { } whole)
                return new Reported(text, whole);
            return new Reported(words, at);
        }

        return Times.Past(typed, context) is { } past
            ? new Reported(text, past)
            : new Reported(text, null, NoTime(typed));
    }

    private static string StripAt(string text)
    {
        if (text.StartsWith("at ", StringComparison.OrdinalIgnoreCase))
            return text[3..];
        return text.EndsWith(" ago", StringComparison.OrdinalIgnoreCase) ? text : "";
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
