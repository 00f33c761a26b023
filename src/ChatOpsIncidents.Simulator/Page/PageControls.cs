using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.WebApi;
using ChatOpsIncidents.Simulator.Wire;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Page;

/// <summary>The hands behind the scenes: the clock, the trouble, the start afresh.</summary>
internal sealed class PageControls(
    LocalWorkspace workspace,
    HttpClient http,
    EventDelivery events,
    WireLog log,
    RateLimiter limiter
)
{
    /// <summary>A year, in seconds.</summary>
    private const double ForwardMax = 365 * 86_400;

    private static readonly JsonObject Okay = Json.Object(("ok", true));

    /// <summary>
    /// Turns the clock forward, at the host and then here: what falls due here may be sent at once, and the host would
    /// take its time for one in the future. By 0 it only tells the host, which may have been started again.
    /// </summary>
    public async Task<JsonObject> Clock(JsonObject asked)
    {
        if (
            ElementValues.Plain(asked["forwardSeconds"]) is not { } text
            || !double.TryParse(text, out var seconds)
            || seconds is not (>= 0 and <= ForwardMax)
        )
            throw new SlackFault("invalid_time");
        var told = await TellHost(workspace.Clock.Offset + TimeSpan.FromSeconds(seconds));
        var total = workspace.Clock.Forward(TimeSpan.FromSeconds(seconds)).TotalSeconds;
        workspace.Pages.Publish(Json.Object(("type", "state")));
        return Json.Object(("ok", true), ("clockOffsetSeconds", total), ("hostTold", told));
    }

    private async Task<bool> TellHost(TimeSpan total)
    {
        if (workspace.Options.HostClockUrl is not { } url)
            return false;
        var news = Json.Object(("forwardSeconds", total.TotalSeconds)).ToJsonString();
        using var content = new StringContent(news, null, "application/json");
        try
        {
            using var answer = await http.PostAsync(url, content);
            if (answer.IsSuccessStatusCode)
                workspace.HostOffset = total;
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Sets what is named and leaves the rest.</summary>
    public Task<JsonObject> SetTrouble(JsonObject asked)
    {
        lock (workspace.Gate)
        {
            var trouble = workspace.Trouble;
            if (Number(asked, "latencyMs") is { } latency)
                trouble.LatencyMs = latency;
            if (Number(asked, "answerLatencyMs") is { } late)
                trouble.AnswerLatencyMs = late;
            if (asked.ContainsKey("outage"))
                trouble.Outage = Outage(asked);
            if (asked.ContainsKey("lostAnswers"))
                trouble.LostAnswers = asked.Flag("lostAnswers");
            if (Number(asked, "loseNext") is { } next)
                trouble.LoseNext = next;
            if (asked.ContainsKey("loseMethod"))
                trouble.LoseMethod = asked.Text("loseMethod");
            if (asked.ContainsKey("duplicateEvents"))
                trouble.DuplicateEvents = asked.Flag("duplicateEvents");
            if (asked.ContainsKey("disorderedEvents"))
                trouble.DisorderedEvents = asked.Flag("disorderedEvents");
            if (asked["missingScopes"] is JsonArray scopes)
            {
                trouble.MissingScopes.Clear();
                trouble.MissingScopes.UnionWith(scopes.Select(s => ElementValues.Plain(s)).OfType<string>());
            }

            if (asked["rateLimited"] is JsonArray limits)
                SetLimits(trouble, limits);
            if (asked["rateLimit"] is JsonObject one)
                trouble.RateLimits.Add(Limit(one));
        }

        workspace.Pages.Publish(Json.Object(("type", "state")));
        return Task.FromResult((JsonObject)Okay.DeepClone());
    }

    private void SetLimits(Trouble trouble, JsonArray limits)
    {
        trouble.RateLimits.Clear();
        trouble.RateLimits.AddRange(limits.OfType<JsonObject>().Select(Limit));
    }

    private Trouble.RateLimit Limit(JsonObject asked) =>
        new(
            asked.Text("method"),
            asked.Text("channel"),
            workspace.Clock.GetUtcNow() + TimeSpan.FromSeconds(Number(asked, "seconds") ?? 30)
        );

    private static string Outage(JsonObject asked) =>
        asked["outage"]?.GetValueKind() switch
        {
            JsonValueKind.True => "503",
            JsonValueKind.String when asked.Text("outage") is "503" or "close" => asked.Text("outage")!,
            _ => "off",
        };

    private static int? Number(JsonObject asked, string name) =>
        int.TryParse(ElementValues.Plain(asked[name]), out var number) && number >= 0 ? number : null;

    public Task<JsonObject> Reset()
    {
        workspace.Reset();
        lock (workspace.Gate)
            limiter.Clear();
        log.Clear();
        workspace.Pages.Publish(Json.Object(("type", "state")));
        return Task.FromResult((JsonObject)Okay.DeepClone());
    }

    public async Task<JsonObject> Verify() => Json.Object(("ok", await events.VerifyUrl()));

    /// <summary>Takes the app out of the workspace. The two events come in either order.</summary>
    public Task<JsonObject> Uninstall()
    {
        lock (workspace.Gate)
        {
            workspace.Uninstalled = true;
            JsonObject[] news =
            [
                Json.Object(
                    ("type", "tokens_revoked"),
                    ("tokens", Json.Object(("bot", Json.Strings([LocalWorkspace.BotUserId]))))
                ),
                Json.Object(("type", "app_uninstalled")),
            ];
            Random.Shared.Shuffle(news);
            foreach (var one in news)
                workspace.Emit(one);
        }

        return Task.FromResult((JsonObject)Okay.DeepClone());
    }
}
