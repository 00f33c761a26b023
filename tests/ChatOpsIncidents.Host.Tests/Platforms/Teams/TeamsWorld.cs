using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Access;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>The whole host, and Teams as it would be around it.</summary>
internal sealed class TeamsWorld : IAsyncDisposable
{
    // Ids of a host that started again go on.
    private static int _deliveries;

    private TeamsWorld(WholeHost host, FakeConnector teams) => (Host, Teams) = (host, teams);

    public WholeHost Host { get; }

    public FakeConnector Teams { get; }

    public static async Task<TeamsWorld> Start(
        Dictionary<string, string?>? settings = null,
        string? database = null,
        FakeConnector? teams = null
    )
    {
        teams ??= await FakeConnector.Start();
        var all = new Dictionary<string, string?>(teams.Settings);
        foreach (var (key, value) in settings ?? [])
            all[key] = value;
        var host = await WholeHost.Start(new PostgresFixture(), all, database);
        teams.Clock = host.App.Services.GetRequiredService<TimeProvider>();
        return new TeamsWorld(host, teams);
    }

    /// <summary>Somebody writes; with us alone where no conversation is named.</summary>
    /// <returns>The message's id.</returns>
    public async Task<string> Say(
        TeamsPerson person,
        string text,
        string? conversation = null,
        bool mention = true,
        Action<JsonObject>? change = null
    )
    {
        var isAlone = conversation is null;
        var activity = Activity(person, "message", conversation ?? person.Chat);
        activity["text"] = isAlone || !mention ? text : "<at>Incidents</at> " + text;
        if (!isAlone && mention)
            activity["entities"] = new JsonArray(Mention("28:" + FakeConnector.AppId, "Incidents"));
        change?.Invoke(activity);
        using var answer = await Deliver(activity);
        Assert.Equal(202, (int)answer.StatusCode);
        return activity["id"]!.ToString();
    }

    /// <summary>Somebody writes a post of their own into a channel; its thread is the conversation.</summary>
    public async Task<string> Declare(TeamsPerson person, string words, string channel = FakeConnector.Channel)
    {
        var thread = $"{channel};messageid={Teams.NewId()}";
        await Say(person, words, thread);
        return thread;
    }

    /// <summary>Somebody presses a button of a message, with what they typed into its inputs.</summary>
    /// <returns>What Teams is to show: the answer's body.</returns>
    public async Task<Pressed> Press(
        TeamsPerson person,
        Sent message,
        JsonObject button,
        Dictionary<string, string>? inputs = null,
        string? id = null
    )
    {
        var data = button["data"]!.DeepClone().AsObject();
        foreach (var (key, value) in inputs ?? [])
            data["in." + key] = value;
        var activity = Activity(person, "invoke", message.Conversation);
        if (id is not null)
            activity["id"] = id;
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = message.Id;
        activity["value"] = new JsonObject
        {
            ["action"] = new JsonObject
            {
                ["type"] = "Action.Execute",
                ["verb"] = button["verb"]!.ToString(),
                ["data"] = data,
            },
            ["trigger"] = "manual",
        };
        return new Pressed(await Invoke(activity));
    }

    /// <summary>Somebody presses a button by its label.</summary>
    public Task<Pressed> Press(TeamsPerson person, Sent message, string label) =>
        Press(person, message, CardText.Buttons(message.Card)[label]);

    /// <summary>An invoke; its answer's body.</summary>
    public async Task<JsonObject> Invoke(JsonObject activity)
    {
        using var answer = await Deliver(activity);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == 200, $"{(int)answer.StatusCode}: {text}");
        var body = JsonNode.Parse(text)!.AsObject();
        if (body["value"] is JsonObject card && card["type"]?.ToString() == "AdaptiveCard")
            Assert.Empty(CardCheck.FaultsOf(card));
        return body;
    }

    /// <summary>Hands a delivery over, signed as the Bot Connector does.</summary>
    public Task<HttpResponseMessage> Deliver(JsonObject activity, string? token = null) =>
        Send(activity.ToJsonString(), "Bearer " + (token ?? Teams.Token()));

    /// <summary>Sends bytes to the door.</summary>
    public async Task<HttpResponseMessage> Send(string body, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Host.Chat, "/api/messages"));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await Host.Http.SendAsync(request);
    }

    /// <summary>A delivery as the Bot Connector makes it.</summary>
    public JsonObject Activity(TeamsPerson person, string type, string conversation) =>
        new()
        {
            ["type"] = type,
            ["id"] = $"{1_795_000_000_000 + Interlocked.Increment(ref _deliveries)}",
            ["timestamp"] = Teams.Clock.GetUtcNow().ToString("O"),
            ["localTimezone"] = "Europe/Lisbon",
            ["serviceUrl"] = Teams.ServiceUrl,
            ["channelId"] = "msteams",
            ["from"] = person.AsSender(),
            ["recipient"] = new JsonObject { ["id"] = "28:" + FakeConnector.AppId, ["name"] = "Incidents" },
            ["conversation"] = Conversation(conversation),
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = FakeConnector.Tenant } },
        };

    /// <summary>A mention's entity.</summary>
    public static JsonObject Mention(string address, string name) =>
        new()
        {
            ["type"] = "mention",
            ["mentioned"] = new JsonObject { ["id"] = address, ["name"] = name },
            ["text"] = $"<at>{name}</at>",
        };

    /// <summary>Waits until a fact of that kind is stored.</summary>
    public Task Kept(string kind, string incident = "INC-1") =>
        Wait.Until(kind, async () => (await Facts(incident)).Contains(kind));

    /// <summary>Waits until nothing is on its way out.</summary>
    public Task Settled() =>
        Until(() => Host.App.Services.Waiting() == 0 ? "" : null, "The end of what is on its way out");

    /// <summary>Waits until something stands.</summary>
    public async Task<T> Until<T>(Func<T?> look, string what)
        where T : class
    {
        return await Wait.For(look)
            ?? throw new TimeoutException(
                $"{what} did not come. There stand:\n"
                    + string.Join("\n---\n", Teams.In().Select(one => $"{one.Conversation} {one.Id}\n{one.Text}"))
                    + $"\nCalls: {string.Join(", ", Teams.Calls)}\nState: {Host.App.Services.State()}"
            );
    }

    /// <summary>Waits for a message of ours that contains a text.</summary>
    public Task<Sent> Shown(string text, string? conversation = null) =>
        Until(
            () => Teams.In(conversation).LastOrDefault(one => one.Text.Contains(text, StringComparison.Ordinal)),
            $"“{text}”"
        );

    /// <summary>The card of an incident, which is the post that opened its room.</summary>
    public Task<Sent> Card(string incident = "INC-1") =>
        Until(
            () =>
                Teams
                    .In()
                    .FirstOrDefault(one =>
                        one.Edits > 0
                        && one.Text.Contains($"{incident} ", StringComparison.Ordinal)
                        && one.Conversation.EndsWith(one.Id, StringComparison.Ordinal)
                    ),
            "The card"
        );

    /// <summary>The stored kinds of an incident's facts, in order.</summary>
    public async Task<IReadOnlyList<string>> Facts(string incident = "INC-1") =>
        [
            .. (await Host.App.Services.GetRequiredService<IEventStore>().Read(incident, default)).Select(fact =>
                ChatOpsIncidents.Engine.Deciding.Vocabulary.NameOf(fact.Fact)
            ),
        ];

    /// <summary>The stored contents of an incident's facts of a kind.</summary>
    public async Task<IReadOnlyList<string>> Contents(string kind, string incident = "INC-1")
    {
        await using var command = Host
            .App.Services.GetRequiredService<Npgsql.NpgsqlDataSource>()
            .CreateCommand("select content from fact where incident_id = $1 and kind = $2 order by seq");
        command.Parameters.AddWithValue(incident);
        command.Parameters.AddWithValue(kind);
        await using var row = await command.ExecuteReaderAsync();
        List<string> contents = [];
        while (await row.ReadAsync())
            contents.Add(row.GetString(0));
        return contents;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Teams.DisposeAsync();
        Assert.Empty(Teams.Faults);
    }

    private static JsonObject Conversation(string id)
    {
        var kind = id switch
        {
            ['a', ':', ..] => "personal",
            _ when id.Contains("@thread.tacv2", StringComparison.Ordinal) => "channel",
            _ => "groupChat",
        };
        return new JsonObject
        {
            ["id"] = id,
            ["conversationType"] = kind,
            ["isGroup"] = kind != "personal",
            ["tenantId"] = FakeConnector.Tenant,
        };
    }
}

/// <summary>The answer to a press.</summary>
internal sealed record Pressed(JsonObject Body)
{
    /// <summary>The card that this person alone sees now; fails where there is none.</summary>
    public JsonObject Card =>
        Body["type"]!.ToString() == "application/vnd.microsoft.card.adaptive"
            ? Body["value"]!.AsObject()
            : throw new InvalidOperationException(Body.ToJsonString());

    /// <summary>What is said, on a card or below it.</summary>
    public string Text => Body["value"] is JsonObject ? CardText.Of(Card) : Body["value"]!.ToString();
}
