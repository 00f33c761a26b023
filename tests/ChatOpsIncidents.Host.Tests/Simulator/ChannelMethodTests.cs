using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Tests.Simulator;

public sealed class ChannelMethodTests : SimulatorTest
{
    private async Task<string> Create(string name, bool isPrivate = false)
    {
        var answer = await Api("conversations.create", new { name, is_private = isPrivate });
        IsOk(answer);
        return (string)answer["channel"]!["id"]!;
    }

    [Theory]
    [InlineData("Inc 1", "invalid_name_specials")]
    [InlineData("inc.1", "invalid_name_specials")]
    [InlineData("--", "invalid_name_punctuation")]
    [InlineData("", "invalid_name_required")]
    [InlineData("payments", "name_taken")]
    [InlineData("ana", "name_taken")]
    [InlineData("payments-oncall", "name_taken")]
    public async Task A_channel_name_follows_the_rules(string name, string error) =>
        Refused(error, await Api("conversations.create", new { name }));

    [Fact]
    public async Task A_name_has_at_most_80_characters()
    {
        Refused("invalid_name_maxlength", await Api("conversations.create", new { name = new string('a', 81) }));
        await Create(new string('a', 80));
    }

    [Fact]
    public async Task A_new_channel_is_told_of_and_the_app_is_in_it()
    {
        var id = await Create("inc-1");
        Assert.Equal(id, (string?)(await Host.NextEvent("channel_created")).Event["channel"]!["id"]);
        Assert.Equal(Bot, (string?)(await Host.NextEvent("member_joined_channel")).Event["user"]);
        Assert.Equal([Bot], Ids(await Form("conversations.members", ("channel", id))));
    }

    private static IEnumerable<string?> Ids(JsonNode answer) => answer["members"]!.AsArray().Select(m => (string?)m);

    [Fact]
    public async Task Invitations_fail_as_a_whole_unless_forced()
    {
        var id = await Create("inc-1");
        var answer = await Api("conversations.invite", new { channel = id, users = $"{Ana},U0NOBODY00,{Bot}" });
        Refused("user_not_found", answer);
        Assert.Equal(
            ["user_not_found", "cant_invite_self"],
            answer["errors"]!.AsArray().Select(e => (string?)e!["error"])
        );
        Assert.Equal([Bot], Ids(await Form("conversations.members", ("channel", id))));

        IsOk(
            await Api(
                "conversations.invite",
                new
                {
                    channel = id,
                    users = $"{Ana},U0NOBODY00",
                    force = true,
                }
            )
        );
        Refused("already_in_channel", await Api("conversations.invite", new { channel = id, users = Ana }));
        Assert.Equal(
            Bot,
            (string?)
                (await Host.Next(r => r.Kind == "member_joined_channel" && (string?)r.Event["user"] == Ana)).Event[
                    "inviter"
                ]
        );
        var line = await Host.Next(r =>
            (string?)r.Event["subtype"] == "channel_join" && (string?)r.Event["user"] == Ana
        );
        Assert.Equal(Bot, (string?)line.Event["inviter"]);
    }

    [Fact]
    public async Task What_the_app_is_not_in_it_cannot_use()
    {
        Refused("not_in_channel", await Api("chat.postMessage", new { channel = Status, text = "x" }));
        Refused("not_in_channel", await Api("conversations.history", new { channel = Status }));
        var hidden = (string)
            (
                await Sim(
                    "createChannel",
                    new
                    {
                        @as = "ana",
                        name = "board",
                        @private = true,
                    }
                )
            )["channel"]!;
        Refused("channel_not_found", await Api("chat.postMessage", new { channel = hidden, text = "x" }));

        IsOk(await Api("conversations.join", new { channel = Status }));
        IsOk(await Api("chat.postMessage", new { channel = Status, text = "x" }));
        Assert.Equal(
            "already_in_channel",
            (string?)(await Api("conversations.join", new { channel = Status }))["warning"]
        );
    }

    [Fact]
    public async Task A_topic_has_at_most_250_characters_and_leaves_a_line()
    {
        var id = await Create("inc-1");
        Refused("too_long", await Api("conversations.setTopic", new { channel = id, topic = new string('x', 251) }));
        var answer = await Api("conversations.setTopic", new { channel = id, topic = "Critical · contain" });
        Assert.Equal("Critical · contain", (string?)answer["channel"]!["topic"]!["value"]);
        Assert.Equal("Critical · contain", (string?)(await Host.NextEvent("message", "channel_topic")).Event["topic"]);
    }

    [Fact]
    public async Task An_archived_channel_takes_nothing_until_it_is_opened_again()
    {
        var id = await Create("inc-1");
        Refused("not_archived", await Api("conversations.unarchive", new { channel = id }));
        IsOk(await Api("conversations.archive", new { channel = id }));
        Refused("already_archived", await Api("conversations.archive", new { channel = id }));
        Refused("is_archived", await Api("chat.postMessage", new { channel = id, text = "x" }));
        Refused("is_archived", await Api("conversations.setTopic", new { channel = id, topic = "x" }));
        Refused("name_taken", await Api("conversations.create", new { name = "inc-1" }));
        await Host.NextEvent("channel_archive");
        IsOk(await Api("conversations.unarchive", new { channel = id }));
        IsOk(await Api("chat.postMessage", new { channel = id, text = "x" }));
        Refused("cant_archive_general", await Api("conversations.archive", new { channel = "C0GENERAL" }));
    }

    [Fact]
    public async Task A_channel_is_renamed_by_its_maker_only()
    {
        var id = await Create("inc-1");
        IsOk(await Api("conversations.rename", new { channel = id, name = "inc-1-cards" }));
        Assert.Equal("inc-1-cards", (string?)(await Host.NextEvent("channel_rename")).Event["channel"]!["name"]);
        Refused("not_authorized", await Api("conversations.rename", new { channel = Payments, name = "cards" }));
    }

    [Fact]
    public async Task Private_channels_are_listed_on_request_and_to_members_only()
    {
        var id = await Create("inc-secret", isPrivate: true);
        var open = await Form("conversations.list", ("types", "public_channel"));
        Assert.DoesNotContain(id, open["channels"]!.AsArray().Select(c => (string?)c!["id"]));
        var hidden = await Form("conversations.list", ("types", "private_channel"));
        Assert.Equal([id], hidden["channels"]!.AsArray().Select(c => (string?)c!["id"]));
        Assert.DoesNotContain(id, (await Get("state?as=ben"))!["channels"]!.AsArray().Select(c => (string?)c!["id"]));
        Refused("invalid_types", await Form("conversations.list", ("types", "secret")));
    }

    [Fact]
    public async Task A_direct_conversation_is_opened_once()
    {
        var first = await Api("conversations.open", new { users = Ana });
        var second = await Api("conversations.open", new { users = Ana });
        Assert.Equal((string?)first["channel"]!["id"], (string?)second["channel"]!["id"]);
        Assert.True((bool)second["already_open"]!);
        Assert.StartsWith("D", (string?)first["channel"]!["id"]);
        IsOk(await Api("chat.postMessage", new { channel = Ana, text = "to you" }));
        Assert.Single(await Messages((string)first["channel"]!["id"]!));
    }

    [Fact]
    public async Task Long_lists_come_in_pages()
    {
        var first = await Form("conversations.list", ("limit", "3"));
        var cursor = (string)first["response_metadata"]!["next_cursor"]!;
        var second = await Form("conversations.list", ("limit", "3"), ("cursor", cursor));
        Assert.Equal(
            (3, 1, ""),
            (
                first["channels"]!.AsArray().Count,
                second["channels"]!.AsArray().Count,
                (string?)second["response_metadata"]!["next_cursor"]
            )
        );
        Refused("invalid_cursor", await Form("conversations.list", ("cursor", "xyz")));
    }

    [Fact]
    public async Task People_who_leave_or_are_taken_out_are_told_of()
    {
        var id = await Create("inc-1");
        await Api("conversations.invite", new { channel = id, users = Ana });
        IsOk(await Api("conversations.kick", new { channel = id, user = Ana }));
        Assert.Equal(Ana, (string?)(await Host.NextEvent("member_left_channel")).Event["user"]);
        Refused("cant_kick_self", await Api("conversations.kick", new { channel = id, user = Bot }));
        Refused("not_in_channel", await Api("conversations.kick", new { channel = id, user = Ana }));
    }
}
