using Microsoft.AspNetCore.Http;

namespace ChatOpsIncidents.Host.Tests.Simulator;

public sealed class EventDeliveryTests : SimulatorTest
{
    protected override string[] Settings => [$"--Simulator:HostClockUrl={Host.Url}/clock"];

    private Task Refuse(Received received, HttpContext context)
    {
        if (received.Path == "/slack/events")
            context.Response.StatusCode = 500;
        return Task.CompletedTask;
    }

    private static long SentAt(Received received) => long.Parse(received.Headers["X-Slack-Request-Timestamp"]!);

    private static (string?, string?) Retry(Received received) =>
        (received.Headers["x-slack-retry-num"], received.Headers["x-slack-retry-reason"]);

    [Fact]
    public async Task What_is_not_acknowledged_is_tried_at_once_after_a_minute_and_after_five()
    {
        Host.Answers = Refuse;
        await Sim(
            "say",
            new
            {
                @as = "ana",
                channel = Payments,
                text = "hello",
            }
        );
        var first = await Host.NextEvent("message");
        Assert.Equal((null, null), Retry(first));
        Assert.Equal(("1", "http_error"), Retry(await Host.NextEvent("message")));

        Assert.True((bool)(await Sim("clock", new { forwardSeconds = 60 }))["hostTold"]!);
        var third = await Host.NextEvent("message");
        Assert.Equal(("2", "http_error"), Retry(third));
        Assert.Equal((string?)first.Envelope["event_id"], (string?)third.Envelope["event_id"]);
        Assert.True(third.SignatureHolds);
        Assert.True(SentAt(third) >= SentAt(first) + 60);

        await Sim("clock", new { forwardSeconds = 300 });
        Assert.Equal(("3", "http_error"), Retry(await Host.NextEvent("message")));
        await Sim("clock", new { forwardSeconds = 3600 });
        Assert.DoesNotContain(Host.Rest(), r => r.Path == "/slack/events");
    }

    [Fact]
    public async Task The_host_can_ask_not_to_be_told_again()
    {
        Host.Answers = (received, context) =>
        {
            context.Response.Headers["x-slack-no-retry"] = "1";
            return Refuse(received, context);
        };
        await Sim(
            "say",
            new
            {
                @as = "ana",
                channel = Payments,
                text = "hello",
            }
        );
        await Host.NextEvent("message");
        await Sim("clock", new { forwardSeconds = 3600 });
        await Sim(
            "say",
            new
            {
                @as = "ana",
                channel = Payments,
                text = "later",
            }
        );
        Assert.Equal("later", (string?)(await Host.NextEvent("message")).Event["text"]);
    }

    [Fact]
    public async Task Later_events_do_not_wait_for_a_retry()
    {
        Host.Answers = (received, context) =>
            received.Body.Contains("\"text\":\"bad\"", StringComparison.Ordinal)
                ? Refuse(received, context)
                : Task.CompletedTask;
        await Sim(
            "say",
            new
            {
                @as = "ana",
                channel = Payments,
                text = "bad",
            }
        );
        await Sim(
            "say",
            new
            {
                @as = "ana",
                channel = Payments,
                text = "good",
            }
        );
        await Host.Next(r => (string?)r.Event["text"] == "good");
    }

    [Fact]
    public async Task Nothing_is_told_of_channels_that_the_app_is_not_in()
    {
        await Sim(
            "say",
            new
            {
                @as = "ana",
                channel = Status,
                text = "unseen",
            }
        );
        await Sim(
            "say",
            new
            {
                @as = "ana",
                channel = Payments,
                text = "seen",
            }
        );
        Assert.Equal("seen", (string?)(await Host.NextEvent("message")).Event["text"]);
    }

    [Fact]
    public async Task Events_come_twice_when_that_is_switched_on()
    {
        await Sim("trouble", new { duplicateEvents = true });
        await Sim(
            "say",
            new
            {
                @as = "ana",
                channel = Payments,
                text = "hello",
            }
        );
        var (first, second) = (await Host.NextEvent("message"), await Host.NextEvent("message"));
        Assert.Equal((string?)first.Envelope["event_id"], (string?)second.Envelope["event_id"]);
    }

    [Fact]
    public async Task Events_come_out_of_order_when_that_is_switched_on()
    {
        await Sim("trouble", new { disorderedEvents = true });
        await Task.WhenAll(
            Sim(
                "say",
                new
                {
                    @as = "ana",
                    channel = Payments,
                    text = "one",
                }
            ),
            Sim(
                "say",
                new
                {
                    @as = "ben",
                    channel = Payments,
                    text = "two",
                }
            )
        );
        var (first, second) = (await Host.NextEvent("message"), await Host.NextEvent("message"));
        Assert.True(string.CompareOrdinal((string?)first.Event["ts"], (string?)second.Event["ts"]) > 0);
    }

    [Fact]
    public async Task The_address_is_verified_by_a_challenge()
    {
        Host.Answers = (received, context) => context.Response.WriteAsync((string)received.Envelope["challenge"]!);
        IsOk(await Sim("verify", new { }));
        Host.Answers = (_, context) => context.Response.WriteAsync("something else");
        Assert.False((bool)(await Sim("verify", new { }))["ok"]!);
    }

    [Fact]
    public async Task An_uninstall_is_told_of()
    {
        await Sim("uninstall", new { });
        string?[] told = [(await Host.Next(_ => true)).Kind, (await Host.Next(_ => true)).Kind];
        Assert.Equal(["app_uninstalled", "tokens_revoked"], told.Order());
        Refused("account_inactive", await Api("auth.test", new { }));
    }
}
