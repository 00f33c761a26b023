using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Host.Tests.Field;

/// <summary>Looks for what a case expects: on Slack's side, in replies, in the timeline.</summary>
/// <param name="played">The case.</param>
/// <param name="waits">Whether what is not yet to be seen is waited for.</param>
internal sealed class FieldSight(FieldCase played, bool waits = true)
{
    private static readonly TimeSpan PatternMax = TimeSpan.FromSeconds(10);

    /// <summary>Fails with all that is not so.</summary>
    public async Task Expect(JsonElement expected)
    {
        var missing = new List<string>();
        foreach (var one in expected.EnumerateArray())
        {
            using var named = JsonDocument.Parse(played.Incidents.Named(one.GetRawText()));
            if (!await Becomes(named.RootElement))
                missing.Add(named.RootElement.GetRawText() + "\nSeen: " + await Seen(named.RootElement));
        }

        Assert.True(missing.Count == 0, string.Join("\n\n", missing));
    }

    private async Task<bool> Becomes(JsonElement wanted)
    {
        if (Flag(wanted, "not"))
            return !await IsSeen(wanted);
        return waits ? await Wait.For(() => IsSeen(wanted)) : await IsSeen(wanted);
    }

    private async Task<bool> IsSeen(JsonElement wanted) =>
        Text(wanted, "see") switch
        {
            "any" => await AnyIsSeen(wanted),
            "call" => Calls(wanted).Any(call => Holds(wanted, call.Text)),
            "reply" => played.Replies[Text(wanted, "step")!].Text is { Length: > 0 } text && Holds(wanted, text),
            "form" => Holds(wanted, Prefilled(wanted)),
            "title" => Holds(wanted, await played.Incidents.Title(played.Incidents.Id(Text(wanted, "of")))),
            "room" => Holds(wanted, RoomName(played.Incidents.Id(Text(wanted, "of")))),
            "timeline" or "entry" => (await Entries(wanted)).Any(entry => Holds(wanted, FieldSlack.TextOf(entry))),
            "declared-link" => await IsLinked(wanted),
            var other => throw new InvalidOperationException($"Nobody knows how to see “{other}”."),
        };

    private async Task<bool> AnyIsSeen(JsonElement wanted)
    {
        foreach (var one in wanted.GetProperty("of").EnumerateArray())
        {
            if (await IsSeen(one))
                return true;
        }

        return false;
    }

    private IEnumerable<FieldCall> Calls(JsonElement wanted)
    {
        var window = Flag(wanted, "since") ? "mark" : Text(wanted, "during");
        var calls = played.Calls.Take(window is null ? Range.All : played.Windows[window]);
        var methods = (Text(wanted, "method") ?? "").Split('|');
        return calls.Where(call =>
            methods.Contains(call.Method)
            && Where(wanted, "where").All(arg => call.Args[arg.Key]?.ToString() == arg.Value)
            && Where(wanted, "whereNot").All(arg => call.Args[arg.Key]?.ToString() != arg.Value)
            && call.Args.ToJsonString().Contains(Text(wanted, "args") ?? "", StringComparison.Ordinal)
            && (call.Ok || !Flag(wanted, "ok"))
        );
    }

    private string Prefilled(JsonElement wanted)
    {
        var block = (played.Form?["blocks"] as JsonArray)
            ?.OfType<JsonObject>()
            .FirstOrDefault(one => one["block_id"]?.ToString() == Text(wanted, "block"));
        return block?["element"] is JsonObject element ? FieldSlack.TextOf(element) : "";
    }

    private string RoomName(string id) =>
        played
            .Calls.Where(call => call.Method == "conversations.create")
            .Select(call => call.Args["name"]?.ToString() ?? "")
            .LastOrDefault(name => (name + "-").StartsWith(id + "-", StringComparison.OrdinalIgnoreCase), "");

    private async Task<IEnumerable<JsonObject>> Entries(JsonElement wanted)
    {
        var kind = new Regex($"^({Text(wanted, "kind") ?? ".*"})(\\.v\\d+)?$", RegexOptions.None, PatternMax);
        var observed = Text(wanted, "observedAt") ?? "";
        var entries = await played.Timeline(played.Incidents.Id(Text(wanted, "of")));
        return entries
            .OfType<JsonObject>()
            .Where(entry => kind.IsMatch(entry["kind"]!.ToString()))
            .Where(entry => entry["observedAt"]!.ToString().Contains(observed, StringComparison.Ordinal))
            .Select(Readable);
    }

    // As people read it; the proof's digests and salts are no words.
    private static JsonObject Readable(JsonObject entry) =>
        new()
        {
            ["text"] = entry["text"]?.DeepClone(),
            ["link"] = entry["link"]?.DeepClone(),
            ["content"] = entry["content"]?.DeepClone(),
        };

    private async Task<bool> IsLinked(JsonElement wanted)
    {
        var id = await played.Incidents.OfTitle(Text(wanted, "title")!);
        var entries = id is null ? [] : await played.Timeline(id);
        return entries.OfType<JsonObject>().Any(entry => Holds(wanted, FieldSlack.TextOf(Readable(entry))));
    }

    private static bool Holds(JsonElement wanted, string text) =>
        Words(wanted, "includes").All(word => text.Contains(word, StringComparison.Ordinal))
        && Words(wanted, "excludes").All(word => !text.Contains(word, StringComparison.Ordinal))
        && (Text(wanted, "is") is not { } whole || text == whole)
        && (Text(wanted, "matches") is not { } form || Regex.IsMatch(text, form, RegexOptions.None, PatternMax));

    private async Task<string> Seen(JsonElement wanted) =>
        Text(wanted, "see") switch
        {
            "reply" => played.Replies[Text(wanted, "step")!].Text,
            "form" => Prefilled(wanted),
            "title" => await played.Incidents.Title(played.Incidents.Id(Text(wanted, "of"))),
            "room" => RoomName(played.Incidents.Id(Text(wanted, "of"))),
            "timeline" or "entry" => string.Join('\n', (await Entries(wanted)).Select(FieldSlack.TextOf)),
            _ => string.Join(
                '\n',
                played.Calls.Select(call => $"{call.Method}: {call.Text.ReplaceLineEndings(" · ")}")
            ),
        };

    private static IEnumerable<string> Words(JsonElement wanted, string key) =>
        wanted.TryGetProperty(key, out var words) ? words.EnumerateArray().Select(word => word.GetString()!) : [];

    private static IEnumerable<KeyValuePair<string, string?>> Where(JsonElement wanted, string key) =>
        wanted.TryGetProperty(key, out var args)
            ? args.EnumerateObject().Select(arg => KeyValuePair.Create(arg.Name, arg.Value.GetString()))
            : [];

    private static string? Text(JsonElement wanted, string key) =>
        wanted.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static bool Flag(JsonElement wanted, string key) =>
        wanted.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.True;
}
