using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChatOpsIncidents.Host;
using ChatOpsIncidents.Host.Pages;
using ChatOpsIncidents.Host.Platforms.Slack;
using ChatOpsIncidents.Host.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatOpsIncidents.Benchmarks;

/// <summary>The real host on a private PostgreSQL with full durability, its effects going to a stand-in that says
/// yes.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private const string Secret = "bench-signing-secret";
    private const int FactsInLarge = 500;
    private const int MessagesInLarge = 10_000;
    private readonly string _folder;
    private readonly WebApplication _slack;
    private readonly WebApplication _host;
    private readonly HttpClient _http;
    private int _count;

    private Bench(string folder, WebApplication slack, WebApplication host)
    {
        (_folder, _slack, _host) = (folder, slack, host);
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 })
        {
            BaseAddress = new Uri(host.Urls.First()),
        };
    }

    public static async Task<Bench> Start()
    {
        var folder = Path.Combine("/tmp", "chatops-incidents-bench-" + Path.GetRandomFileName());
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        var slack = await StandIn();
        var host = await HostApp.Build(
            ["--urls", "http://127.0.0.1:0", "--contentRoot", AppContext.BaseDirectory],
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["Data:Directory"] = folder,
                        ["Web:Listen"] = "http://127.0.0.1:0",
                        ["Slack:ApiUrl"] = slack.Urls.First() + "/api/",
                        ["Slack:BotToken"] = "xoxb-bench",
                        ["Slack:SigningSecret"] = Secret,
                    }
                );
            }
        );
        MapBare(host);
        await host.StartAsync();
        return new Bench(folder, slack, host);
    }

    public async Task WarmUp()
    {
        await Send(Slash("declare major bench", "C0ORIGIN"));
        await Task.Delay(TimeSpan.FromSeconds(2));
        foreach (var request in new[] { Bare, BareInsert, Command, Message })
            await Flat(request, 8, 2);
    }

    public HttpRequestMessage Bare(int i) =>
        Signed("/bench/bare", $"text=note+{i}&padding={new string('x', 500)}", "application/x-www-form-urlencoded");

    public HttpRequestMessage BareInsert(int i) =>
        Signed("/bench/insert", $"text=note+{i}&padding={new string('x', 500)}", "application/x-www-form-urlencoded");

    public HttpRequestMessage Command(int i) => Slash($"INC-1 note observation number {i}", "C0ROOM1");

    public HttpRequestMessage Mixed(int i) =>
        Slash(
            (i % 4) switch
            {
                0 => $"INC-1 note seen {i}",
                1 => "INC-1 status",
                2 => $"INC-1 symptom timeouts {i}",
                _ => $"INC-1 gap no graph {i}",
            },
            "C0ROOM1"
        );

    public HttpRequestMessage Message(int i)
    {
        var n = Interlocked.Increment(ref _count);
        var ts = string.Create(CultureInfo.InvariantCulture, $"{1_700_000_000 + n}.{n % 1_000_000:D6}");
        var body = JsonSerializer.Serialize(
            new
            {
                type = "event_callback",
                team_id = "T0BENCH",
                api_app_id = "A0",
                event_id = $"Ev{n}",
                event_time = 1_700_000_000 + n,
                @event = new
                {
                    type = "message",
                    channel = "C0ROOM1",
                    channel_type = "channel",
                    user = "U0BENCH",
                    text = $"message number {n}",
                    ts,
                    event_ts = ts,
                },
            }
        );
        return Signed("/slack/events", body, "application/json");
    }

    /// <summary>So many a second, whether or not the earlier ones are answered.</summary>
    public async Task<Figures> Paced(Func<int, HttpRequestMessage> request, int perSecond, int seconds)
    {
        ConcurrentBag<double> times = [];
        var errors = 0;
        List<Task> running = [];
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < perSecond * seconds; i++)
        {
            var due = start + (long)(i * (double)Stopwatch.Frequency / perSecond);
            while (Stopwatch.GetTimestamp() < due)
                await Task.Delay(1);
            var n = i;
            running.Add(
                Task.Run(async () =>
                {
                    if (await Send(request(n)))
                        times.Add(Figures.MillisecondsSince(due));
                    else
                        Interlocked.Increment(ref errors);
                })
            );
        }

        await Task.WhenAll(running);
        return Figures.Of(times, Stopwatch.GetElapsedTime(start), errors);
    }

    /// <summary>As fast as so many callers can.</summary>
    public async Task<Figures> Flat(Func<int, HttpRequestMessage> request, int callers, int seconds)
    {
        ConcurrentBag<double> times = [];
        var errors = 0;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            Enumerable
                .Range(0, callers)
                .Select(caller =>
                    Task.Run(async () =>
                    {
                        for (var i = 0; Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; i++)
                        {
                            var sent = Stopwatch.GetTimestamp();
                            if (await Send(request((caller * 1_000_000) + i)))
                                times.Add(Figures.MillisecondsSince(sent));
                            else
                                Interlocked.Increment(ref errors);
                        }
                    })
                )
        );
        return Figures.Of(times, Stopwatch.GetElapsedTime(start), errors);
    }

    /// <summary>Fills an incident and replays it.</summary>
    public async Task<(int Facts, int Messages, TimeSpan Replay, TimeSpan Export)> Replay()
    {
        var source = _host.Services.GetRequiredService<NpgsqlDataSource>();
        await using (var fill = source.CreateCommand(Sql.FillLargeIncident))
        {
            fill.Parameters.AddWithValue("facts", FactsInLarge);
            fill.Parameters.AddWithValue("messages", MessagesInLarge);
            await fill.ExecuteNonQueryAsync();
        }

        var store = _host.Services.GetRequiredService<IEventStore>();
        var reader = _host.Services.GetRequiredService<TimelineReader>();
        _ = Incident.Replay("INC-900", await store.Read("INC-900", default));
        var start = Stopwatch.GetTimestamp();
        var facts = await store.Read("INC-900", default);
        _ = Incident.Replay("INC-900", facts);
        var replay = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        var file = await reader.Render("INC-900", "json", default);
        var export = Stopwatch.GetElapsedTime(start);
        return file is null
            ? throw new InvalidOperationException("No export.")
            : (facts.Count, MessagesInLarge, replay, export);
    }

    /// <summary>Commands beside ten thousand messages.</summary>
    public async Task<TimeSpan> CommandInTheLargeIncident()
    {
        List<TimeSpan> times = [];
        for (var i = 0; i < 50; i++)
        {
            var start = Stopwatch.GetTimestamp();
            if (!await Send(Slash($"INC-900 note hello {i}", "C0ELSE")))
                throw new InvalidOperationException("The command failed.");
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        return times.Order().ElementAt(times.Count / 2);
    }

    /// <summary>How late deadlines fall: declared incidents without a room, due after 10 s.</summary>
    public async Task<string> DeadlineLateness()
    {
        var source = _host.Services.GetRequiredService<NpgsqlDataSource>();
        await using (var fill = source.CreateCommand(Sql.SetDeadlines))
            await fill.ExecuteNonQueryAsync();
        await Task.Delay(TimeSpan.FromSeconds(9));
        await using var read = source.CreateCommand(Sql.Lateness);
        await using var row = await read.ExecuteReaderAsync();
        await row.ReadAsync();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Deadlines: {row.GetInt64(0)} fell due; lateness p50 {row.GetDouble(1):F0} ms, worst "
                + $"{row.GetDouble(2):F0} ms (one sweep a second)."
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
        await _slack.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> Send(HttpRequestMessage request)
    {
        using (request)
        using (var answer = await _http.SendAsync(request))
        {
            return answer.IsSuccessStatusCode;
        }
    }

    private HttpRequestMessage Slash(string text, string channel)
    {
        var n = Interlocked.Increment(ref _count);
        var body =
            $"team_id=T0BENCH&team_domain=bench&channel_id={channel}&channel_name=bench&user_id=U0BENCH&user_name=bench"
            + $"&command=%2Fincident&text={Uri.EscapeDataString(text)}&api_app_id=A0&is_enterprise_install=false"
            + $"&response_url={Uri.EscapeDataString(_slack.Urls.First() + "/respond/" + n)}&trigger_id=bench.{n}";
        return Signed("/slack/commands", body, "application/x-www-form-urlencoded");
    }

    private static HttpRequestMessage Signed(string path, string body, string type)
    {
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(Secret),
            Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}")
        );
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, type),
        };
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(hash));
        return request;
    }

    private static void MapBare(WebApplication host)
    {
        var source = host.Services.GetRequiredService<NpgsqlDataSource>();
        using (
            var table = source.CreateCommand(
                "create table if not exists bench_row (id bigint generated always as identity, body text)"
            )
        )
            table.ExecuteNonQuery();
        host.MapPost(
            "/bench/bare",
            async (HttpContext http) => await Verified(http) is null ? Results.Unauthorized() : Results.Ok()
        );
        host.MapPost(
            "/bench/insert",
            async (HttpContext http) =>
            {
                if (await Verified(http) is not { } body)
                    return Results.Unauthorized();
                await using var insert = source.CreateCommand("insert into bench_row (body) values ($1)");
                insert.Parameters.AddWithValue(body);
                await insert.ExecuteNonQueryAsync();
                return Results.Ok();
            }
        );
    }

    private static async Task<string?> Verified(HttpContext http)
    {
        using var memory = new MemoryStream();
        await http.Request.Body.CopyToAsync(memory);
        var (timestamp, signature) = (
            http.Request.Headers["X-Slack-Request-Timestamp"],
            http.Request.Headers["X-Slack-Signature"]
        );
        return SlackSignature.Verify(Secret, timestamp, signature, memory.ToArray(), DateTimeOffset.UtcNow)
            ? Encoding.UTF8.GetString(memory.ToArray())
            : null;
    }

    // Says yes to every method, with the few fields that are read back.
    private static async Task<WebApplication> StandIn()
    {
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var rooms = 0;
        var posts = 0;
        app.MapPost(
            "/api/{method}",
            (string method) =>
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
                    "users.info" => Yes(
                        new
                        {
                            ok = true,
                            user = new
                            {
                                id = "U0BENCH",
                                team_id = "T0BENCH",
                                name = "bench",
                                real_name = "Bench",
                                tz = "UTC",
                            },
                        }
                    ),
                    "conversations.create" => Yes(
                        new
                        {
                            ok = true,
                            channel = new { id = $"C0ROOM{Interlocked.Increment(ref rooms)}", name = "room" },
                        }
                    ),
                    _ => Yes(
                        new
                        {
                            ok = true,
                            channel = "C0ROOM1",
                            ts = $"1700000000.{Interlocked.Increment(ref posts):D6}",
                            messages = Array.Empty<object>(),
                        }
                    ),
                }
        );
        app.MapPost("/respond/{n}", () => Results.Ok());
        await app.StartAsync();
        return app;
    }

    private static JsonHttpResult<object> Yes(object body) => TypedResults.Json(body);
}
