using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Benchmarks;

/// <summary>What Slack sends, signed, and a stand-in for its Web API that says yes to everything.</summary>
internal sealed class Slack : IAsyncDisposable
{
    /// <summary>The secret that the requests are signed with.</summary>
    public const string Secret = "bench-signing-secret";

    /// <summary>How many people write.</summary>
    public const int People = 50;

    private const string Form = "application/x-www-form-urlencoded";
    private readonly WebApplication _app;
    private int _requests;
    private int _rooms;
    private int _posts;

    private Slack(WebApplication app) => _app = app;

    /// <summary>Where it answers.</summary>
    public string Url => _app.Urls.First();

    /// <summary>Starts the stand-in on a free port.</summary>
    public static async Task<Slack> Start()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var slack = new Slack(builder.Build());
        slack._app.MapPost("/api/{method}", slack.Answer);
        slack._app.MapPost("/respond/{n}", () => Results.Ok());
        await slack._app.StartAsync();
        return slack;
    }

    /// <summary>A slash command, as the bytes that go over the wire.</summary>
    /// <param name="caller">Which of the people types it.</param>
    /// <param name="channel">Where.</param>
    /// <param name="words">After <c>/incident</c>.</param>
    public byte[] Command(int caller, string channel, string words)
    {
        var n = Interlocked.Increment(ref _requests);
        var person = $"U0BENCH{caller % People:D2}";
        var body =
            $"team_id=T0BENCH&team_domain=bench&channel_id={channel}&channel_name=bench&user_id={person}&user_name=bench"
            + $"&command=%2Fincident&text={Uri.EscapeDataString(words)}&api_app_id=A0&is_enterprise_install=false"
            + $"&response_url={Uri.EscapeDataString($"{Url}/respond/{n}")}&trigger_id=bench.{n}";
        return Signed("/slack/commands", body, Form);
    }

    /// <summary>A message in a room.</summary>
    public byte[] Message(int caller, string channel)
    {
        var n = Interlocked.Increment(ref _requests);
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var ts = string.Create(CultureInfo.InvariantCulture, $"{now}.{n % 1_000_000:D6}");
        var said = new
        {
            type = "message",
            channel,
            channel_type = "channel",
            user = $"U0BENCH{caller % People:D2}",
            text = $"the graph of the checkout looks odd to me, message number {n}",
            ts,
            event_ts = ts,
        };
        var body = JsonSerializer.Serialize(
            new
            {
                type = "event_callback",
                team_id = "T0BENCH",
                api_app_id = "A0",
                event_id = $"Ev{n}",
                event_time = now,
                @event = said,
            }
        );
        return Signed("/slack/events", body, "application/json");
    }

    /// <summary>What an endpoint that does less gets: as long as a command.</summary>
    public static byte[] Plain(string path) => Signed(path, $"text=note&padding={new string('x', 400)}", Form);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static byte[] Signed(string path, string body, string type)
    {
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var bytes = Encoding.UTF8.GetBytes(body);
        var hash = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(Secret),
            Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}")
        );
        var head =
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {type}\r\nContent-Length: {bytes.Length}\r\n"
            + $"X-Slack-Request-Timestamp: {timestamp}\r\nX-Slack-Signature: v0={Convert.ToHexStringLower(hash)}\r\n\r\n";
        return [.. Encoding.UTF8.GetBytes(head), .. bytes];
    }

    private JsonHttpResult<object> Answer(string method, HttpRequest request) =>
        method switch
        {
            "auth.test" => Yes(
                new
                {
                    ok = true,
                    team_id = "T0BENCH",
                    user_id = "U0BOT",
                    bot_id = "B0BOT",
                    url = "https://bench.slack.com/",
                }
            ),
            "users.info" => Yes(new { ok = true, user = Person(request) }),
            "conversations.create" => Yes(
                new { ok = true, channel = new { id = $"C0ROOM{Interlocked.Increment(ref _rooms)}", name = "room" } }
            ),
            "conversations.open" => Yes(new { ok = true, channel = new { id = "D0BENCH" } }),
            _ => Yes(
                new
                {
                    ok = true,
                    channel = "C0ROOM1",
                    ts = $"1700000000.{Interlocked.Increment(ref _posts):D6}",
                    messages = Array.Empty<object>(),
                }
            ),
        };

    private static object Person(HttpRequest request)
    {
        var id = request.HasFormContentType ? request.Form["user"].ToString() : "";
        return new
        {
            id,
            team_id = "T0BENCH",
            name = id,
            real_name = $"Bench {id}",
            tz = "UTC",
        };
    }

    private static JsonHttpResult<object> Yes(object body) => TypedResults.Json(body);
}
