using System.Net;

namespace ChatOpsIncidents.Host.Tests.Simulator;

public sealed class ResponseUrlTests : SimulatorTest
{
    [Fact]
    public async Task A_response_url_takes_five_answers()
    {
        var url = (await Slash("/incident status")).Form["response_url"];
        for (var i = 1; i <= 5; i++)
            Assert.Equal(HttpStatusCode.OK, (await Respond(url, new { text = $"answer {i}" })).StatusCode);

        using var sixth = await Respond(url, new { text = "answer 6" });
        Assert.Equal(HttpStatusCode.NotFound, sixth.StatusCode);
        Assert.Contains("used_url", await sixth.Content.ReadAsStringAsync());
        Assert.Equal(5, (await Messages(Payments)).Count);
    }

    [Fact]
    public async Task A_response_url_lives_half_an_hour()
    {
        var url = (await Slash("/incident status")).Form["response_url"];
        await Sim("clock", new { forwardSeconds = 29 * 60 });
        Assert.Equal(HttpStatusCode.OK, (await Respond(url, new { text = "in time" })).StatusCode);
        await Sim("clock", new { forwardSeconds = 61 });

        using var late = await Respond(url, new { text = "late" });
        Assert.Contains("expired_url", await late.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_click_s_answer_replaces_deletes_or_follows_the_message()
    {
        var posted = await Api("chat.postMessage", Card());
        await Sim(
            "click",
            new
            {
                @as = "ben",
                channel = Payments,
                ts = (string?)posted["ts"],
                actionId = "go",
            }
        );
        var url = (string?)(await Host.Next(r => r.Path == "/slack/interactions")).Payload["response_url"];

        await Respond(
            url!,
            new
            {
                text = "only ben",
                response_type = "ephemeral",
                replace_original = false,
            }
        );
        Assert.Equal(["card", "only ben"], (await Messages(Payments, "ben")).Select(m => (string?)m!["text"]));
        await Respond(url!, new { text = "replaced", replace_original = true });
        Assert.Equal("replaced", (string?)Assert.Single(await Messages(Payments))!["text"]);
        await Respond(
            url!,
            new
            {
                text = "in thread",
                response_type = "in_channel",
                thread_ts = (string?)posted["ts"],
            }
        );
        Assert.Equal(1, (int)(await Messages(Payments))[0]!["replyCount"]!);
        await Respond(url!, new { delete_original = true });
        Assert.True((bool)(await Messages(Payments))[0]!["deleted"]!);
    }

    [Fact]
    public async Task An_ephemeral_message_is_changed_only_through_its_response_url()
    {
        var posted = await Api("chat.postEphemeral", Card(user: Ben));
        var ts = (string)posted["message_ts"]!;
        Refused(
            "message_not_found",
            await Api(
                "chat.update",
                new
                {
                    channel = Payments,
                    ts,
                    text = "x",
                }
            )
        );

        await Sim(
            "click",
            new
            {
                @as = "ben",
                channel = Payments,
                ts,
                actionId = "go",
            }
        );
        var payload = (await Host.Next(r => r.Path == "/slack/interactions")).Payload;
        Assert.True((bool)payload["container"]!["is_ephemeral"]!);
        Assert.Null(payload["message"]);
        await Respond((string)payload["response_url"]!, new { text = "done", replace_original = "true" });
        var message = Assert.Single(await Messages(Payments, "ben"))!;
        Assert.Equal(("done", true), ((string?)message["text"], (bool)message["ephemeral"]!));
    }

    private static object Card(string? user = null)
    {
        object[] blocks =
        [
            new
            {
                type = "actions",
                block_id = "row",
                elements = new object[]
                {
                    new
                    {
                        type = "button",
                        action_id = "go",
                        value = "v1",
                        text = new { type = "plain_text", text = "Go" },
                    },
                },
            },
        ];
        return user is null
            ? new
            {
                channel = Payments,
                text = "card",
                blocks,
            }
            : new
            {
                channel = Payments,
                text = "card",
                blocks,
                user,
            };
    }
}
