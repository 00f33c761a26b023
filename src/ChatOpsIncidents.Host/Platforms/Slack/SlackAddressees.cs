namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Which group of a typed command is the one that it is for. Pure.</summary>
internal static class SlackAddressees
{
    // How many words stand before the one whom it is for; a question may name people anywhere.
    private static readonly Dictionary<string, int> WordsBefore = new(StringComparer.OrdinalIgnoreCase)
    {
        ["page"] = 1,
        ["escalate"] = 1,
        ["wake"] = 1,
        ["task"] = 1,
        ["action"] = 1,
        ["actions"] = 1,
        ["assign"] = 2,
        ["role"] = 2,
        ["handover"] = 2,
        ["ask"] = int.MaxValue,
    };

    /// <summary>The text with names for ids. The group that a command is for stays a mark with its name: a page rings
    /// it, and who is to name one person is told that it is a group.</summary>
    public static string Named(string text, Func<string, string?> nameOf)
    {
        var words = Words(text);
        var most = words.Length > 0 ? WordsBefore.GetValueOrDefault(words[0]) : 0;
        return SlackMessages.Named(
            text,
            nameOf,
            at => Words(text[..at]).Length is > 0 and var before && before <= most
        );
    }

    // Elsewhere than in the room an incident's id comes first.
    private static string[] Words(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words is [var id, ..] && id.StartsWith("INC-", StringComparison.OrdinalIgnoreCase) ? words[1..] : words;
    }
}
