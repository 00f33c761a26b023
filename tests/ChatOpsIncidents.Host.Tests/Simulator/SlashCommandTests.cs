using Microsoft.AspNetCore.Http;

namespace ChatOpsIncidents.Host.Tests.Simulator;

public sealed class SlashCommandTests : SimulatorTest
{
    protected override string[] Settings => ["--Simulator:AcknowledgeWithin=00:00:20"];

    [Fact]
    public async Task A_command_arrives_signed_with_all_fields_and_escaped_text()
    {
        var received = await Slash(
            "/incident declare sev1 \"a < b & c\" @ben in #releases https://x.test/p?a=1&b=2 @payments-oncall"
        );

        Assert.True(received.SignatureHolds);
        var form = received.Form;
        Assert.Equal("/incident", form["command"]);
        Assert.Equal(
            "declare sev1 \"a &lt; b &amp; c\" <@U0BENMAIER|ben> in <#C0RELEASES|releases> "
                + "<https://x.test/p?a=1&amp;b=2> <!subteam^S0PAYMENTS|@payments-oncall>",
            form["text"]
        );
        Assert.Equal(
            ("T0LOCAL", "northwind", Payments, "payments"),
            (form["team_id"], form["team_domain"], form["channel_id"], form["channel_name"])
        );
        Assert.Equal((Ana, "ana", "false"), (form["user_id"], form["user_name"], form["is_enterprise_install"]));
        Assert.Matches(@"^\d+\.\d+\.[0-9a-f]+$", form["trigger_id"]);
        Assert.StartsWith("http://127.0.0.1:", form["response_url"]);
    }

    [Fact]
    public async Task A_text_answer_is_seen_by_the_asker_only()
    {
        Host.Answers = (_, context) => context.Response.WriteAsync("Only you can see this");
        await Slash("/incident status");

        var message = Assert.Single(await Messages(Payments));
        Assert.Equal("Only you can see this", (string?)message!["text"]);
        Assert.True((bool)message["ephemeral"]!);
        Assert.Empty(await Messages(Payments, "ben"));
    }

    [Fact]
    public async Task An_in_channel_answer_is_seen_by_all_with_the_command()
    {
        Host.Says("""{"response_type":"in_channel","text":"INC-1 declared"}""");
        await Slash("/incident declare");

        var message = Assert.Single(await Messages(Payments, "ben"));
        Assert.Equal("INC-1 declared", (string?)message!["text"]);
        Assert.Equal("/incident declare", (string?)message["command"]);
    }

    [Fact]
    public async Task An_answer_in_a_character_set_that_nobody_knows_is_read_all_the_same()
    {
        Host.Answers = (_, context) =>
        {
            context.Response.ContentType = "text/plain; charset=nonsense";
            return context.Response.WriteAsync("Lê-se");
        };
        await Slash("/incident status");
        Assert.Equal("Lê-se", (string?)Assert.Single(await Messages(Payments))!["text"]);
    }

    [Fact]
    public async Task An_empty_answer_shows_nothing()
    {
        await Slash("/incident status");
        Assert.Empty(await Messages(Payments));
    }

    [Fact]
    public async Task A_host_that_fails_is_told_of_and_not_asked_again()
    {
        Host.Answers = (_, context) =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        var failed = await Sim(
            "say",
            new
            {
                @as = "ana",
                channel = Payments,
                text = "/incident status",
            }
        );
        Assert.Contains("dispatch_failed", (string?)failed["error"]);
        await Host.Next(r => r.Path == "/slack/commands");
        Assert.DoesNotContain(Host.Rest(), r => r.Path == "/slack/commands");
    }

    [Fact]
    public async Task Blocks_that_Slack_would_refuse_are_refused()
    {
        Host.Says("""{"blocks":[{"type":"section"}]}""");
        var answer = await Sim(
            "say",
            new
            {
                @as = "ana",
                channel = Payments,
                text = "/incident status",
            }
        );
        Assert.Contains("invalid_blocks", (string?)answer["error"]);
    }

    [Fact]
    public async Task Threads_and_unknown_commands_take_no_slash_commands()
    {
        var inThread = await Sim(
            "say",
            new
            {
                @as = "ana",
                channel = Payments,
                text = "/incident status",
                threadTs = "1.000000",
            }
        );
        Assert.Contains("not supported in threads", (string?)inThread["error"]);
        var unknown = await Sim(
            "say",
            new
            {
                @as = "ana",
                channel = Payments,
                text = "/deploy now",
            }
        );
        Assert.Equal("/deploy is not a valid command.", (string?)unknown["error"]);
        Assert.Empty(Host.Rest());
    }
}
