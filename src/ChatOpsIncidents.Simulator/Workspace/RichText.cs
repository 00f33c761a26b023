using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Simulator.Workspace;

/// <summary>
/// What Slack's client makes of typed text: names become mentions, addresses become links, <c>&amp; &lt; &gt;</c> are
/// escaped.
/// </summary>
internal static partial class RichText
{
    /// <summary>The wire form of what a person typed.</summary>
    /// <param name="workspace">Whose names count.</param>
    /// <param name="typed">Plain text; <c>&lt;@U…&gt;</c> and <c>&lt;#C…&gt;</c> of the workspace pass as they
    /// are.</param>
    /// <param name="labels">Whether people carry their name, as in slash commands: <c>&lt;@U…|ana&gt;</c>.</param>
    public static string FromTyped(LocalWorkspace workspace, string typed, bool labels) =>
        Token().Replace(typed, match => Replace(workspace, match.Value, labels));

    private static string Replace(LocalWorkspace workspace, string found, bool labels)
    {
        switch (found[0])
        {
            case '&':
                return "&amp;";
            case '>':
                return "&gt;";
            case '<' when found.Length == 1:
                return "&lt;";
            case '<':
                return Known(workspace, found) ? found : Escape(found);
            case '@':
                return Mention(workspace, found[1..], labels) ?? found;
            case '#':
                return Channel(workspace, found[1..]) ?? found;
            default:
                var link = found.TrimEnd('.', ',', ';', ':', '!', '?', ')');
                return $"<{Escape(link)}>{Escape(found[link.Length..])}";
        }
    }

    private static string? Channel(LocalWorkspace workspace, string name)
    {
        if (workspace.Conversations.Find(c => !c.Direct && c.Name == name) is not { } channel)
            return null;
        return channel.Private ? $"<#{channel.Id}|>" : $"<#{channel.Id}|{channel.Name}>";
    }

    private static bool Known(LocalWorkspace workspace, string mention)
    {
        var id = mention[2..^1].Split('|')[0];
        return workspace.FindPerson(id) is not null || workspace.FindConversation(id) is not null;
    }

    private static string? Mention(LocalWorkspace workspace, string name, bool labels)
    {
        if (name is "here" or "channel" or "everyone")
            return $"<!{name}>";
        if (workspace.People.Find(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } person)
            return labels ? $"<@{person.Id}|{person.Name}>" : $"<@{person.Id}>";
        return workspace.Groups.Find(g => g.Handle == name) is { } group
            ? $"<!subteam^{group.Id}|@{group.Handle}>"
            : null;
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>The blocks that Slack adds to what people type.</summary>
    public static JsonArray Of(string wire)
    {
        var elements = new JsonArray();
        var at = 0;
        foreach (Match match in Marked().Matches(wire))
        {
            AddText(elements, wire[at..match.Index]);
            elements.Add(Element(match.Groups["mark"].Value));
            at = match.Index + match.Length;
        }

        AddText(elements, wire[at..]);
        return
        [
            Json.Object(
                ("type", "rich_text"),
                ("block_id", "typed"),
                ("elements", new JsonArray(Json.Object(("type", "rich_text_section"), ("elements", elements))))
            ),
        ];
    }

    private static void AddText(JsonArray elements, string text)
    {
        if (text.Length > 0)
            elements.Add(Json.Object(("type", "text"), ("text", Unescape(text))));
    }

    private static string Unescape(string text) => text.Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&");

    private static JsonObject Element(string mark)
    {
        var id = mark[1..].Split('|')[0];
        return mark[0] switch
        {
            '@' => Json.Object(("type", "user"), ("user_id", id)),
            '#' => Json.Object(("type", "channel"), ("channel_id", id)),
            '!' when id.StartsWith("subteam^", StringComparison.Ordinal) => Json.Object(
                ("type", "usergroup"),
                ("usergroup_id", id[8..])
            ),
            '!' => Json.Object(("type", "broadcast"), ("range", id)),
            _ => Json.Object(("type", "link"), ("url", Unescape(mark.Split('|')[0]))),
        };
    }

    // A ready mention, @name, #channel, an address, or a sign that must be escaped.
    [GeneratedRegex(
        @"<[@#][A-Z0-9]+(?:\|[^<>]*)?>|(?<![\w@.])@[A-Za-z0-9._-]*[A-Za-z0-9]|(?<![\w#&/])#[a-z0-9_-]+"
            + @"|https?://[^\s<>""]+|[&<>]",
        RegexOptions.None,
        1000
    )]
    private static partial Regex Token();

    [GeneratedRegex("<(?<mark>[@#!]?[^<>]+)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marked();
}
