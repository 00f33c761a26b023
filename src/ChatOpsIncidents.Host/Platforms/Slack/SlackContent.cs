using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>All that a message says, as people see it: its text, the words that were forwarded with it, and an app's
/// alert, which stands in attachments or blocks. Pure.</summary>
/// <remarks>Source: docs.slack.dev/reference/messaging/attachments, docs.slack.dev/reference/block-kit/blocks</remarks>
internal static class SlackContent
{
    private const int LinesMax = 40;

    /// <summary>The words; empty: none.</summary>
    /// <param name="message">The message.</param>
    /// <param name="nameOf">As for <see cref="SlackMessages.Words"/>.</param>
    public static string Words(JsonObject message, Func<string, string?>? nameOf = null)
    {
        var own = SlackMessages.Words(SlackMessages.Text(message, "text") ?? "", nameOf);
        var isApps = SlackMessages.Text(message, "user") is null || message["bot_id"] is not null;
        var lines = Attachments(message)
            .Where(attachment => isApps || IsForwarded(attachment))
            .SelectMany(attachment => IsForwarded(attachment) ? Forwarded(attachment) : Alert(attachment))
            .Where(line => line != own)
            .ToList();
        if (own.Length == 0 && lines.Count == 0)
            lines.AddRange(Texts(message["blocks"]));
        var said = lines.Take(LinesMax).Select(line => SlackMessages.Words(line, nameOf)).Prepend(own);
        return string.Join('\n', said.Where(line => line.Length > 0).Distinct());
    }

    /// <summary>A short title for what a message reports: an alert's own title, else its first words.</summary>
    public static string Title(JsonObject message, Func<string, string?>? nameOf = null)
    {
        var titled = Attachments(message).Select(one => SlackMessages.Text(one, "title")).OfType<string>();
        var words = SlackMessages.Text(message, "text") is null ? titled.FirstOrDefault() : null;
        return words is null ? Words(message, nameOf) : SlackMessages.Words(words, nameOf);
    }

    /// <summary>The name of the app that said it; null: a person did.</summary>
    public static string? App(JsonObject message)
    {
        if (SlackMessages.IsHuman(message))
            return null;
        return SlackMessages.Text(message, "username")
            ?? SlackMessages.Text(message["bot_profile"] as JsonObject, "name")
            ?? "An app";
    }

    private static IEnumerable<JsonObject> Attachments(JsonObject message) =>
        (message["attachments"] as JsonArray ?? []).OfType<JsonObject>();

    private static bool IsForwarded(JsonObject attachment) =>
        attachment["is_share"] is JsonValue value && value.TryGetValue(out bool yes) && yes;

    // Whose words, and where they stand: without that a quotation is worth nothing later.
    private static IEnumerable<string> Forwarded(JsonObject attachment)
    {
        var author =
            SlackMessages.Text(attachment, "author_name")
            ?? SlackMessages.Text(attachment, "author_subname")
            ?? "somebody";
        var words = SlackMessages.Text(attachment, "text") ?? SlackMessages.Text(attachment, "fallback") ?? "";
        var link = SlackMessages.Text(attachment, "from_url") is { } url ? $" ({url})" : "";
        yield return $"Forwarded from {author}: {words}{link}";
    }

    private static IEnumerable<string> Alert(JsonObject attachment)
    {
        string?[] lines =
        [
            SlackMessages.Text(attachment, "pretext"),
            Titled(attachment),
            SlackMessages.Text(attachment, "text"),
            .. Fields(attachment),
            .. Texts(attachment["blocks"]),
        ];
        var said = lines.OfType<string>().ToList();
        return said.Count > 0 ? said : [SlackMessages.Text(attachment, "fallback") ?? ""];
    }

    private static string? Titled(JsonObject attachment)
    {
        if (SlackMessages.Text(attachment, "title") is not { } title)
            return null;
        return SlackMessages.Text(attachment, "title_link") is { } url ? $"{title} ({url})" : title;
    }

    private static IEnumerable<string> Fields(JsonObject attachment) =>
        (attachment["fields"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Select(field => $"{SlackMessages.Text(field, "title")}: {SlackMessages.Text(field, "value")}");

    // The texts of blocks in their order; each kind of block keeps them elsewhere, and all under these names.
    private static IEnumerable<string> Texts(JsonNode? node) =>
        node switch
        {
            JsonArray all => all.SelectMany(Texts),
            JsonObject block when SlackMessages.Text(block, "text") is { } text => [text],
            JsonObject block => new[] { "text", "fields", "elements" }.SelectMany(name => Texts(block[name])),
            _ => [],
        };
}
