using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Platforms.Slack;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Access;

/// <summary>Slack as far as it matters who somebody is: its Web API over HTTP, and requests as it signs them.</summary>
public sealed class FakeSlack : IAsyncDisposable
{
    /// <summary>The workspace.</summary>
    public const string Team = "T0LOCAL";

    /// <summary>A member who declares.</summary>
    public const string Ana = "U0ANA";

    /// <summary>A member who is in no private incident.</summary>
    public const string Ben = "U0BEN";

    /// <summary>A guest.</summary>
    public const string Eve = "U0EVE";

    /// <summary>Somebody whose account was switched off.</summary>
    public const string Gus = "U0GUS";

    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";

    private readonly WebApplication _app;
    private int _count;

    private FakeSlack(WebApplication app) => _app = app;

    /// <summary>What a host needs to use it.</summary>
    public Dictionary<string, string?> Settings =>
        new()
        {
            ["Slack:ApiUrl"] = _app.Urls.First() + "/api/",
            ["Slack:BotToken"] = "xoxb-test",
            ["Slack:SigningSecret"] = Secret,
        };

    /// <summary>How <c>users.info</c> answers; null: as Slack does.</summary>
    public Func<string, Task<IResult>>? UsersInfo { get; set; }

    /// <summary>Whether forms open; where not, they become words.</summary>
    public bool OpensForms { get; set; } = true;

    /// <summary>Whether <c>users.list</c> names anybody.</summary>
    public bool HasRoster { get; set; } = true;

    /// <summary>All that was sent to it: messages, modals, home tabs, answers.</summary>
    public ConcurrentQueue<(string Method, string Body)> Sent { get; } = [];

    /// <summary>Starts one.</summary>
    public static async Task<FakeSlack> Start()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var slack = new FakeSlack(app);
        app.MapPost("/api/{method}", slack.Answer);
        app.MapPost("/respond/{n}", slack.Take);
        await app.StartAsync();
        return slack;
    }

    /// <summary>A person's name.</summary>
    public static string NameOf(string id) => id.Length > 2 ? id[2..3] + id[3..].ToLowerInvariant() : id;

    /// <summary>A slash command.</summary>
    public Task<HttpResponseMessage> Command(WholeHost host, string by, string text) =>
        Post(
            host,
            "commands",
            new()
            {
                ["team_id"] = Team,
                ["channel_id"] = "C0GENERAL",
                ["user_id"] = by,
                ["user_name"] = NameOf(by).ToLowerInvariant(),
                ["command"] = "/incident",
                ["text"] = text,
                ["trigger_id"] = Next("trigger"),
                ["response_url"] = _app.Urls.First() + "/respond/" + Next("r"),
            }
        );

    /// <summary>A pressed button, or a submitted form.</summary>
    public Task<HttpResponseMessage> Interact(WholeHost host, JsonObject payload) =>
        Post(host, "interactions", new() { ["payload"] = payload.ToJsonString() });

    /// <summary>The payload of a pressed button.</summary>
    public JsonObject Press(string by, string value) =>
        new()
        {
            ["type"] = "block_actions",
            ["team"] = new JsonObject { ["id"] = Team },
            ["user"] = new JsonObject { ["id"] = by, ["team_id"] = Team },
            ["trigger_id"] = Next("trigger"),
            ["container"] = new JsonObject { ["message_ts"] = Next("1"), ["channel_id"] = "C0GENERAL" },
            ["channel"] = new JsonObject { ["id"] = "C0GENERAL" },
            ["response_url"] = _app.Urls.First() + "/respond/" + Next("r"),
            ["actions"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "button",
                    ["action_id"] = "cmd:1",
                    ["value"] = value,
                    ["action_ts"] = Next("2"),
                }
            ),
        };

    /// <summary>The payload of a submitted form.</summary>
    public JsonObject Submit(string by, string verb, string incident, string rest) =>
        new()
        {
            ["type"] = "view_submission",
            ["team"] = new JsonObject { ["id"] = Team },
            ["user"] = new JsonObject { ["id"] = by, ["team_id"] = Team },
            ["trigger_id"] = Next("trigger"),
            ["view"] = new JsonObject
            {
                ["id"] = Next("V"),
                ["callback_id"] = "incident_form",
                ["private_metadata"] = new JsonObject
                {
                    ["verb"] = verb,
                    ["lead"] = "",
                    ["incident"] = incident,
                    ["channel"] = null, // The answer then stands in the form itself.
                }.ToJsonString(),
                ["blocks"] = new JsonArray(new JsonObject { ["type"] = "input", ["block_id"] = "rest" }),
                ["state"] = new JsonObject
                {
                    ["values"] = new JsonObject
                    {
                        ["rest"] = new JsonObject
                        {
                            ["value"] = new JsonObject { ["type"] = "plain_text_input", ["value"] = rest },
                        },
                    },
                },
            },
        };

    /// <summary>Waits for the answer that follows an acknowledged request.</summary>
    public async Task<string> Answered(HttpResponseMessage response, int sentBefore)
    {
        var body = await response.Content.ReadAsStringAsync();
        return body.Length > 0 ? body : await Wait.For(Said) ?? "";

        string? Said() =>
            Sent.Skip(sentBefore)
                .Where(s => s.Method is "respond" or "views.open" or "chat.postEphemeral")
                .Select(s => s.Body)
                .FirstOrDefault();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private string Next(string prefix) =>
        $"{prefix}.{Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture)}";

    private static async Task<HttpResponseMessage> Post(WholeHost host, string path, Dictionary<string, string> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        var body = await form.ReadAsByteArrayAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Chat, "/slack/" + path));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", SlackSignature.Of(Secret, timestamp, body));
        return await host.Http.SendAsync(request);
    }

    private async Task<IResult> Take(HttpContext http, string n)
    {
        using var reader = new StreamReader(http.Request.Body);
        Sent.Enqueue(("respond", await reader.ReadToEndAsync()));
        return Results.Ok();
    }

    private async Task<IResult> Answer(HttpContext http, string method)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        Sent.Enqueue((method, body));
        if (method == "users.info")
        {
            var id = System.Web.HttpUtility.ParseQueryString(body)["user"] ?? "";
            return UsersInfo is { } set ? await set(id) : Json(new { ok = true, user = User(id) });
        }

        return Json(
            method switch
            {
                "auth.test" => new
                {
                    ok = true,
                    user_id = "UBOT",
                    bot_id = "B1",
                    team_id = Team,
                    url = "https://acme.slack.com/",
                },
                "users.list" => new { ok = true, members = HasRoster ? new[] { User(Ana), User(Ben), User(Eve) } : [] },
                "views.open" when !OpensForms => new { ok = false, error = "expired_trigger_id" },
                "conversations.open" => new { ok = true, channel = new { id = "D9" } },
                "conversations.create" => new { ok = true, channel = new { id = Next("C"), name = "room" } },
                _ => new
                {
                    ok = true,
                    channel = "C0GENERAL",
                    ts = Next("1700000001"),
                    messages = Array.Empty<object>(),
                },
            }
        );
    }

    /// <summary>A person as Slack describes them.</summary>
    public static object User(string id) =>
        new
        {
            id,
            team_id = Team,
            real_name = NameOf(id),
            is_restricted = id == Eve,
            deleted = id == Gus,
        };

    /// <summary>An answer of Slack's.</summary>
    public static IResult Json(object body, HttpStatusCode status = HttpStatusCode.OK) =>
        Results.Json(body, statusCode: (int)status);
}
