using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Host.Tests.Access;
using ChatOpsIncidents.Host.Tests.Field;
using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Truth;

/// <summary>A host whose hold time is over at once, and people who type and press in it over signed HTTP.</summary>
public sealed partial class TruthRooms : IAsyncLifetime
{
    private WholeHost _host = null!;
    private FieldSlack _slack = null!;
    private FieldDoor _door = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _slack = await FieldSlack.Start();
        var settings = _slack.Settings;
        foreach (var severity in Enum.GetNames<Severity>())
            settings[$"Policy:HoldTime:{severity}"] = "00:00:01";
        _host = await WholeHost.Start(new PostgresFixture(), settings);
        _door = new FieldDoor(_host, _slack);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _slack.DisposeAsync();
    }

    /// <summary>A new incident, declared by Ana in a channel of its own.</summary>
    public async Task<TruthRoom> Declare(string words, params string[] more)
    {
        var room = new TruthRoom(this, _slack.Next("C0TRUTH"));
        var answer = await Send(room.Channel, "ana", $"declare {words} even-so: yes");
        room.Id = IdIn(answer.Text);
        Assert.StartsWith("INC-", room.Id, StringComparison.Ordinal);
        foreach (var line in more)
            await room.Type("ana", line);
        return room;
    }

    internal async Task<FieldReply> Send(string channel, string who, string words)
    {
        var reply = await _door.Command(Id(who), channel, words);
        await reply.Shown();
        return reply;
    }

    // As Slack sends a pressed button; what it shows comes to the address given with it.
    internal async Task<string> Press(string channel, string who, string value)
    {
        var address = _slack.ResponseAddress();
        var before = _slack.Calls.Count;
        var payload = new JsonObject
        {
            ["type"] = "block_actions",
            ["team"] = new JsonObject { ["id"] = FieldSlack.Team },
            ["user"] = new JsonObject { ["id"] = Id(who), ["team_id"] = FieldSlack.Team },
            ["trigger_id"] = _slack.Next("trigger."),
            ["container"] = new JsonObject { ["message_ts"] = _slack.Next("1."), ["channel_id"] = channel },
            ["channel"] = new JsonObject { ["id"] = channel },
            ["response_url"] = address,
            ["actions"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "button",
                    ["action_id"] = "cmd:1",
                    ["value"] = value,
                    ["action_ts"] = _slack.Next("2."),
                }
            ),
        };
        await _door.Interaction(payload.ToJsonString());
        var mine = address[(address.LastIndexOf('/') + 1)..];
        var shown = await Seen(
            before,
            call =>
                (call.Method == "respond" && call.Args["n"]?.ToString() == mine)
                || (call.Method == "chat.postEphemeral" && call.Args["user"]?.ToString() == Id(who))
                || call.Method is "views.open" or "views.update"
        );
        return shown?.Text ?? "";
    }

    /// <summary>Waits for a call of the Web API that holds these words; null: it did not come.</summary>
    internal Task<FieldCall?> Seen(int from, Func<FieldCall, bool> fits) =>
        Wait.For(() => _slack.Calls.Skip(from).FirstOrDefault(fits));

    /// <summary>How many facts of a kind stand in an incident's timeline.</summary>
    internal async Task<int> Count(string id, string kind)
    {
        var entries = JsonNode.Parse(await Export(id, "json"))!["entries"]!.AsArray();
        return entries.Count(entry => entry!["kind"]!.ToString() == kind);
    }

    /// <summary>A timeline as a file of that format.</summary>
    internal async Task<string> Export(string id, string format)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(_host.Chat, $"/api/v1/incidents/{id}/timeline?format={format}")
        );
        request.Headers.Authorization = new("Bearer", "read-token");
        using var answer = await _host.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>The first incident that a text names.</summary>
    internal static string IdIn(string text) => Incident().Match(text).Value;

    internal IReadOnlyList<FieldCall> Calls => [.. _slack.Calls];

    internal static string Id(string who) =>
        who switch
        {
            "ana" => "U0ANASOUSA",
            "ben" => "U0BENMAIER",
            _ => "U0DEVMEHTA",
        };

    [GeneratedRegex("INC-[0-9]+")]
    private static partial Regex Incident();
}

/// <summary>One incident, as people see it in chat.</summary>
public sealed class TruthRoom(TruthRooms rooms, string channel)
{
    /// <summary>Where it was declared.</summary>
    public string Channel { get; } = channel;

    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>The commands on the buttons of the last answer.</summary>
    public IReadOnlyList<string> Buttons { get; private set; } = [];

    /// <summary>Somebody types; what they are shown.</summary>
    public async Task<string> Type(string who, string words)
    {
        var reply = await rooms.Send(Channel, who, $"{Id} {words}");
        Buttons = [.. reply.Buttons.Select(button => button.Replace($"{Id} ", "", StringComparison.Ordinal))];
        return reply.Text;
    }

    /// <summary>Somebody presses a button of the last answer, or one that stands in the room.</summary>
    public Task<string> Press(string who, string words)
    {
        var offered = rooms.Calls.Any(call =>
            call.Args.ToJsonString().Contains(words.Split('"')[0].Trim(), StringComparison.Ordinal)
        );
        Assert.True(offered || Buttons.Contains(words), $"“{words}” is on no button.");
        return rooms.Press(Channel, who, $"{Id} {words}");
    }

    /// <summary>Words that stand in the room, or in a message to somebody.</summary>
    public async Task Hears(string words, string method = "chat.postMessage")
    {
        var call = await rooms.Seen(0, call => call.Method == method && Says(call, words));
        Assert.True(call is not null, $"Nobody heard “{words}”.");
    }

    /// <summary>How many facts of a kind its timeline holds.</summary>
    public Task<int> Count(string kind) => rooms.Count(Id, $"{kind}.v1");

    /// <summary>Its timeline as Markdown, as people read it.</summary>
    public async Task<string> Report() => (await rooms.Export(Id, "md")).Replace("\\", "", StringComparison.Ordinal);

    /// <summary>What the card and the answer to <c>status</c> say.</summary>
    public Task<string> Status() => Type("ana", "status");

    private static bool Says(FieldCall call, string words) =>
        call.Text.Contains(words, StringComparison.OrdinalIgnoreCase);
}
