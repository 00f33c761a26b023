using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Outbound;

/// <summary>What a system outside answered.</summary>
/// <param name="Status">The status; 0: no answer.</param>
/// <param name="Body">The body; empty: none.</param>
/// <param name="RetryAfter">How long it wants to be left alone; null: not said.</param>
internal sealed record OutboundAnswer(int Status, string Body, TimeSpan? RetryAfter)
{
    /// <summary>Nothing came back.</summary>
    public static OutboundAnswer None { get; } = new(0, "", null);

    /// <summary>Whether it took it.</summary>
    public bool IsTaken => Status is >= 200 and < 300;

    /// <summary>Whether the same may work in a moment.</summary>
    public bool MayWorkAgain => Status is 0 or 408 or >= 500;

    /// <summary>Whether it was too much at once; some say so with 420, or with 403 and a time.</summary>
    public bool IsLimited => Status is 429 or 420 || (Status is 403 && RetryAfter is not null);

    /// <summary>The body; null: none, or no JSON.</summary>
    public JsonNode? Json { get; } = Parse(Body);

    /// <summary>A text of the body; null: it is not there.</summary>
    public string? Text(params ReadOnlySpan<string> path)
    {
        var node = Json;
        foreach (var name in path)
            node = node is JsonObject found ? found[name] : null;
        return node is JsonValue value ? value.ToString() : null;
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
