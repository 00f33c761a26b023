using System.Net;

namespace ChatOpsIncidents.Host.Tests.Simulator;

public sealed class TroubleTests : SimulatorTest
{
    private Task<HttpResponseMessage> Post(string text, string channel = Payments) =>
        Call("chat.postMessage", Body(new { channel, text }));

    [Fact]
    public async Task A_channel_takes_a_burst_and_then_a_message_a_second()
    {
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.OK, (await Post($"line {i}")).StatusCode);
        using var refused = await Post("too much");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("1", Assert.Single(refused.Headers.GetValues("Retry-After")));
        Assert.Equal("""{"ok":false,"error":"ratelimited"}""", await refused.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await Post("elsewhere", "C0RELEASES")).StatusCode);

        await Sim("clock", new { forwardSeconds = 1 });
        Assert.Equal(HttpStatusCode.OK, (await Post("a second later")).StatusCode);
    }

    [Fact]
    public async Task A_method_has_its_calls_a_minute()
    {
        for (var i = 0; i < 20; i++)
            Assert.Equal(
                HttpStatusCode.OK,
                (await Call("conversations.setTopic", Body(new { channel = Payments, topic = $"{i}" }))).StatusCode
            );
        using var refused = await Call("conversations.setTopic", Body(new { channel = Payments, topic = "x" }));
        Assert.Equal("3", Assert.Single(refused.Headers.GetValues("Retry-After")));
    }

    [Fact]
    public async Task A_limit_can_be_switched_on_for_a_method_and_ends_in_time()
    {
        await Sim(
            "trouble",
            new
            {
                rateLimited = new[]
                {
                    new
                    {
                        method = "chat.postMessage",
                        channel = Payments,
                        seconds = 60,
                    },
                },
            }
        );
        using var refused = await Post("x");
        Assert.Equal("60", Assert.Single(refused.Headers.GetValues("Retry-After")));
        Assert.Equal(HttpStatusCode.OK, (await Post("x", "C0RELEASES")).StatusCode);
        Assert.Equal("chat.postMessage", (string?)(await Get("state"))!["trouble"]!["rateLimited"]![0]!["method"]);
        await Sim("clock", new { forwardSeconds = 61 });
        Assert.Equal(HttpStatusCode.OK, (await Post("x")).StatusCode);
    }

    [Fact]
    public async Task A_lost_answer_is_a_call_that_was_carried_out()
    {
        await Sim("trouble", new { loseNext = 1 });
        await Assert.ThrowsAsync<HttpRequestException>(() => Post("stands"));

        Assert.Equal("stands", (string?)Assert.Single(await Messages(Payments))!["text"]);
        Assert.Equal(HttpStatusCode.OK, (await Post("again")).StatusCode);
        await Sim("trouble", new { lostAnswers = true });
        await Assert.ThrowsAsync<HttpRequestException>(() => Post("lost"));
        IsOk(await Api("conversations.history", new { channel = Payments }));
    }

    [Fact]
    public async Task An_outage_answers_503_or_not_at_all()
    {
        await Sim("trouble", new { outage = true });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Post("x")).StatusCode);
        await Sim("trouble", new { outage = "close" });
        await Assert.ThrowsAsync<HttpRequestException>(() => Post("x"));
        Assert.True((bool)(await Get("state"))!["trouble"]!["outage"]!);
        await Sim("trouble", new { outage = false });
        Assert.Equal(HttpStatusCode.OK, (await Post("x")).StatusCode);
        Assert.Single(await Messages(Payments));
    }

    [Fact]
    public async Task Latency_delays_the_answer()
    {
        await Sim("trouble", new { latencyMs = 300 });
        var started = TimeProvider.System.GetTimestamp();
        await Post("x");
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(290));
    }

    [Fact]
    public async Task A_reset_brings_back_the_seeds()
    {
        await Sim("trouble", new { outage = true });
        await Sim("createChannel", new { @as = "ana", name = "extra" });
        await Sim("reset", new { });
        var state = (await Get("state"))!;
        Assert.False((bool)state["trouble"]!["outage"]!);
        Assert.Equal(
            ["general", "payments", "releases", "status"],
            state["channels"]!.AsArray().Select(c => (string?)c!["name"])
        );
    }

    [Fact]
    public async Task The_log_tells_what_went_over_the_wire_without_tokens_or_texts()
    {
        await Post("a secret sentence");
        await Host.NextEvent("message");
        await Api("chat.postMessage", new { channel = "C0NOWHERE" });
        var log = (await Get("log"))!.AsArray();
        Assert.Contains(log, e => (string?)e!["path"] == "chat.postMessage" && (bool)e["ok"]!);
        Assert.Contains(log, e => (string?)e!["error"] == "channel_not_found");
        Assert.DoesNotContain("xoxb", log.ToJsonString());
        Assert.DoesNotContain("secret sentence", log.ToJsonString());
    }
}
