using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Ports;
using Microsoft.AspNetCore.Http;

namespace ChatOpsIncidents.Host.Tests.Paging;

/// <summary>Each paging system against a stand-in that looks at every field of the reference.</summary>
public sealed class PagerTests : IAsyncLifetime
{
    private const string RoutingKey = "0123456789abcdef0123456789abcdef";
    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];
    private static readonly byte[] OldSecret = [.. Enumerable.Range(41, 32).Select(n => (byte)n)];
    private PagerStandIn _outside = null!;

    private static PageCall Call { get; } =
        new("INC-12", "chatops-T1-INC-12-page-3-1", "payments-oncall", "checkout fails", Severity.Critical);

    public async Task InitializeAsync() => _outside = await PagerStandIn.Start();

    public async Task DisposeAsync() => await _outside.DisposeAsync();

    [Fact]
    public async Task PagerDuty_is_told_what_its_Events_API_asks_for()
    {
        Assert.IsType<AttemptEnd.Done>(await Pager("pagerduty").Page(Call, default));
        var told = _outside.Last;
        Assert.Equal(("POST", "/v2/enqueue"), (told.Method, told.Path));
        Assert.Equal(
            ["routing_key", "event_action", "dedup_key", "payload", "client", "client_url", "links"],
            told.Names
        );
        Assert.Equal(RoutingKey, told.Json["routing_key"]!.ToString());
        Assert.Equal("trigger", told.Json["event_action"]!.ToString());
        Assert.Equal(Call.Key, told.Json["dedup_key"]!.ToString());
        var payload = told.Json["payload"]!.AsObject();
        Assert.Equal("[INC-12] checkout fails", payload["summary"]!.ToString());
        Assert.Equal("critical", payload["severity"]!.ToString());
        Assert.NotEmpty(payload["source"]!.ToString());
        Assert.True(DateTimeOffset.TryParse(payload["timestamp"]!.ToString(), out _));
        var link = told.Json["links"]![0]!.AsObject();
        Assert.Equal("https://incidents.test/incidents/INC-12", link["href"]!.ToString());
        Assert.Equal("INC-12", link["text"]!.ToString());
    }

    [Theory]
    [InlineData(false, "acknowledge")]
    [InlineData(true, "resolve")]
    public async Task PagerDuty_stops_calling_under_the_same_key(bool isOver, string action)
    {
        await Pager("pagerduty").End(Call, isOver, default);
        Assert.Equal(["routing_key", "event_action", "dedup_key"], _outside.Last.Names);
        Assert.Equal(action, _outside.Last.Json["event_action"]!.ToString());
        Assert.Equal(Call.Key, _outside.Last.Json["dedup_key"]!.ToString());
    }

    [Fact]
    public async Task What_is_longer_than_PagerDuty_takes_is_cut()
    {
        await Pager("pagerduty").Page(Call with { Why = new string('x', 2_000) }, default);
        Assert.Equal(1_024, _outside.Last.Json["payload"]!["summary"]!.ToString().Length);
    }

    [Theory]
    [InlineData(400, typeof(AttemptEnd.GiveUp))]
    [InlineData(401, typeof(AttemptEnd.GiveUp))]
    [InlineData(302, typeof(AttemptEnd.GiveUp))]
    [InlineData(408, typeof(AttemptEnd.TryAgain))]
    [InlineData(500, typeof(AttemptEnd.TryAgain))]
    [InlineData(503, typeof(AttemptEnd.TryAgain))]
    public async Task An_answer_says_whether_to_try_again(int status, Type end)
    {
        _outside.Answer = _ => Results.Json(new { status = "invalid event" }, statusCode: status);
        foreach (var way in new[] { "pagerduty", "jsm", "oncall", "webhook" })
            Assert.IsType(end, await Pager(way).Page(Call, default));
    }

    [Fact]
    public async Task A_limit_is_obeyed_to_the_second()
    {
        _outside.Answer = _ => new Limited();
        foreach (var way in new[] { "pagerduty", "jsm", "oncall", "webhook" })
        {
            var end = Assert.IsType<AttemptEnd.TryAgain>(await Pager(way).Page(Call, default));
            Assert.Equal(TimeSpan.FromSeconds(37), end.After);
            Assert.Equal($"{way}/payments-oncall", end.Key);
        }
    }

    [Fact]
    public async Task Who_does_not_listen_is_tried_again()
    {
        var pager = Pager("oncall");
        await _outside.DisposeAsync();
        Assert.True(Assert.IsType<AttemptEnd.TryAgain>(await pager.Page(Call, default)).Unclear);
    }

    [Fact]
    public async Task A_fault_that_is_over_at_once_is_no_fault()
    {
        var answers = 0;
        _outside.Answer = _ => answers++ == 0 ? Results.StatusCode(500) : Results.Accepted();
        Assert.IsType<AttemptEnd.Done>(await Pager("pagerduty").Page(Call, default));
        Assert.Equal(2, _outside.Requests.Count);
    }

    [Fact]
    public async Task Jira_is_told_what_its_alert_API_asks_for_and_asked_whether_it_made_the_alert()
    {
        var asked = 0;
        _outside.Answer = request =>
        {
            if (request.Method == "POST")
                return Results.Json(new { requestId = "r-1" }, statusCode: 202);
            return asked++ == 0 ? Results.NotFound() : Results.Json(new { data = new { isSuccess = true } });
        };
        Assert.IsType<AttemptEnd.Done>(await Pager("jsm").Page(Call, default));
        var told = _outside.Requests.First();
        Assert.Equal(("POST", "/ops/v2/alerts"), (told.Method, told.Path));
        Assert.Equal("GenieKey genie", told.Headers["Authorization"]);
        Assert.Equal(
            [
                "message",
                "alias",
                "description",
                "responders",
                "tags",
                "details",
                "entity",
                "source",
                "priority",
                "user",
            ],
            told.Names
        );
        Assert.Equal("[INC-12] checkout fails", told.Json["message"]!.ToString());
        Assert.Equal(Call.Key, told.Json["alias"]!.ToString());
        Assert.Equal("P1", told.Json["priority"]!.ToString());
        Assert.Equal("""[{"type":"schedule","name":"Payments"}]""", told.Json["responders"]!.ToJsonString());
        Assert.All(told.Json["details"]!.AsObject(), detail => Assert.IsAssignableFrom<JsonValue>(detail.Value));
        Assert.Equal("/ops/v2/alerts/requests/r-1", _outside.Last.Path);
        Assert.Equal(3, _outside.Requests.Count);
    }

    [Fact]
    public async Task An_alert_that_Jira_did_not_make_is_given_up_with_its_reason()
    {
        _outside.Answer = request =>
            request.Method == "POST"
                ? Results.Json(new { requestId = "r-1" }, statusCode: 202)
                : Results.Json(new { data = new { isSuccess = false, status = "Team not found" } });
        var end = Assert.IsType<AttemptEnd.GiveUp>(await Pager("jsm").Page(Call, default));
        Assert.Contains("Team not found", end.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "acknowledge")]
    [InlineData(true, "close")]
    public async Task Jira_stops_calling_by_the_alias(bool isOver, string act)
    {
        await Pager("jsm").End(Call, isOver, default);
        Assert.Equal($"/ops/v2/alerts/{Call.Key}/{act}?identifierType=alias", _outside.Last.Path);
        Assert.Equal(["user", "source", "note"], _outside.Last.Names);
    }

    [Fact]
    public async Task OnCall_is_told_what_its_formatted_webhook_asks_for()
    {
        Assert.IsType<AttemptEnd.Done>(await Pager("oncall").Page(Call, default));
        Assert.Equal("/integrations/v1/formatted_webhook/secret/", _outside.Last.Path);
        Assert.Equal(["alert_uid", "title", "state", "message", "link_to_upstream_details"], _outside.Last.Names);
        Assert.Equal(
            (Call.Key, "alerting"),
            (_outside.Last.Json["alert_uid"]!.ToString(), _outside.Last.Json["state"]!.ToString())
        );
        await Pager("oncall").End(Call, isOver: true, default);
        Assert.Equal(
            (Call.Key, "ok"),
            (_outside.Last.Json["alert_uid"]!.ToString(), _outside.Last.Json["state"]!.ToString())
        );
    }

    [Fact]
    public async Task A_webhook_is_signed_with_every_secret_over_the_very_bytes()
    {
        Assert.IsType<AttemptEnd.Done>(await Pager("webhook").Page(Call, default));
        var told = _outside.Last;
        Assert.Equal("application/json", told.Headers["Content-Type"]);
        Assert.Equal(Call.Key, told.Headers["webhook-id"]);
        var lead = $"{told.Headers["webhook-id"]}.{told.Headers["webhook-timestamp"]}.{told.Body}";
        var signatures = new[] { Secret, OldSecret }.Select(key =>
            "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(lead)))
        );
        Assert.Equal(string.Join(' ', signatures), told.Headers["webhook-signature"]);
        Assert.Equal(["type", "timestamp", "data"], told.Names);
        Assert.Equal("page.triggered", told.Json["type"]!.ToString());
        Assert.Equal("checkout fails", told.Json["data"]!["summary"]!.ToString());
    }

    [Fact]
    public void The_published_example_of_Standard_Webhooks_is_signed_alike()
    {
        var body = Encoding.UTF8.GetBytes(
            """{"type":"incident.update","timestamp":"2026-11-20T14:10:00.000Z","data":{"incident":"INC-12","severity":"Critical","audience":"support","text":"Some customers cannot pay."}}"""
        );
        Assert.Null(WebhookSignature.Key("whsec_c2hvcnQ="));
        Assert.Null(WebhookSignature.Key(Convert.ToBase64String(Secret)));
        Assert.NotEmpty(WebhookSignature.Of([Whsec(Secret)], "msg_inc12_update_3", "1795183800", body));
    }

    private IPager Pager(string way) => PagerBench.Of(way, Settings());

    private Dictionary<string, string?> Settings() =>
        new()
        {
            ["Web:BaseUrl"] = "https://incidents.test",
            ["Paging:PagerDuty:Url"] = _outside.Address,
            ["Paging:PagerDuty:Keys:payments-oncall"] = RoutingKey,
            ["Paging:Jsm:Url"] = _outside.Address + "/ops",
            ["Paging:Jsm:Key"] = "genie",
            ["Paging:Jsm:Responders:any"] = "schedule:Payments",
            ["Paging:OnCall:Urls:payments-oncall"] = _outside.Address + "/integrations/v1/formatted_webhook/secret/",
            ["Paging:Webhook:Urls:payments-oncall"] = _outside.Address + "/hook",
            ["Paging:Webhook:Secrets:0"] = Whsec(Secret),
            ["Paging:Webhook:Secrets:1"] = Whsec(OldSecret),
        };

    private static string Whsec(byte[] key) => "whsec_" + Convert.ToBase64String(key);

    private sealed class Limited : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = 429;
            httpContext.Response.Headers.RetryAfter = "37";
            return Task.CompletedTask;
        }
    }
}
