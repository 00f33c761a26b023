using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Capture;
using ChatOpsIncidents.Host.Tests.Access;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Field;

/// <summary>
/// Plays one of <c>Cases/*.json</c> (how they read: <c>Cases/README.md</c>) over signed HTTP against the whole host,
/// then looks for all that the case expects.
/// </summary>
internal sealed class FieldCase : IAsyncDisposable
{
    private readonly WholeHost _host;
    private readonly FieldSlack _slack;
    private readonly FieldDoor _door;

    private FieldCase(WholeHost host, FieldSlack slack)
    {
        (_host, _slack) = (host, slack);
        Incidents = new FieldIncidents(host, slack);
        _door = new FieldDoor(host, slack);
        Replies = [];
    }

    /// <summary>The host's address for chat and hooks.</summary>
    public Uri Chat => _host.Chat;

    /// <summary>The host's database.</summary>
    public NpgsqlDataSource Database => _host.App.Services.GetRequiredService<NpgsqlDataSource>();

    /// <summary>What was opened, and the names that a case has for it.</summary>
    public FieldIncidents Incidents { get; }

    /// <summary>What the person who acted was shown, by the step's name.</summary>
    public Dictionary<string, FieldReply> Replies { get; }

    /// <summary>The calls up to which something happened: the mark, and each step whose calls have a name.</summary>
    public Dictionary<string, Range> Windows { get; } = [];

    /// <summary>All that was sent to Slack.</summary>
    public IReadOnlyList<FieldCall> Calls => [.. _slack.Calls];

    /// <summary>The form that was opened last.</summary>
    public JsonObject? Form =>
        Calls.LastOrDefault(call => call.Method is "views.open" or "views.update" or "views.push")?.Args["view"] switch
        {
            JsonObject view => view,
            JsonValue text => JsonNode.Parse(text.GetValue<string>()) as JsonObject,
            _ => null,
        };

    /// <summary>Plays a case and fails with all that did not come.</summary>
    /// <param name="name">The file's name, without <c>.json</c>.</param>
    public static async Task Play(string name)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Field", "Cases", name + ".json");
        using var script = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        if (script.RootElement.TryGetProperty("catalogue", out var catalogue))
        {
            FieldCatalogue.Check(catalogue, script.RootElement.GetProperty("expect"));
            return;
        }

        await using var played = await Start();
        foreach (var step in script.RootElement.GetProperty("steps").EnumerateArray())
            await played.Do(step);
        await new FieldSight(played).Expect(script.RootElement.GetProperty("expect"));
    }

    /// <summary>A host and a workspace in which nothing happened yet.</summary>
    /// <param name="settings">What the host is configured with besides.</param>
    public static async Task<FieldCase> Start(Dictionary<string, string?>? settings = null)
    {
        var slack = await FieldSlack.Start();
        var all = slack.Settings.Concat(settings ?? []).ToDictionary();
        return new FieldCase(await WholeHost.Start(new PostgresFixture(), all), slack);
    }

    /// <summary>One step; what stands for an incident, a room or an address is put in before.</summary>
    public async Task Do(JsonElement step)
    {
        var before = _slack.Calls.Count;
        var raw = Incidents.Named(step.GetRawText());
        using var named = JsonDocument.Parse(raw);
        await Act(named.RootElement);
        if (named.RootElement.TryGetProperty("wait", out var seconds))
            await Incidents.Settled(TimeSpan.FromSeconds(seconds.GetDouble()));
        if (Name(named.RootElement, "calls") is { } window)
            Windows[window] = before.._slack.Calls.Count;
        if (named.RootElement.TryGetProperty("mark", out var mark) && mark.GetBoolean())
            Windows["mark"] = _slack.Calls.Count..;
    }

    /// <summary>Slack answers as a healthy workspace again.</summary>
    public void Heal() => _slack.Heal();

    /// <summary>Steps as a case would write them, one after the other.</summary>
    public async Task Do(params string[] steps)
    {
        foreach (var step in steps)
        {
            using var read = JsonDocument.Parse(step);
            await Do(read.RootElement);
        }
    }

    /// <summary>Fails with all that is not so of what a case would expect.</summary>
    public async Task Expect(string expected)
    {
        using var read = JsonDocument.Parse(expected);
        await new FieldSight(this).Expect(read.RootElement);
    }

    /// <summary>Somebody types a command; what they are shown.</summary>
    public async Task<FieldReply> Type(string by, string channel, string words)
    {
        var reply = await _door.Command(by, channel, words);
        await reply.Shown();
        return reply;
    }

    /// <summary>Somebody submits the form that was opened last; what stood in it and is not named stays.</summary>
    public async Task<FieldReply> Submit(string by, string values)
    {
        using var given = JsonDocument.Parse(values);
        return await _door.Submission(Form!, by, given.RootElement);
    }

    /// <summary>Nobody listened for a while; now the rooms' history is read.</summary>
    public async Task ListensAgain()
    {
        var reader = _host.App.Services.GetRequiredService<CatchUp>();
        await reader.GapIsPossible(CancellationToken.None);
        foreach (var channel in await reader.Waiting(CancellationToken.None))
            await reader.Read(channel, CancellationToken.None);
    }

    /// <summary>The host's clock is turned forward, at the pages' address; it needs <c>Clock:Adjustable</c>.</summary>
    /// <param name="forward">How far in all, seen from the true time.</param>
    public async Task Turn(TimeSpan forward)
    {
        using var content = new StringContent(
            $$"""{"forwardSeconds":{{forward.TotalSeconds}}}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var turned = await _host.Http.PostAsync(new Uri(_host.Pages, "/clock"), content);
        Assert.True(turned.IsSuccessStatusCode, $"The clock answered {(int)turned.StatusCode}.");
    }

    /// <summary>Waits until Slack was sent words.</summary>
    public Task<bool> Hears(Func<string, bool> words, int from = 0) =>
        Wait.For(() => Calls.Skip(from).Any(call => words(call.Text)));

    /// <summary>The timeline that everybody may read.</summary>
    public async Task<JsonArray> Timeline(string id)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(_host.Chat, $"/api/v1/incidents/{id}/timeline")
        );
        request.Headers.Authorization = new("Bearer", "read-token");
        using var answer = await _host.Http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"The timeline answered {(int)answer.StatusCode}: {body}");
        return JsonNode.Parse(body)!["entries"]!.AsArray();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _slack.DisposeAsync();
    }

    private static string? Name(JsonElement step, string key) =>
        step.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private async Task Act(JsonElement step)
    {
        if (step.TryGetProperty("slack", out var rows))
            _slack.Script(rows.EnumerateArray());
        if (await Sent(step) is not { } reply)
            return;
        if (step.TryGetProperty("command", out _))
            await reply.Shown();
        if (Name(step, "save") is { } saved)
            Replies[saved] = reply;
        if (step.TryGetProperty("opens", out var opens))
            await Incidents.Opened(Name(step, "as"), hasRoom: opens.ValueKind is JsonValueKind.True);
    }

    private async Task<FieldReply?> Sent(JsonElement step)
    {
        if (Name(step, "command") is { } words)
            return await _door.Command(Name(step, "by")!, Name(step, "in")!, words);
        if (step.TryGetProperty("event", out var happened))
            return await _door.Event(happened.GetRawText(), Envelope(step));
        if (step.TryGetProperty("interaction", out var payload))
            return await _door.Interaction(payload.GetRawText());
        return step.TryGetProperty("submit", out var values)
            ? await _door.Submission(Form!, Name(step, "by")!, values)
            : null;
    }

    private static string? Envelope(JsonElement step) =>
        step.TryGetProperty("envelope", out var envelope) ? envelope.GetRawText() : null;
}
