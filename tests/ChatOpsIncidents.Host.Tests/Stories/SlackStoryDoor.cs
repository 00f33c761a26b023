using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Tests.Access;
using ChatOpsIncidents.Host.Tests.Field;
using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Stories;

/// <summary>Requests as Slack signs them, and its Web API.</summary>
internal sealed class SlackStoryDoor : StoryDoor
{
    private readonly FieldSlack _slack;
    private readonly FieldDoor _door;
    private int _submitted;

    private SlackStoryDoor(WholeHost host, FieldSlack slack) =>
        (Host, _slack, _door) = (host, slack, new FieldDoor(host, slack));

    public override WholeHost Host { get; }

    public static async Task<StoryDoor> Open()
    {
        var slack = await FieldSlack.Start();
        var settings = slack.Settings.Concat(Settings).ToDictionary();
        return new SlackStoryDoor(await WholeHost.Start(new PostgresFixture(), settings), slack);
    }

    public override async Task Declare(string who, string words)
    {
        await _door.Command(Id(who), "C0PAYMENTS", "declare " + words);
        await Settled();
    }

    public override async Task Type(string who, string words)
    {
        await _door.Command(Id(who), Room.Length > 0 ? Room : "C0PAYMENTS", words);
        await Settled();
    }

    public override async Task Say(string who, string words)
    {
        var message = new JsonObject
        {
            ["type"] = "message",
            ["channel"] = Room,
            ["channel_type"] = "channel",
            ["user"] = Id(who),
            ["text"] = words,
            ["ts"] = _slack.Next("1795940000.0001"),
        };
        await _door.Event(message.ToJsonString(), envelope: null);
        await Settled();
    }

    public override async Task Press(string who, string label)
    {
        var shown = _slack
            .Calls.Reverse()
            .Where(call => call.Ok)
            .SelectMany(call => Buttons(call.Args).Select(button => (call, button)))
            .ToArray();
        var labels = shown.Select(one => one.button["text"]?["text"]?.ToString()).ToArray();
        Assert.Contains(label, labels);
        var (call, button) = shown[Array.IndexOf(labels, label)];
        var channel = call.Args["channel"]?.ToString() ?? Room;
        var action = button.DeepClone().AsObject();
        (action["type"], action["block_id"], action["action_ts"]) = ("button", "b", "1795940000.1");
        var payload = new JsonObject
        {
            ["type"] = "block_actions",
            ["team"] = new JsonObject { ["id"] = FieldSlack.Team, ["domain"] = "northwind" },
            ["user"] = new JsonObject { ["id"] = Id(who), ["team_id"] = FieldSlack.Team },
            ["channel"] = new JsonObject { ["id"] = channel, ["name"] = "x" },
            ["container"] = new JsonObject
            {
                ["type"] = "message",
                ["channel_id"] = channel,
                ["message_ts"] = call.Args["ts"]?.ToString() ?? "1795940000.0001",
            },
            ["trigger_id"] = _slack.Next("trigger."),
            ["response_url"] = _slack.ResponseAddress(),
            ["actions"] = new JsonArray(action),
        };
        await _door.Interaction(payload.ToJsonString());
        await Settled();
    }

    public override async Task Submit(string who, params (string Key, string Value)[] values)
    {
        var opened = await Until(() => Task.FromResult(Opened()));
        var view = JsonNode.Parse(opened.Args["view"]!.ToString())!.AsObject();
        using var given = JsonDocument.Parse(
            JsonSerializer.Serialize(values.ToDictionary(one => one.Key, one => one.Value))
        );
        _submitted = _slack.Calls.Count;
        var reply = await _door.Submission(view, Id(who), given.RootElement);
        Assert.DoesNotContain("\"errors\"", reply.Body);
        await Settled();
    }

    public override string Mention(string who) => $"<@{Id(who)}|{who}>";

    public override IReadOnlyList<string> Posts() =>
        [
            .. _slack
                .Calls.Where(call => call is { Ok: true, Method: "chat.postMessage" or "files.completeUploadExternal" })
                .Where(call => (call.Args["channel"] ?? call.Args["channel_id"])?.ToString() == Room)
                .Select(call => call.Text),
        ];

    public override async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _slack.DisposeAsync();
    }

    /// <summary>Whether words were written to one person.</summary>
    public bool IsTold(string who, string words) =>
        _slack.Calls.Any(call =>
            call is { Ok: true, Method: "chat.postMessage" }
            && call.Args["channel"]?.ToString() == "D0" + Id(who)
            && call.Text.Contains(words, StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>What stands last where a method wrote these words; empty: nothing.</summary>
    public string Shown(string method, string words) =>
        _slack
            .Calls.LastOrDefault(call =>
                call.Ok && call.Method == method && call.Text.Contains(words, StringComparison.Ordinal)
            )
            ?.Text
        ?? "";

    /// <summary>Whether words were written where the incident was declared.</summary>
    public bool IsToldOutside(string words) =>
        _slack.Calls.Any(call =>
            call is { Ok: true, Method: "chat.postMessage" or "chat.update" }
            && call.Args["channel"]?.ToString() == "C0PAYMENTS"
            && call.Text.Contains(words, StringComparison.OrdinalIgnoreCase)
        );

    // A form is opened beside the answer to what was pressed or typed.
    private FieldCall? Opened() =>
        _slack.Calls.Skip(_submitted).LastOrDefault(call => call.Method is "views.open" or "views.update");

    private static string Id(string who) =>
        who switch
        {
            "ana" => "U0ANASOUSA",
            "ben" => "U0BENMAIER",
            "chloe" => "U0CHLOEROSS",
            _ => throw new ArgumentOutOfRangeException(nameof(who), who, "Nobody of that name."),
        };

    private static IEnumerable<JsonObject> Buttons(JsonNode? node) =>
        node switch
        {
            JsonObject button when button["type"]?.ToString() == "button" => [button],
            JsonObject all => all.SelectMany(one => Buttons(one.Value)),
            JsonArray all => all.SelectMany(Buttons),
            JsonValue value when value.GetValueKind() is JsonValueKind.String => Nested(value.GetValue<string>()),
            _ => [],
        };

    private static IEnumerable<JsonObject> Nested(string text) =>
        text is ['[' or '{', _, '"' or '{', ..] ? Buttons(JsonNode.Parse(text)) : [];
}
