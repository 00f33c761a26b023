using System.Net;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Tests.Slack;

public sealed class SlackEventTests : IAsyncLifetime
{
    private SlackHost host = null!;

    public async Task InitializeAsync()
    {
        host = await SlackHost.Start();
        await host.Sent("auth.test");
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [Trait("Requirement", "D4")]
    [InlineData("message.channels", "C123|1583636399.000700|0|message||UUUUUXXXXX|@U123 test")]
    [InlineData("message.thread_broadcast", "C111|1633670813.007500|0|message|1633663824.000500|U111|Hi there!")]
    [InlineData(
        "message.file_share",
        "C111|1652227646.593159|0|message||U111|Hi there!|file.png=https://xxx.slack.com/files/U111/F111/file.png"
    )]
    [InlineData(
        "message.message_changed",
        "C111|1665102338.901939|1665102362.000000|message-edited||U111|updated message"
    )]
    [InlineData("message.message_deleted", "C111|1665368619.804829|1665368629.007100|message-deleted||U111|")]
    [InlineData(
        "pin_added",
        "C0LAN2Q65|1539904112.000100|1515449522000016|pinned||U061F7AUR|@U0LAN0Z89 is it everything a river should "
            + "be?"
    )]
    [InlineData("reaction_added", "C0G9QF9GZ|1360782400.498405|1360782804.083113|reaction-added||U024BE7LH|thumbsup")]
    [InlineData(
        "reaction_removed",
        "C0G9QF9GZ|1360782400.498405|1360782804.083113|reaction-removed||U024BE7LH|thumbsup"
    )]
    public async Task What_people_say_and_do_is_heard(string sample, string expected)
    {
        Assert.Equal(HttpStatusCode.OK, (await host.Event(Samples.Text($"events/{sample}.json"))).StatusCode);
        Assert.Equal(expected, Line(Assert.Single(host.Heard).Message));
    }

    [Theory]
    [InlineData("channel")]
    [InlineData("user")]
    [InlineData("ts")]
    [InlineData("text")]
    [InlineData("team")]
    [Trait("Fault", "K20")]
    public async Task A_character_that_cannot_be_stored_is_dropped_from_every_field(string field)
    {
        var sent = Samples.Text("events/message.channels.json");
        var name = $"\"{field}\"";
        var at = sent.IndexOf(name, sent.IndexOf("\"event\"", StringComparison.Ordinal), StringComparison.Ordinal);
        var begin = sent.IndexOf('"', sent.IndexOf(':', at)) + 1;
        Assert.NotEqual(-1, at);
        Assert.Equal(HttpStatusCode.OK, (await host.Event(sent.Insert(begin, "\\u0000"))).StatusCode);

        var heard = Assert.Single(host.Heard).Message;
        Assert.Equal("C123|1583636399.000700|0|message||UUUUUXXXXX|@U123 test", Line(heard));
    }

    [Theory]
    [Trait("Requirement", "D4")]
    [InlineData("message.bot_message")]
    [InlineData("message.bot_profile_no_subtype")]
    [InlineData("message.shared_channel")]
    [InlineData("message.channel_join")]
    [InlineData("message.channel_topic")]
    [InlineData("app_home_opened")]
    [InlineData("user_change")]
    [InlineData("app_rate_limited")]
    public async Task What_bots_and_Slack_say_is_not(string sample)
    {
        Assert.Equal(HttpStatusCode.OK, (await host.Event(Samples.Text($"events/{sample}.json"))).StatusCode);
        Assert.Empty(host.Heard);
    }

    [Fact, Trait("Requirement", "A21")]
    public async Task The_home_tab_is_published_when_it_is_opened()
    {
        await host.Event(
            Samples.Text("events/app_home_opened.json").Replace("T12345678", "T1", StringComparison.Ordinal)
        );
        var sent = await host.Sent("views.publish");
        Assert.Equal(("U12345678", "home"), (sent["user_id"]!.ToString(), sent["view"]!["type"]!.ToString()));
        Assert.Equal("Home of U12345678", sent["view"]!["blocks"]![0]!["text"]!["text"]!.ToString());
        var buttons = sent["view"]!["blocks"]![2]!["elements"]!
            .AsArray()
            .Select(button => button!["value"]!.ToString());
        Assert.Equal(["INC-7 done #1", "INC-7 stuck #1"], buttons);
        Assert.Empty(host.Asked);
    }

    [Theory]
    [InlineData("memo", "note")]
    [InlineData("mag", "evidence")]
    [InlineData("pushpin", "gap")]
    public async Task A_reaction_puts_its_message_into_the_timeline(string reaction, string verb)
    {
        const string At = "1700000001.000100";
        host.Bench.On(
            "conversations.history",
            """{"ok":true,"messages":[{"type":"message","user":"U2","text":"502s since 14:02","ts":"1700000001.000100"}]}"""
        );
        host.Answer = _ => new Outcome("INC-7", Reply.Text("Noted."), null, 1);
        await host.Event(Reaction(reaction, "U1"));
        Assert.Equal("Noted.", (await host.Sent("chat.postEphemeral"))["text"]!.ToString());
        var asked = Assert.Single(host.Asked);
        var filled = Assert.IsType<RequestInput.Filled>(asked.Input);
        Assert.Equal((verb, "U2: 502s since 14:02"), (filled.Verb, filled.Values["rest"]));
        Assert.Equal($"react:{verb}:C1:{At}", asked.Id);
        Assert.Equal("https://acme.slack.com/archives/C1/p1700000001000100", asked.Link);
    }

    [Fact]
    public async Task Other_reactions_and_those_of_guests_only_stand_in_the_timeline()
    {
        host.Bench.On(
            "users.info",
            """{"ok":true,"user":{"id":"U9","team_id":"T1","real_name":"Guest","is_restricted":true}}"""
        );
        await host.Event(Reaction("memo", "U9"));
        await host.Event(Reaction("thumbsup", "U1"));
        Assert.Equal(2, host.Heard.Count);
        Assert.DoesNotContain("conversations.history", host.Bench.Methods);
    }

    private static string Reaction(string name, string by) =>
        Event(
            $$"""
            {"type":"reaction_added","user":"{{by}}","reaction":"{{name}}","event_ts":"1700000009.000100",
             "item":{"type":"message","channel":"C1","ts":"1700000001.000100"} }
            """
        );

    [Fact]
    public async Task Direct_messages_are_never_heard()
    {
        await host.Event(
            Event(
                """{"type":"message","channel":"D1","channel_type":"im","user":"U1","text":"secret","ts":"1700000001.000100"}"""
            )
        );
        Assert.Empty(host.Heard);
    }

    [Fact]
    public async Task A_persons_name_is_learned_and_used_for_mentions()
    {
        host.Bench.On("users.info", """{"ok":true,"user":{"id":"U1","team_id":"T1","real_name":"Ana"}}""");
        await host.Event(
            Event("""{"type":"message","channel":"C1","user":"U1","text":"hi","ts":"1700000001.000100"}""")
        );
        await host.Event(
            Event(
                """{"type":"message","channel":"C1","user":"U1","text":"<@U1> see <https://a.test/?x=1&amp;y=2|the page> &lt;b&gt;","ts":"1700000002.000100"}"""
            )
        );
        Assert.Equal(["Ana", "Ana"], host.Heard.Select(h => h.Name));
        Assert.Equal("@Ana see the page (https://a.test/?x=1&y=2) <b>", host.Heard.Last().Message.Text);
        Assert.Equal("https://acme.slack.com/archives/C1/p1700000002000100", host.Heard.Last().Message.Link);
        Assert.Single(host.Bench.Methods, m => m == "users.info");
    }

    [Fact]
    public async Task What_cannot_be_stored_is_not_acknowledged_and_comes_again()
    {
        host.Answer = _ => throw new IOException("no database");
        var mention = Event(
            """{"type":"app_mention","channel":"C1","user":"U1","text":"<@UBOT> status","ts":"1700000001.000100"}"""
        );
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.Event(mention)).StatusCode);
    }

    [Fact]
    public async Task A_mention_is_a_command_answered_to_its_author_alone()
    {
        host.Answer = _ => new Outcome("INC-7", Reply.Text("Quiet."), null, 0);
        await host.Event(
            Event(
                """{"type":"app_mention","channel":"C1","user":"U1","text":"hey <@UBOT> status, please","ts":"1700000002.000100","thread_ts":"1700000001.000100"}"""
            )
        );
        var asked = Assert.Single(host.Asked);
        Assert.Equal(new RequestInput.Typed("status, please"), asked.Input);
        Assert.Equal(("mention:C1:1700000002.000100", "1700000001.000100"), (asked.Id, asked.ThreadId));
        var said = await host.Sent("chat.postEphemeral");
        Assert.Equal(
            ("C1", "U1", "1700000001.000100", "Quiet."),
            (
                said["channel"]!.ToString(),
                said["user"]!.ToString(),
                said["thread_ts"]!.ToString(),
                said["text"]!.ToString()
            )
        );
    }

    [Fact]
    public async Task A_form_for_a_mention_is_said_in_words_with_a_button_that_opens_it()
    {
        host.Answer = _ => new Outcome("INC-7", Reply.Ask(SlackBlocksTests.Everything), null, 0);
        await host.Event(
            Event(
                """{"type":"app_mention","channel":"C1","user":"U1","text":"<@UBOT> impact","ts":"1700000002.000100"}"""
            )
        );
        var blocks = (await host.Sent("chat.postEphemeral"))["blocks"]!.ToJsonString();
        Assert.Contains("\"INC-7 impact #2\"", blocks);
        Assert.Contains("how-bad: ", blocks);
    }

    [Fact]
    public async Task Our_own_mention_and_those_of_bots_are_no_commands()
    {
        await host.Event(
            Event(
                """{"type":"app_mention","channel":"C1","user":"U2","bot_id":"B9","text":"<@UBOT> resolve","ts":"1700000002.000100"}"""
            )
        );
        Assert.Empty(host.Asked);
    }

    [Fact]
    [Trait("Requirement", "D2")]
    public async Task Who_joins_a_room_is_reported_bots_and_guests_are_not()
    {
        host.Bench.On("users.info", """{"ok":true,"user":{"id":"U5","team_id":"T1","real_name":"Eve"}}""")
            .On("users.info", """{"ok":true,"user":{"id":"U6","team_id":"T1","real_name":"Other bot","is_bot":true}}""")
            .On(
                "users.info",
                """{"ok":true,"user":{"id":"U7","team_id":"T1","real_name":"Guest","is_restricted":true}}"""
            );
        foreach (var user in new[] { "U5", "U6", "U7", "UBOT" })
            await host.Event(
                Event($$"""{"type":"member_joined_channel","user":"{{user}}","channel":"C1","event_ts":"1.1"}""")
            );
        var asked = Assert.Single(host.Asked);
        Assert.Equal(new RequestInput.Signal(new PersonJoined(new Person("U5", "Eve"))), asked.Input);
        Assert.Equal(("C1", "joined:C1:U5:1.1"), (asked.ChannelId, asked.Id));
    }

    [Fact]
    public async Task What_is_said_is_acknowledged_without_a_command()
    {
        await host.Event(
            Event("""{"type":"message","channel":"C1","user":"U1","text":"hi","ts":"1700000001.000100"}""")
        );
        Assert.Empty(host.Asked);
    }

    [Fact]
    public async Task History_is_read_oldest_first_with_threads_and_edits_and_without_bots()
    {
        host.Bench.On(
                "conversations.history",
                """
                {"ok":true,"has_more":true,"messages":[
                {"type":"message","user":"U1","text":"newest","ts":"1700000009.000100"},
                {"type":"message","bot_id":"B1","user":"UBOT","text":"card","ts":"1700000008.000100"},
                {"type":"message","user":"U2","text":"changed","ts":"1700000007.000100","edited":{"user":"U2","ts":"1700000007.500000"}}],
                "response_metadata":{"next_cursor":"n"}}
                """
            )
            .On("conversations.history", "", HttpStatusCode.TooManyRequests, 3)
            .On(
                "conversations.history",
                """
                {"ok":true,"messages":[{"type":"message","user":"U1","text":"old root","ts":"1700000001.000100",
                "thread_ts":"1700000001.000100","reply_count":2,"latest_reply":"1700000006.000100"}]}
                """
            )
            .On(
                "conversations.replies",
                """
                {"ok":true,"messages":[{"type":"message","user":"U1","text":"old root","ts":"1700000001.000100",
                "thread_ts":"1700000001.000100"},
                {"type":"message","user":"U3","text":"answer","ts":"1700000006.000100","thread_ts":"1700000001.000100"}]}
                """
            );
        var heard = new List<string>();
        await foreach (
            var message in host.Bench.Chat.History("T1", "C1", new KnownSoFar("1700000005.000000", []), default)
        )
            heard.Add(Line(message));
        Assert.Equal(
            [
                "C1|1700000006.000100|0|message|1700000001.000100|U3|answer",
                "C1|1700000007.000100|0|message||U2|changed",
                "C1|1700000007.000100|1700000007.500000|message-edited||U2|changed",
                "C1|1700000009.000100|0|message||U1|newest",
            ],
            heard
        );
    }

    private static string Event(string content) =>
        $$"""
            {"type":"event_callback","team_id":"T1","event_id":"Ev1","event":{{content}},"authorizations":[{"team_id":"T1","user_id":"UBOT",
            "is_bot":true}]}
            """;

    private static string Line(CapturedMessage m) =>
        string.Join(
            '|',
            new[] { m.ChannelId, m.MessageId, m.Version, m.Kind, m.ThreadId, m.PersonId, m.Text }.Concat(
                m.Files.Select(f => $"{f.Name}={f.Url}")
            )
        );
}
