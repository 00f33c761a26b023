using System.Net;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Platforms.Slack;

namespace ChatOpsIncidents.Host.Tests.Slack;

public sealed class SlackClientTests
{
    private static readonly string MethodsFile = Path.Combine(Samples.Folder, "methods_2026.json");

    [Fact]
    public async Task A_refusal_is_a_value_with_Slacks_code_and_details()
    {
        var bench = new SlackBench().On(
            "pins.add",
            """{"ok":false,"error":"missing_scope","needed":"pins:write","provided":"chat:write"}"""
        );
        var refused = Assert.IsType<SlackAnswer.Refused>(await Call(bench, "pins.add"));
        Assert.Equal("missing_scope (needs the scope pins:write)", refused.ToString());
    }

    [Theory]
    [InlineData(
        """{"ok":false,"error":"invalid_blocks","errors":["too long"],"response_metadata":{"messages":["[ERROR] x"]}}""",
        "invalid_blocks ([ERROR] x; too long)"
    )]
    [InlineData(
        """{"ok":false,"error":"user_not_found","errors":[{"user":"U1","ok":false,"error":"cant_invite_self"}]}""",
        "user_not_found (cant_invite_self)"
    )]
    public async Task Errors_are_read_whether_texts_or_objects(string json, string expected) =>
        Assert.Equal(expected, (await Call(new SlackBench().On("pins.add", json), "pins.add")).ToString());

    [Fact]
    public async Task A_rate_limit_says_when_to_try_again_and_holds_the_method_in_that_workspace_alone()
    {
        var bench = new SlackBench().On("chat.update", "", HttpStatusCode.TooManyRequests, retryAfter: 30);
        Assert.Equal(
            new SlackAnswer.RateLimited(TimeSpan.FromSeconds(30), "T1/chat.update") { IsSlacks = true },
            await Call(bench, "chat.update")
        );

        bench.Clock.Turn(TimeSpan.FromSeconds(10));
        Assert.Equal(
            new SlackAnswer.RateLimited(TimeSpan.FromSeconds(20), "T1/chat.update") { IsSlacks = true },
            await Call(bench, "chat.update")
        );
        Assert.IsType<SlackAnswer.Ok>(await Call(bench, "pins.add"));
        Assert.IsType<SlackAnswer.Ok>(await bench.Client.Call("T2", "chat.update", [], default));
        Assert.Single(bench.Sent, s => s.Method == "pins.add");

        bench.Clock.Turn(TimeSpan.FromSeconds(20));
        Assert.IsType<SlackAnswer.Ok>(await Call(bench, "chat.update"));
        Assert.Equal(3, bench.Methods.Count(m => m == "chat.update"));
    }

    [Fact]
    public async Task An_error_named_ratelimited_is_a_rate_limit_too()
    {
        var bench = new SlackBench().On("chat.update", """{"ok":false,"error":"ratelimited"}""", retryAfter: 7);
        Assert.Equal(
            TimeSpan.FromSeconds(7),
            Assert.IsType<SlackAnswer.RateLimited>(await Call(bench, "chat.update")).RetryAfter
        );
    }

    [Fact]
    public async Task A_fault_is_tried_again_only_where_repeating_is_harmless()
    {
        var bench = new SlackBench();
        bench
            .On("users.info", "", HttpStatusCode.BadGateway)
            .On("users.info", () => throw Fault(HttpRequestError.ConnectionError));
        Assert.IsType<SlackAnswer.Ok>(await Call(bench, "users.info"));
        Assert.Equal(3, bench.Sent.Count);

        bench.On("chat.postMessage", "", HttpStatusCode.BadGateway);
        Assert.True(Assert.IsType<SlackAnswer.Unclear>(await Call(bench, "chat.postMessage")).MayStand);
        Assert.Single(bench.Methods, m => m == "chat.postMessage");
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, false)]
    [InlineData(HttpRequestError.NameResolutionError, false)]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    [InlineData(HttpRequestError.Unknown, true)]
    public async Task A_fault_after_sending_may_have_been_carried_out(HttpRequestError error, bool mayStand)
    {
        var bench = new SlackBench().On("chat.postMessage", () => throw Fault(error));
        Assert.Equal(mayStand, Assert.IsType<SlackAnswer.Unclear>(await Call(bench, "chat.postMessage")).MayStand);
    }

    [Theory]
    [InlineData("<html>gateway</html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"ok":false,"error":"internal_error"}""")]
    public async Task An_answer_that_says_nothing_is_unclear(string body) =>
        Assert.IsType<SlackAnswer.Unclear>(
            await Call(new SlackBench().On("chat.postMessage", body), "chat.postMessage")
        );

    [Fact]
    public async Task Methods_that_read_no_JSON_get_a_form()
    {
        var bench = new SlackBench();
        await bench.Client.Call(
            "T1",
            "users.info",
            new JsonObject { ["user"] = "U1", ["include_locale"] = null },
            default
        );
        Assert.Equal("""{"user":"U1"}""", bench.Last("users.info").ToJsonString());
    }

    [Fact]
    public async Task Without_a_token_nothing_is_sent()
    {
        var bench = new SlackBench(botToken: null);
        Assert.Equal("not_authed", Assert.IsType<SlackAnswer.Refused>(await Call(bench, "auth.test")).Error);
        Assert.Empty(bench.Sent);
    }

    [Theory]
    [InlineData("https://hooks.slack.com/commands/T1/2/3", true)]
    [InlineData("https://hooks.slack-gov.com/commands/T1/2/3", true)]
    [InlineData("https://slack.com/api/x", true)]
    [InlineData("http://hooks.slack.com/commands/T1/2/3", false)]
    [InlineData("https://hooks.slack.com:8443/x", false)]
    [InlineData("https://evilslack.com/x", false)]
    [InlineData("https://hooks.slack.com.evil.test/x", false)]
    [InlineData("https://hooks.slack.com@evil.test/x", false)]
    [InlineData("https://me@hooks.slack.com/x", false)]
    [InlineData("http://169.254.169.254/latest", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("nonsense", false)]
    public async Task Late_answers_go_to_Slack_and_nowhere_else(string url, bool sent)
    {
        var bench = new SlackBench();
        Assert.Equal(
            sent,
            await bench.Client.Respond(url, new JsonObject { ["text"] = "hi" }, default) is SlackAnswer.Ok
        );
        Assert.Equal(sent ? 1 : 0, bench.Sent.Count);
    }

    [Fact]
    public void The_table_agrees_with_Slacks_own_list()
    {
        var listed = JsonNode.Parse(File.ReadAllText(MethodsFile))!["methods"]!.AsObject();
        foreach (var method in SlackMethod.All.Values)
        {
            var facts = listed[method.Name]?.AsObject();
            Assert.True(facts is not null, $"{method.Name} is no method of Slack's.");
            Assert.False(method.TakesJson && !facts["json_body"]!.GetValue<bool>(), $"{method.Name} reads no JSON.");
            var floor = facts["tier"]!.ToString() switch
            {
                ['t', 'i', 'e', 'r', '2', ..] => 20,
                ['t', 'i', 'e', 'r', '3', ..] => 50,
                ['t', 'i', 'e', 'r', '4', ..] => 100,
                _ => 240,
            };
            Assert.Equal(floor, method.PerMinute);
        }
    }

    private static HttpRequestException Fault(HttpRequestError error) => new(error, "fault");

    private static Task<SlackAnswer> Call(SlackBench bench, string method) =>
        bench.Client.Call("T1", method, [], default);
}

/// <summary>Slack's recorded payloads.</summary>
internal static class Samples
{
    public static string Folder { get; } = Path.Combine(Root(), "tests/ChatOpsIncidents.Host.Tests/Slack/Samples");

    public static string Text(string path) => File.ReadAllText(Path.Combine(Folder, path));

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "ChatOpsIncidents.sln")))
            at = at.Parent!;
        return at.FullName;
    }
}
