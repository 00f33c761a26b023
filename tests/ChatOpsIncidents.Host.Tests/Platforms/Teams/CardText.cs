using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>Cards as people read and press them.</summary>
internal static class CardText
{
    /// <summary>All that stands on it, a line each.</summary>
    public static string Of(JsonObject card) => string.Join('\n', Lines(card["body"]!.AsArray()));

    /// <summary>What can be pressed, by the labels.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Buttons(JsonObject card) =>
        Parts(card["body"]!.AsArray())
            .Where(part => part["type"]!.ToString() == "ActionSet")
            .SelectMany(set => set["actions"]!.AsArray())
            .Select(action => action!.AsObject())
            .DistinctBy(action => action["title"]!.ToString())
            .ToDictionary(action => action["title"]!.ToString());

    /// <summary>What can be filled in, by the ids.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Inputs(JsonObject card) =>
        card["body"]!
            .AsArray()
            .Select(part => part!.AsObject())
            .Where(part => part["type"]!.ToString().StartsWith("Input.", StringComparison.Ordinal))
            .ToDictionary(part => part["id"]!.ToString());

    // What stands in columns beside each other is read one after the other.
    private static IEnumerable<JsonObject> Parts(JsonArray body) =>
        body.Select(part => part!.AsObject())
            .SelectMany(part =>
                part["type"]!.ToString() == "ColumnSet"
                    ? part["columns"]!.AsArray().SelectMany(column => Parts(column!["items"]!.AsArray()))
                    : [part]
            );

    private static IEnumerable<string> Lines(JsonArray body)
    {
        foreach (var part in Parts(body))
        {
            switch (part["type"]!.ToString())
            {
                case "TextBlock":
                    yield return part["text"]!.ToString().Replace("\\", "");
                    break;
                case "FactSet":
                    foreach (var fact in part["facts"]!.AsArray())
                        yield return $"{fact!["title"]}: {fact["value"]}".Replace("\\", "");
                    break;
                case "ActionSet":
                    yield return string.Join(' ', part["actions"]!.AsArray().Select(action => $"[{action!["title"]}]"));
                    break;
                default:
                    yield return $"{part["label"]}: {part["value"]}";
                    break;
            }
        }
    }
}
