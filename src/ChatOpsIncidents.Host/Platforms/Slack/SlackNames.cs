using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Host.Pipeline;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>What people, user groups and channels are called, so that nobody reads an id.</summary>
public sealed partial class SlackNames(SlackClient client, PeopleDirectory people, SlackGroups groups)
{
    // More are not asked for: the request has to be answered.
    private const int Most = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>The name behind an id; null: not known.</summary>
    public string? Of(string workspace, string id) =>
        id switch
        {
            ['S', ..] => groups.HandleOf(workspace, id),
            ['C' or 'G', ..] => _names.GetValueOrDefault(Key(workspace, id)),
            _ => people.Get(SlackChat.PlatformName, workspace, id)?.Name,
        };

    /// <summary>As below, for all words of a message: its own, forwarded ones, an app's.</summary>
    public Task Learn(string workspace, JsonObject message) =>
        Learn(workspace, string.Join(' ', Texts(message).Where(text => text.Contains('<'))));

    /// <summary>Asks Slack for the groups and channels that a text names by their ids alone; waits a moment, no
    /// longer.</summary>
    public async Task Learn(string workspace, string? text)
    {
        if (text is null || !text.Contains('<'))
            return;
        var unknown = Nameless()
            .Matches(text)
            .Select(mark => mark.Groups["id"].Value)
            .Distinct()
            .Where(id => Of(workspace, id) is null)
            .Take(Most)
            .ToList();
        if (unknown.Count == 0)
            return;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            if (unknown.Exists(id => id[0] == 'S'))
                await groups.Read(workspace, patience.Token);
            foreach (var id in unknown.Where(id => id[0] != 'S'))
                await Channel(workspace, id, patience.Token);
        }
        catch (OperationCanceledException)
        {
            // The text is kept without the name.
        }
    }

    private static IEnumerable<string> Texts(JsonNode? node) =>
        node switch
        {
            JsonObject fields => fields.SelectMany(field => Texts(field.Value)),
            JsonArray all => all.SelectMany(Texts),
            JsonValue value when value.TryGetValue(out string? text) => [text],
            _ => [],
        };

    private async Task Channel(string workspace, string id, CancellationToken ct)
    {
        var asked = new JsonObject { ["channel"] = id };
        if (await client.Call(workspace, "conversations.info", asked, ct) is SlackAnswer.Ok { Body: var body })
            _names[Key(workspace, id)] = SlackMessages.Text(body["channel"] as JsonObject, "name") ?? id;
    }

    private static string Key(string workspace, string id) => $"{workspace}/{id}";

    [GeneratedRegex(
        @"<(?:!subteam\^(?<id>S[A-Z0-9]{1,40})|\#(?<id>[CG][A-Z0-9]{1,40}))\|?>",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Nameless();
}
