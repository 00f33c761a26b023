using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Trackers;

/// <summary>GitHub, Jira, Linear and a webhook's receiver on a port of their own. Each refuses what the real one would refuse:
/// a missing header, a field that it does not know.</summary>
public sealed class TrackerStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TrackerStandIn(WebApplication app) => _app = app;

    /// <summary>Where they listen.</summary>
    public string Url => _app.Urls.First();

    /// <summary>The items, as they were sent.</summary>
    public ConcurrentQueue<JsonNode> Items { get; } = new();

    /// <summary>How the next calls that open an item are answered; empty: well.</summary>
    public ConcurrentQueue<Fault> Faults { get; } = new();

    /// <summary>What the state of every item is.</summary>
    public string State { get; set; } = "open";

    /// <summary>An answer that is no success.</summary>
    /// <param name="Status">The status; 0: the item is opened and the connection breaks.</param>
    /// <param name="Body">Its body.</param>
    /// <param name="RetryAfter">Its header in seconds; null: none.</param>
    public sealed record Fault(int Status, string Body = "{}", int? RetryAfter = null)
    {
        /// <summary>Ends when the item stands; nothing is answered then, and the connection stays. Null: it breaks.
        /// </summary>
        public TaskCompletionSource? Stands { get; init; }
    }

    /// <summary>How the next look-ups of items are answered; empty: well.</summary>
    public ConcurrentQueue<int> LookUps { get; } = new();

    /// <summary>Whether GitHub drops labels, as it does where the token may not make them.</summary>
    public bool DropsLabels { get; set; }

    /// <summary>Starts them.</summary>
    public static async Task<TrackerStandIn> Start()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var standIn = new TrackerStandIn(app);
        // As delegates, else what they return would be thrown away.
        app.MapPost("/repos/acme/shop/issues", (Delegate)standIn.OpenInGitHub);
        app.MapGet("/repos/acme/shop/issues", (Delegate)standIn.ListInGitHub);
        app.MapGet("/repos/acme/shop/issues/{number:int}", standIn.ReadInGitHub);
        app.MapPost("/rest/api/2/issue", (Delegate)standIn.OpenInJira);
        app.MapGet("/rest/api/3/search/jql", (Delegate)standIn.SearchInJira);
        app.MapGet("/rest/api/2/issue/{key}", standIn.ReadInJira);
        app.MapPost("/graphql", (Delegate)standIn.InLinear);
        app.MapPost("/hook", (Delegate)standIn.OpenByHook);
        await app.StartAsync();
        return standIn;
    }

    /// <summary>What a host needs to know to use one of them.</summary>
    /// <param name="kind">Which.</param>
    public Dictionary<string, string?> Settings(string kind) =>
        kind switch
        {
            "GitHub" => new()
            {
                ["Trackers:GitHub:Url"] = Url,
                ["Trackers:GitHub:Repository"] = "acme/shop",
                ["Trackers:GitHub:Token"] = "t0ken",
            },
            "Jira" => new()
            {
                ["Trackers:Jira:Url"] = Url,
                ["Trackers:Jira:User"] = "bot@acme.test",
                ["Trackers:Jira:Token"] = "t0ken",
                ["Trackers:Jira:Project"] = "OPS",
            },
            "Linear" => new()
            {
                ["Trackers:Linear:Url"] = Url + "/graphql",
                ["Trackers:Linear:Key"] = "lin_key",
                ["Trackers:Linear:TeamId"] = "2f1f4a3e-1c7b-4a55-9c8e-8f5d5b1f0a11",
            },
            _ => new() { ["Trackers:Webhook:Url"] = Url + "/hook", ["Trackers:Webhook:Secret"] = "s3cret" },
        };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> OpenInGitHub(HttpContext http)
    {
        if (http.Request.Headers.UserAgent.Count == 0)
            return Results.Json(new { message = "Request forbidden by administrative rules." }, statusCode: 403);
        if (http.Request.Headers.Authorization != "Bearer t0ken")
            return Results.Json(new { message = "Bad credentials" }, statusCode: 401);
        if (http.Request.Headers["X-GitHub-Api-Version"] != "2022-11-28")
            return Results.Json(new { message = "No such version" }, statusCode: 400);
        var body = await Body(http, "title", "body", "labels", "assignees", "milestone");
        return body is null
            ? Results.StatusCode(422)
            : await Open(http, body, number => new { number, html_url = GitHub(number) });
    }

    private IResult ListInGitHub(string? labels, string state, int per_page)
    {
        if (state != "all" || per_page != 100)
            return Results.StatusCode(422);
        return LookedUp(
            Items
                .Select(
                    (item, i) =>
                        new
                        {
                            number = i + 1,
                            html_url = GitHub(i + 1),
                            body = item["body"]!.ToString(),
                        }
                )
                .Where(_ => labels is null || !DropsLabels)
        );
    }

    private IResult LookedUp(object found) =>
        LookUps.TryDequeue(out var status) ? Results.StatusCode(status) : Results.Json(found);

    private object ReadInGitHub(int number) =>
        new
        {
            number,
            state = State == "open" ? "open" : "closed",
            state_reason = State == "dropped" ? "not_planned" : "completed",
        };

    private async Task<IResult> OpenInJira(HttpContext http)
    {
        if (http.Request.Headers.Authorization != "Basic Ym90QGFjbWUudGVzdDp0MGtlbg==")
            return Results.StatusCode(401);
        if (await Body(http, "fields", "properties") is not { } body || body["fields"] is not JsonObject fields)
            return Results.StatusCode(400);
        string[] known = ["project", "issuetype", "summary", "description", "labels", "duedate"];
        var summary = fields["summary"]?.ToString() ?? "\n";
        if (fields.Any(field => !known.Contains(field.Key)) || summary.Contains('\n') || summary.Length > 255)
            return Results.Json(
                new { errorMessages = Array.Empty<string>(), errors = new { summary = "bad" } },
                statusCode: 400
            );
        return await Open(http, fields, number => new { id = $"{number}", key = $"OPS-{number}" });
    }

    private IResult SearchInJira(string jql) =>
        LookedUp(
            new
            {
                issues = Items
                    .Select((item, i) => (item, key: $"OPS-{i + 1}"))
                    .Where(one => one.item["labels"]!.AsArray().Any(label => jql.Contains($"\"{label}\"")))
                    .Select(one => new { one.key }),
            }
        );

    private object ReadInJira(string key) =>
        new
        {
            key,
            fields = new
            {
                status = new { name = "Erledigt", statusCategory = new { key = State == "open" ? "new" : "done" } },
                resolution = new { name = State == "dropped" ? "Won't Do" : "Done" },
            },
        };

    private async Task<IResult> InLinear(HttpContext http)
    {
        if (http.Request.Headers.Authorization != "lin_key")
            return Results.Json(new { errors = new[] { new { extensions = new { code = "AUTHENTICATION_ERROR" } } } });
        var body = (await Body(http, "query", "variables"))!;
        var id = body["variables"]!["id"]?.ToString();
        if (id is not null)
            return LookedUp(new { data = new { issue = Known(id) } });
        var input = body["variables"]!["input"]!;
        if (Known(input["id"]!.ToString()) is not null)
            return Results.Json(
                new { errors = new[] { new { message = "duplicate", extensions = new { code = "INVALID_INPUT" } } } }
            );
        return await Open(
            http,
            input,
            number => new { data = new { issueCreate = new { success = true, issue = Linear(number, input) } } }
        );
    }

    private object? Known(string id)
    {
        var items = Items.ToArray();
        var at = Array.FindIndex(items, item => item["id"]!.ToString() == id);
        at = at < 0 && id.StartsWith("OPS-", StringComparison.Ordinal) ? int.Parse(id[4..]) - 1 : at;
        return at < 0 ? null : Linear(at + 1, items[at]);
    }

    private object Linear(int number, JsonNode input)
    {
        var type = State switch
        {
            "done" => "completed",
            "dropped" => "canceled",
            _ => "started",
        };
        return new
        {
            id = input["id"]!.ToString(),
            url = $"https://linear.app/acme/issue/OPS-{number}/x",
            state = new { type },
        };
    }

    private async Task<IResult> OpenByHook(HttpContext http)
    {
        var known = await Body(http, "incident", "action", "title", "text", "owner", "due", "page");
        if (
            known is null
            || !http.Request.Headers["X-Signature-256"].ToString().StartsWith("sha256=", StringComparison.Ordinal)
        )
            return Results.StatusCode(400);
        known["key"] = http.Request.Headers["Idempotency-Key"].ToString();
        return await Open(http, known, number => new { link = $"https://board.test/{number}" });
    }

    private async Task<IResult> Open(HttpContext http, JsonNode item, Func<int, object> answer)
    {
        if (Faults.TryDequeue(out var fault) && fault.Status != 0)
        {
            if (fault.RetryAfter is { } seconds)
                http.Response.Headers.RetryAfter = $"{seconds}";
            return Results.Text(fault.Body, "application/json", statusCode: fault.Status);
        }

        Items.Enqueue(item.DeepClone());
        if (fault?.Stands is { } stands)
        {
            stands.SetResult();
            await Wait.Forever(http.RequestAborted);
        }

        if (fault is not null)
            http.Abort();
        return Results.Json(answer(Items.Count), statusCode: 201);
    }

    private static string GitHub(int number) => $"https://github.com/acme/shop/issues/{number}";

    private static async Task<JsonNode?> Body(HttpContext http, params string[] known)
    {
        var body = await JsonNode.ParseAsync(http.Request.Body) as JsonObject;
        return body?.All(field => known.Contains(field.Key)) == true ? body : null;
    }
}
