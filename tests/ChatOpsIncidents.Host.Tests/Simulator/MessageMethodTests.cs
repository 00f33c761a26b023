using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Tests.Simulator;

public sealed class MessageMethodTests : SimulatorTest
{
    private async Task<string> Post(string text) =>
        (string)(await Api("chat.postMessage", new { channel = Payments, text }))["ts"]!;

    private async Task<string> Say(string text, string by = "ana", string? threadTs = null) =>
        (string)
            (
                await Sim(
                    "say",
                    new
                    {
                        @as = by,
                        channel = Payments,
                        text,
                        threadTs,
                    }
                )
            )["ts"]!;

    private static IEnumerable<string?> Texts(JsonNode answer) =>
        answer["messages"]!.AsArray().Select(m => (string?)m!["text"]);

    [Fact]
    public async Task The_app_hears_its_own_messages_back()
    {
        var ts = await Post("hello");
        var echo = (await Host.NextEvent("message")).Event;
        Assert.Equal(
            (ts, Bot, "B0INCBOT01", "A0INCBOT01", "channel"),
            (
                (string?)echo["ts"],
                (string?)echo["user"],
                (string?)echo["bot_id"],
                (string?)echo["app_id"],
                (string?)echo["channel_type"]
            )
        );
    }

    [Fact]
    public async Task Message_times_are_unique_and_increase()
    {
        var times = new List<string>();
        for (var i = 0; i < 20; i++)
            times.Add(await Say($"line {i}"));
        Assert.All(times, t => Assert.Matches(@"^\d{10}\.\d{6}$", t));
        Assert.Equal(times.Order(StringComparer.Ordinal).Distinct(), times);
    }

    [Fact]
    public async Task Only_own_messages_are_changed_or_deleted()
    {
        var other = await Say("mine");
        Refused(
            "cant_update_message",
            await Api(
                "chat.update",
                new
                {
                    channel = Payments,
                    ts = other,
                    text = "x",
                }
            )
        );
        Refused("cant_delete_message", await Api("chat.delete", new { channel = Payments, ts = other }));
        Refused(
            "message_not_found",
            await Api(
                "chat.update",
                new
                {
                    channel = Payments,
                    ts = "1.000000",
                    text = "x",
                }
            )
        );

        var own = await Post("before");
        Refused(
            "msg_too_long",
            await Api(
                "chat.update",
                new
                {
                    channel = Payments,
                    ts = own,
                    text = new string('x', 4_001),
                }
            )
        );
        IsOk(
            await Api(
                "chat.update",
                new
                {
                    channel = Payments,
                    ts = own,
                    text = "after",
                }
            )
        );
        var changed = (await Host.NextEvent("message", "message_changed")).Event;
        Assert.Equal(
            ("before", "after"),
            ((string?)changed["previous_message"]!["text"], (string?)changed["message"]!["text"])
        );
        IsOk(await Api("chat.delete", new { channel = Payments, ts = own }));
        Assert.Equal(own, (string?)(await Host.NextEvent("message", "message_deleted")).Event["deleted_ts"]);
    }

    [Fact]
    public async Task A_message_needs_content_and_valid_blocks()
    {
        Refused("no_text", await Api("chat.postMessage", new { channel = Payments }));
        Refused(
            "markdown_text_conflict",
            await Api(
                "chat.postMessage",
                new
                {
                    channel = Payments,
                    text = "a",
                    markdown_text = "b",
                }
            )
        );
        Refused("invalid_blocks_format", await Form("chat.postMessage", ("channel", Payments), ("blocks", "{")));
        var answer = await Api(
            "chat.postMessage",
            new
            {
                channel = Payments,
                blocks = new[] { new { type = "header", text = new { type = "mrkdwn", text = "x" } } },
            }
        );
        Refused("invalid_blocks", answer);
        Assert.Equal("unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]", (string?)answer["errors"]![0]);
        Refused(
            "cannot_reply_to_message",
            await Api(
                "chat.postMessage",
                new
                {
                    channel = Payments,
                    text = "x",
                    thread_ts = "1.000000",
                }
            )
        );
    }

    [Fact]
    public async Task Metadata_comes_back_on_request_only()
    {
        var metadata = new { event_type = "effect", event_payload = new { id = "e-1" } };
        await Api(
            "chat.postMessage",
            new
            {
                channel = Payments,
                text = "x",
                metadata,
            }
        );

        var without = await Api("conversations.history", new { channel = Payments });
        Assert.Null(without["messages"]![0]!["metadata"]);
        var with = await Api("conversations.history", new { channel = Payments, include_all_metadata = true });
        Assert.Equal("e-1", (string?)with["messages"]![0]!["metadata"]!["event_payload"]!["id"]);
    }

    [Fact]
    public async Task History_is_newest_first_and_its_bounds_are_exclusive()
    {
        string[] ts = [await Say("one"), await Say("two"), await Say("three")];

        Assert.Equal(["three", "two", "one"], Texts(await Api("conversations.history", new { channel = Payments })));
        Assert.Equal(
            ["three", "two"],
            Texts(await Api("conversations.history", new { channel = Payments, oldest = ts[0] }))
        );
        Assert.Equal(
            ["two", "one"],
            Texts(await Api("conversations.history", new { channel = Payments, latest = ts[2] }))
        );
        Assert.Equal(
            ["two"],
            Texts(
                await Api(
                    "conversations.history",
                    new
                    {
                        channel = Payments,
                        latest = ts[1],
                        inclusive = true,
                        limit = 1,
                    }
                )
            )
        );
        Refused(
            "invalid_ts_oldest",
            await Api("conversations.history", new { channel = Payments, oldest = "yesterday" })
        );
        var page = await Api("conversations.history", new { channel = Payments, limit = 2 });
        Assert.True((bool)page["has_more"]!);
        Assert.Equal(
            ["one"],
            Texts(
                await Api(
                    "conversations.history",
                    new
                    {
                        channel = Payments,
                        limit = 2,
                        cursor = (string?)page["response_metadata"]!["next_cursor"],
                    }
                )
            )
        );
    }

    [Fact]
    public async Task Replies_stand_in_their_thread_not_in_the_history()
    {
        var parent = await Say("parent");
        await Say("reply", by: "ben", threadTs: parent);
        var broadcast = await Api(
            "chat.postMessage",
            new
            {
                channel = Payments,
                text = "shown",
                thread_ts = parent,
                reply_broadcast = true,
            }
        );

        var history = await Api("conversations.history", new { channel = Payments });
        Assert.Equal(["shown", "parent"], Texts(history));
        Assert.Equal(2, (int)history["messages"]![1]!["reply_count"]!);
        Assert.Equal(
            ["parent", "reply", "shown"],
            Texts(await Form("conversations.replies", ("channel", Payments), ("ts", parent)))
        );
        Refused("thread_not_found", await Form("conversations.replies", ("channel", Payments), ("ts", "1.000000")));
        var link = await Form("chat.getPermalink", ("channel", Payments), ("message_ts", (string)broadcast["ts"]!));
        Assert.Contains($"?thread_ts={parent}&cid={Payments}", (string?)link["permalink"]);
        Assert.Equal(parent, (string?)(await Host.NextEvent("message", "thread_broadcast")).Event["root"]!["ts"]);
    }

    [Fact]
    public async Task An_ephemeral_message_is_for_a_member_and_leaves_no_trace()
    {
        Refused(
            "user_not_in_channel",
            await Api(
                "chat.postEphemeral",
                new
                {
                    channel = "C0GENERAL",
                    user = "U0EVEGUEST",
                    text = "x",
                }
            )
        );
        IsOk(
            await Api(
                "chat.postEphemeral",
                new
                {
                    channel = Payments,
                    user = Ana,
                    text = "only ana",
                }
            )
        );
        Assert.Empty(Texts(await Api("conversations.history", new { channel = Payments })));
        Assert.Single(await Messages(Payments));
        Assert.Empty(await Messages(Payments, "ben"));
    }

    [Fact]
    public async Task A_mention_arrives_twice_with_different_event_ids()
    {
        await Sim(
            "say",
            new
            {
                @as = "ana",
                channel = Payments,
                text = "@incidents status",
            }
        );
        var message = await Host.NextEvent("message");
        var mention = await Host.NextEvent("app_mention");
        Assert.Equal($"<@{Bot}> status", (string?)mention.Event["text"]);
        Assert.Equal((string?)message.Event["ts"], (string?)mention.Event["ts"]);
        Assert.NotEqual((string?)message.Envelope["event_id"], (string?)mention.Envelope["event_id"]);
        Assert.Null(mention.Event["channel_type"]);
    }

    [Fact]
    public async Task Edits_reactions_and_pins_of_people_are_told_of()
    {
        var ts = await Say("fist");
        await Sim(
            "edit",
            new
            {
                @as = "ana",
                channel = Payments,
                ts,
                text = "first",
            }
        );
        Assert.Equal("first", (string?)(await Host.NextEvent("message", "message_changed")).Event["message"]!["text"]);
        await Sim(
            "react",
            new
            {
                @as = "ben",
                channel = Payments,
                ts,
                name = ":eyes:",
            }
        );
        Assert.Equal(("eyes", Ana), ((string?)(await Host.NextEvent("reaction_added")).Event["reaction"], Ana));
        await Sim(
            "react",
            new
            {
                @as = "ben",
                channel = Payments,
                ts,
                name = "eyes",
            }
        );
        await Host.NextEvent("reaction_removed");
        await Sim(
            "pin",
            new
            {
                @as = "ben",
                channel = Payments,
                ts,
            }
        );
        Assert.Equal(ts, (string?)(await Host.NextEvent("pin_added")).Event["item"]!["message"]!["ts"]);
        Refused("already_pinned", await Api("pins.add", new { channel = Payments, timestamp = ts }));
        IsOk(
            await Api(
                "reactions.add",
                new
                {
                    channel = Payments,
                    timestamp = ts,
                    name = "white_check_mark",
                }
            )
        );
        Refused(
            "already_reacted",
            await Api(
                "reactions.add",
                new
                {
                    channel = Payments,
                    timestamp = ts,
                    name = "white_check_mark",
                }
            )
        );
        Refused(
            "invalid_name",
            await Api(
                "reactions.add",
                new
                {
                    channel = Payments,
                    timestamp = ts,
                    name = ":x:",
                }
            )
        );
    }

    [Fact]
    public async Task Bookmarks_are_kept_in_order_and_checked()
    {
        Refused(
            "invalid_link",
            await Api(
                "bookmarks.add",
                new
                {
                    channel_id = Payments,
                    title = "x",
                    type = "link",
                    link = "javascript:alert(1)",
                }
            )
        );
        var made = await Api(
            "bookmarks.add",
            new
            {
                channel_id = Payments,
                title = "Web",
                type = "link",
                link = "https://x.test",
                emoji = ":link:",
            }
        );
        var id = (string)made["bookmark"]!["id"]!;
        IsOk(
            await Api(
                "bookmarks.edit",
                new
                {
                    channel_id = Payments,
                    bookmark_id = id,
                    title = "Page",
                }
            )
        );
        Assert.Equal(
            "Page",
            (string?)
                Assert.Single((await Api("bookmarks.list", new { channel_id = Payments }))["bookmarks"]!.AsArray())![
                    "title"
                ]
        );
        IsOk(await Api("bookmarks.remove", new { channel_id = Payments, bookmark_id = id }));
        Refused("not_found", await Api("bookmarks.remove", new { channel_id = Payments, bookmark_id = id }));
    }
}
