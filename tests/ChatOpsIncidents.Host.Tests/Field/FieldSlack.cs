using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Field;

/// <summary>A call of the Web API, or an answer to a response address.</summary>
/// <param name="Method">The method; <c>respond</c>: an answer to a response address.</param>
/// <param name="Args">What came with it.</param>
/// <param name="Text">All texts in it, one a line.</param>
/// <param name="Ok">Whether Slack took it.</param>
internal sealed record FieldCall(string Method, JsonObject Args, string Text, bool Ok);

/// <summary>Slack's Web API as of a healthy workspace, but for what a case says about it.</summary>
internal sealed class FieldSlack : IAsyncDisposable
{
    /// <summary>The workspace.</summary>
    public const string Team = "T0LOCAL";

    /// <summary>The bot's user.</summary>
    public const string Bot = "U0INCBOT01";

    /// <summary>What requests are signed with.</summary>
    public const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";

    private readonly WebApplication _app;
    private readonly ConcurrentStack<Row> _rows = [];
    private int _count;

    private FieldSlack(WebApplication app) => _app = app;

    /// <summary>All that was sent to it, in order.</summary>
    public ConcurrentQueue<FieldCall> Calls { get; } = [];

    /// <summary>What a host needs to use it.</summary>
    public Dictionary<string, string?> Settings =>
        new()
        {
            ["Slack:ApiUrl"] = Address + "/api/",
            ["Slack:BotToken"] = "xoxb-field",
            ["Slack:SigningSecret"] = Secret,
        };

    private string Address => _app.Urls.First();

    /// <summary>Starts one.</summary>
    public static async Task<FieldSlack> Start()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var slack = new FieldSlack(app);
        app.MapPost("/api/{method}", slack.Answer);
        app.MapPost("/respond/{n}", (HttpContext http, string n) => slack.Take(http, "respond", new() { ["n"] = n }));
        app.MapPost("/upload/{n}", () => Results.Text("OK"));
        await app.StartAsync();
        return slack;
    }

    /// <summary>A new name that begins so.</summary>
    public string Next(string prefix) =>
        prefix + Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);

    /// <summary>A new response address.</summary>
    public string ResponseAddress() => $"{Address}/respond/{Next("r")}";

    /// <summary>How a method answers from here on.</summary>
    public void Script(IEnumerable<JsonElement> rows)
    {
        foreach (var row in rows.Reverse())
            _rows.Push(Row.Of(row));
    }

    /// <summary>Everything is answered as by a healthy workspace again.</summary>
    public void Heal() => _rows.Clear();

    /// <summary>The texts of some JSON, one a line.</summary>
    public static string TextOf(JsonNode? node) =>
        node switch
        {
            JsonObject all => Lines(all.Select(one => TextOf(one.Value))),
            JsonArray all => Lines(all.Select(TextOf)),
            JsonValue value when value.GetValueKind() is JsonValueKind.String => Nested(value.GetValue<string>()),
            _ => "",
        };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static string Lines(IEnumerable<string> texts) => string.Join('\n', texts.Where(text => text.Length > 0));

    // A form's fields may hold JSON.
    private static string Nested(string text) =>
        text is ['{' or '[', ..] && Read(text) is { } node ? TextOf(node) : text;

    private static JsonNode? Read(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<JsonObject> Args(HttpRequest request)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync();
            return new JsonObject(form.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value[0])));
        }

        using var reader = new StreamReader(request.Body);
        return Read(await reader.ReadToEndAsync()) as JsonObject ?? [];
    }

    private async Task<IResult> Take(HttpContext http, string method, JsonObject known)
    {
        var args = await Args(http.Request);
        foreach (var (name, value) in known.ToList())
            args[name] = value!.DeepClone();
        Calls.Enqueue(new FieldCall(method, args, TextOf(args), true));
        return Results.Text("ok");
    }

    private async Task<IResult> Answer(HttpContext http, string method)
    {
        var args = await Args(http.Request);
        var row = _rows.FirstOrDefault(row => row.Fits(method, args));
        var (status, answer) = row is null ? (200, Healthy(method, args)) : (row.Status, row.Answer.DeepClone());
        foreach (var (name, value) in row?.Headers ?? new Dictionary<string, string>())
            http.Response.Headers[name] = value;
        var isOk = status == 200 && answer["ok"]?.GetValue<bool>() == true;
        Calls.Enqueue(new FieldCall(method, args, TextOf(args), isOk));
        return Results.Text(answer.ToJsonString(), "application/json", statusCode: status);
    }

    private JsonNode Healthy(string method, JsonObject args) => JsonSerializer.SerializeToNode(Usual(method, args))!;

    private object Usual(string method, JsonObject args) =>
        method switch
        {
            "auth.test" => new
            {
                ok = true,
                user_id = Bot,
                bot_id = "B0INCBOT01",
                team_id = Team,
                url = "https://northwind.slack.com/",
            },
            "users.info" => FieldPeople.Info(args["user"]?.GetValue<string>() ?? ""),
            "users.list" => new { ok = true, members = FieldPeople.All },
            "usergroups.list" => new { ok = true, usergroups = FieldPeople.Groups },
            "usergroups.users.list" => FieldPeople.Members(args["usergroup"]?.GetValue<string>() ?? ""),
            "conversations.info" => FieldPeople.Channel(args["channel"]?.GetValue<string>() ?? ""),
            "conversations.create" => new { ok = true, channel = Created(args) },
            "conversations.open" => new { ok = true, channel = new { id = "D0" + args["users"] } },
            "conversations.members" => new { ok = true, members = Array.Empty<string>() },
            "users.conversations" => new { ok = true, channels = Array.Empty<object>() },
            "views.open" or "views.update" => new { ok = true, view = new { id = Next("V0FIELD") } },
            "files.getUploadURLExternal" => new
            {
                ok = true,
                upload_url = $"{Address}/upload/{Next("u")}",
                file_id = Next("F0FIELD"),
            },
            _ => Posted(args),
        };

    private object Created(JsonObject args) => new { id = Next("C0FIELD"), name = args["name"]?.GetValue<string>() };

    private object Posted(JsonObject args) =>
        new
        {
            ok = true,
            channel = args["channel"]?.GetValue<string>() ?? "C0GENERAL",
            ts = Next("1795940000.0001"),
            messages = Array.Empty<object>(),
            has_more = false,
        };

    /// <summary>A scripted answer.</summary>
    private sealed record Row(
        string Method,
        JsonObject Match,
        int Status,
        IReadOnlyDictionary<string, string> Headers,
        JsonNode Answer
    )
    {
        public static Row Of(JsonElement row) =>
            new(
                row.GetProperty("method").GetString()!,
                row.TryGetProperty("match", out var match) ? JsonNode.Parse(match.GetRawText())!.AsObject() : [],
                row.TryGetProperty("status", out var status) ? status.GetInt32() : 200,
                row.TryGetProperty("headers", out var headers)
                    ? headers.Deserialize<Dictionary<string, string>>()!
                    : [],
                JsonNode.Parse(row.GetProperty("answer").GetRawText())!
            );

        public bool Fits(string method, JsonObject args) =>
            method == Method && Match.All(wanted => args[wanted.Key]?.ToString() == wanted.Value?.ToString());
    }
}
