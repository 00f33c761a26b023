using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Tests.Field;

/// <summary>What the one who acted is shown: the request's own answer, what comes to its response address, a form, or
/// words that only they see.</summary>
internal sealed class FieldReply(FieldSlack slack, int before, string? by, string? address, string body)
{
    /// <summary>All of its texts, one a line.</summary>
    public string Text =>
        string.Join('\n', Answers.Select(call => call.Text).Prepend(TextOf(body)).Where(text => text.Length > 0));

    /// <summary>The request's own answer, as it is.</summary>
    public string Body => body;

    /// <summary>The commands that its buttons carry.</summary>
    public IReadOnlyList<string> Buttons =>
        [.. Answers.Select(call => (JsonNode)call.Args).Append(Read(body)).SelectMany(ButtonsOf)];

    private IEnumerable<FieldCall> Answers => slack.Calls.Skip(before).Where(IsMine);

    /// <summary>Waits until something is shown.</summary>
    public Task Shown() => Wait.Until("what the one who acted is shown", () => Text.Length > 0);

    private bool IsMine(FieldCall call) =>
        call.Method switch
        {
            "respond" => address?.EndsWith("/" + call.Args["n"], StringComparison.Ordinal) == true,
            "chat.postEphemeral" => by is not null && call.Args["user"]?.ToString() == by,
            "views.open" or "views.update" or "views.push" => true,
            _ => false,
        };

    private static JsonNode? Read(string text) => text is ['{', ..] ? JsonNode.Parse(text) : null;

    private static string TextOf(string text) => Read(text) is { } node ? FieldSlack.TextOf(node) : text;

    private static IEnumerable<string> ButtonsOf(JsonNode? node) =>
        node switch
        {
            JsonObject button when button["type"]?.ToString() == "button" => [button["value"]?.ToString() ?? ""],
            JsonObject all => all.SelectMany(one => ButtonsOf(one.Value)),
            JsonArray all => all.SelectMany(ButtonsOf),
            JsonValue value when value.GetValueKind() is JsonValueKind.String => ButtonsOf(Nested(value)),
            _ => [],
        };

    private static JsonNode? Nested(JsonValue value) =>
        value.GetValue<string>() is ['[' or '{', _, '"' or '{', ..] text ? JsonNode.Parse(text) : null;
}
