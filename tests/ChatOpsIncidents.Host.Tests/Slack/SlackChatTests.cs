using System.Net;
using System.Text;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Tests.Slack;

public sealed class SlackChatTests : IDisposable
{
    private static readonly MessagePlace Room = new("C1");
    private static readonly Effect.Post Hello = new(Destination.Room, ChatMessage.Text("hello"), "log:3");

    private readonly SlackBench bench = new();

    [Fact]
    public async Task A_post_bears_its_effects_id_and_says_where_it_stands()
    {
        var done = Assert.IsType<AttemptEnd.Done>(await Deliver(Hello, Room with { ThreadId = "1700000000.000100" }));
        Assert.Equal(new PlacedReference("C1", "1700000001.000100"), done.Reference);
        var sent = bench.Last("chat.postMessage");
        Assert.Equal("1700000000.000100", sent["thread_ts"]!.ToString());
        Assert.Equal(
            """{"event_type":"chatops_incident","event_payload":{"effect_id":"77","key":"log:3","incident":"INC-7"}}""",
            sent["metadata"]!.ToJsonString()
        );
        Assert.Equal("none", sent["parse"]!.ToString());
    }

    [Theory]
    [InlineData(null, "conversations.history")]
    [InlineData("1700000000.000100", "conversations.replies")]
    public async Task An_unclear_post_is_not_repeated_when_it_stands(string? thread, string asked)
    {
        bench.On(
            asked,
            """
            {"ok":true,"messages":[{"ts":"1700000009.000900","metadata":{"event_type":"chatops_incident",
            "event_payload":{"effect_id":"76","key":"log:3"}}},
            {"ts":"1700000005.000500","metadata":{"event_type":"chatops_incident","event_payload":{"effect_id":"77","key":"log:3"}}}]}
            """
        );
        var done = Assert.IsType<AttemptEnd.Done>(await Deliver(Hello, Room with { ThreadId = thread }, unclear: true));
        Assert.Equal(new PlacedReference("C1", "1700000005.000500"), done.Reference);
        Assert.Equal([asked], bench.Methods);
        Assert.Equal("true", bench.Last(asked)["include_all_metadata"]!.ToString());
    }

    [Fact]
    public async Task An_unclear_post_is_repeated_when_it_does_not_stand_on_any_page()
    {
        bench.On(
            "conversations.history",
            """{"ok":true,"messages":[{"ts":"1.1"}],"response_metadata":{"next_cursor":"c2"}}"""
        );
        Assert.IsType<AttemptEnd.Done>(await Deliver(Hello, Room, unclear: true));
        Assert.Equal(["conversations.history", "conversations.history", "chat.postMessage"], bench.Methods);
        Assert.Equal("c2", bench.Last("conversations.history")["cursor"]!.ToString());
    }

    [Fact]
    public async Task An_unclear_post_stays_unclear_while_Slack_cannot_be_asked()
    {
        bench.On("conversations.history", "", HttpStatusCode.TooManyRequests, 12);
        Assert.Equal(
            new AttemptEnd.TryAgain(
                TimeSpan.FromSeconds(12),
                "chat.postMessage is limited by Slack's pace.",
                true,
                "T1/conversations.history"
            )
            {
                IsRefused = true,
            },
            await Deliver(Hello, Room, unclear: true)
        );
        Assert.DoesNotContain("chat.postMessage", bench.Methods);
    }

    [Fact]
    public async Task A_rate_limit_says_when_to_try_again()
    {
        bench.On("chat.postMessage", "", HttpStatusCode.TooManyRequests, 30);
        var again = Assert.IsType<AttemptEnd.TryAgain>(await Deliver(Hello, Room));
        Assert.Equal((TimeSpan.FromSeconds(30), false, null), (again.After!.Value, again.Unclear, again.Key));

        // Another room goes on; its own refusal shows that the limit is the workspace's, and a third one is not even
        // tried.
        var other = new MessagePlace("C2");
        Assert.IsType<AttemptEnd.Done>(await Deliver(Hello, other, id: 78));
        bench.Clock.Turn(TimeSpan.FromSeconds(1));
        bench.On("chat.postMessage", "", HttpStatusCode.TooManyRequests, 20);
        Assert.Equal(
            "T1/chat.postMessage",
            Assert.IsType<AttemptEnd.TryAgain>(await Deliver(Hello, other, id: 79)).Key
        );
        Assert.Equal(
            "T1/chat.postMessage",
            Assert.IsType<AttemptEnd.TryAgain>(await Deliver(Hello, new MessagePlace("C3"), id: 80)).Key
        );
        Assert.Equal(3, bench.Sent.Count);
    }

    [Fact]
    public async Task The_second_message_within_a_second_waits_without_a_call()
    {
        await Deliver(Hello, Room);
        var again = Assert.IsType<AttemptEnd.TryAgain>(await Deliver(Hello, Room, id: 78));
        Assert.Equal((TimeSpan.FromSeconds(1), null), (again.After!.Value, again.Key));
        Assert.Single(bench.Sent);
    }

    [Fact]
    public async Task A_lost_answer_is_unclear_and_a_lasting_refusal_loses_the_place_with_Slacks_code()
    {
        bench
            .On("chat.postMessage", "", HttpStatusCode.BadGateway)
            .On("chat.postMessage", """{"ok":false,"error":"channel_not_found"}""");
        Assert.True(Assert.IsType<AttemptEnd.TryAgain>(await Deliver(Hello, Room)).Unclear);
        bench.Clock.Turn(TimeSpan.FromSeconds(1));
        Assert.Equal(
            new AttemptEnd.PlaceLost(
                "C1",
                "Slack refused chat.postMessage: channel_not_found.",
                "it is gone, or closed to the app"
            ),
            await Deliver(Hello, Room)
        );
    }

    [Fact]
    public async Task A_refused_token_waits_for_the_operator()
    {
        bench.On("chat.postMessage", """{"ok":false,"error":"token_revoked"}""");
        Assert.Equal("T1/token", Assert.IsType<AttemptEnd.TryAgain>(await Deliver(Hello, Room)).Key);
    }

    [Theory]
    [InlineData("not_in_channel", "conversations.join")]
    [InlineData("is_archived", "conversations.unarchive")]
    public async Task A_room_that_was_left_is_entered_again(string error, string way)
    {
        bench.On("chat.postMessage", $$"""{"ok":false,"error":"{{error}}"}""");
        Assert.Equal(TimeSpan.FromSeconds(1), Assert.IsType<AttemptEnd.TryAgain>(await Deliver(Hello, Room)).After);
        Assert.Equal(["chat.postMessage", way], bench.Methods);
    }

    [Fact]
    public async Task A_taken_name_gets_a_suffix()
    {
        await bench.Workspaces.Identity("T1", CancellationToken.None);
        bench
            .On("conversations.create", """{"ok":false,"error":"name_taken"}""")
            .On("conversations.create", """{"ok":false,"error":"name_taken"}""")
            .On("conversations.create", """{"ok":true,"channel":{"id":"C42","name":"inc-7-pay-3"}}""");
        var done = await Deliver(new Effect.OpenRoom("inc-7-pay", Private: false));
        Assert.Equal(
            new AttemptEnd.Done(new PlacedReference("C42", null, "inc-7-pay-3", "https://acme.slack.com/archives/C42")),
            done
        );
        Assert.Equal(
            ["inc-7-pay", "inc-7-pay-2", "inc-7-pay-3"],
            bench.Sent.Where(s => s.Method == "conversations.create").Select(s => s.Arguments["name"]!.ToString())
        );
        Assert.DoesNotContain("conversations.invite", bench.Methods);
    }

    [Fact]
    public async Task A_room_whose_creation_was_unclear_is_looked_for_first()
    {
        var now = bench.Clock.Now.ToUnixTimeSeconds();
        bench.On(
            "users.conversations",
            $$"""
            {"ok":true,"channels":[{"id":"C1","name":"inc-7","creator":"UELSE","created":{{now}}},
            {"id":"C2","name":"inc-7","creator":"UBOT","created":{{now - 90_000}}},
            {"id":"C3","name":"inc-7-2","creator":"UBOT","created":{{now - 5}}}]}
            """
        );
        var done = Assert.IsType<AttemptEnd.Done>(
            await Deliver(new Effect.OpenRoom("inc-7", Private: true), unclear: true)
        );
        Assert.Equal("C3", done.Reference!.ChannelId);
        Assert.DoesNotContain("conversations.create", bench.Methods);
    }

    [Fact]
    public async Task No_room_is_made_any_more_where_the_incident_has_one()
    {
        bench.On("users.conversations", """{"ok":true,"channels":[]}""");
        Assert.IsType<AttemptEnd.Needless>(
            await Deliver(new Effect.OpenRoom("inc-7", Private: false), Room, unclear: true)
        );
        Assert.DoesNotContain("conversations.create", bench.Methods);
    }

    [Fact]
    public async Task People_are_invited_once_each_and_a_limit_is_waited_for()
    {
        Assert.IsType<AttemptEnd.Done>(await Deliver(new Effect.Invite(["U1", "U2", "U1"]), Room));
        Assert.Equal("U1,U2", bench.Last("conversations.invite")["users"]!.ToString());
        bench.On("conversations.invite", "", HttpStatusCode.TooManyRequests, 9);
        Assert.Equal(
            TimeSpan.FromSeconds(9),
            Assert.IsType<AttemptEnd.TryAgain>(await Deliver(new Effect.Invite(["U3"]), Room)).After
        );
    }

    [Theory]
    [InlineData("INC 7: Zahlung fällt aus!", 1, "inc-7-zahlung-f-llt-aus")]
    [InlineData("___", 2, "incident-2")]
    [InlineData("", 1, "incident")]
    [InlineData("a.b c", 12, "a-b-c-12")]
    public void Names_follow_Slacks_rules(string wish, int number, string name) =>
        Assert.Equal(name, Host.Platforms.Slack.SlackRooms.Name(wish, number));

    [Fact]
    public void A_long_name_keeps_room_for_its_suffix() =>
        Assert.Equal(new string('a', 78) + "-2", Host.Platforms.Slack.SlackRooms.Name(new string('a', 200), 2));

    [Fact]
    public async Task What_cannot_be_shown_in_the_room_is_sent_to_the_person_alone()
    {
        bench.On("chat.postEphemeral", """{"ok":false,"error":"user_not_in_channel"}""");
        Assert.IsType<AttemptEnd.Done>(
            await Deliver(new Effect.Tell("U1", ChatMessage.Text("your turn"), "offer:U1"), Room)
        );
        Assert.Equal(["chat.postEphemeral", "conversations.open", "chat.postMessage"], bench.Methods);
        Assert.Equal("D9", bench.Last("chat.postMessage")["channel"]!.ToString());
    }

    [Fact]
    public async Task A_page_is_a_direct_message_with_its_answer_as_a_button()
    {
        var page = new Effect.Page("U1", "INC-7 is Critical", "page-2-1-0") { Number = 2 };
        Assert.IsType<AttemptEnd.Done>(await Deliver(page, null));
        var post = bench.Sent.Single(sent => sent.Method == "chat.postMessage").Arguments;
        Assert.Equal("D9", post["channel"]!.ToString());
        Assert.Contains("on-it 2", post.ToJsonString(), StringComparison.Ordinal);
    }

    // Case 05
    [Fact]
    public async Task A_page_that_Slack_refuses_is_given_up_in_words_for_people()
    {
        bench.On("conversations.open", """{"ok":false,"error":"user_disabled"}""");
        var end = await Deliver(new Effect.Page("U1", "INC-7 is Critical", "page-2-1-0") { Number = 2 }, null);
        Assert.Equal("The account is switched off.", Assert.IsType<AttemptEnd.GiveUp>(end).Why);
    }

    [Theory]
    [InlineData("S0PAYMENTS")]
    [InlineData("payments-oncall")]
    [InlineData("Payments-OnCall")]
    public async Task A_group_is_looked_up_by_its_id_or_handle(string name)
    {
        bench
            .On("usergroups.list", """{"ok":true,"usergroups":[{"id":"S0PAYMENTS","handle":"payments-oncall"}]}""")
            .On("usergroups.users.list", """{"ok":true,"users":["U1","U2"]}""");
        var page = new Effect.Page(name, "INC-7 is Critical", "page-2-1-0") { Number = 2, Way = "group" };
        var found = Assert.IsType<AttemptEnd.Found>(await Deliver(page, null)).Group;
        Assert.Equal(("S0PAYMENTS", "payments-oncall"), (found.Id, found.Handle));
        Assert.Equal(["U1", "U2"], found.Members);
        Assert.Equal("S0PAYMENTS", bench.Last("usergroups.users.list")["usergroup"]!.ToString());
    }

    [Theory]
    [InlineData("""{"ok":true,"usergroups":[]}""", "There is no user group of that name in Slack.")]
    [InlineData("""{"ok":false,"error":"missing_scope"}""", "usergroups:read")]
    public async Task A_group_that_cannot_be_looked_up_is_given_up_with_what_to_do(string answer, string why)
    {
        bench.On("usergroups.list", answer);
        var page = new Effect.Page("payments-oncall", "INC-7 is Critical", "page-2-1-0") { Number = 2, Way = "group" };
        var end = await Deliver(page, null);
        Assert.Contains(why, Assert.IsType<AttemptEnd.GiveUp>(end).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_so_already_is_done()
    {
        bench
            .On("pins.add", """{"ok":false,"error":"already_pinned"}""")
            .On("conversations.invite", """{"ok":false,"error":"already_in_channel"}""");
        Assert.IsType<AttemptEnd.Done>(
            await Deliver(new Effect.Pin("card"), Room with { MessageId = "1700000001.000100" })
        );
        Assert.IsType<AttemptEnd.Done>(await Deliver(new Effect.Invite(["U1"]), Room));
    }

    [Fact]
    public async Task An_edit_sends_text_and_blocks_together()
    {
        Assert.IsType<AttemptEnd.Done>(
            await Deliver(
                new Effect.Edit("card", ChatMessage.Text("new")),
                Room with
                {
                    MessageId = "1700000001.000100",
                }
            )
        );
        var sent = bench.Last("chat.update");
        Assert.Equal(
            ("1700000001.000100", "new", 1),
            (sent["ts"]!.ToString(), sent["text"]!.ToString(), sent["blocks"]!.AsArray().Count)
        );
    }

    [Fact]
    public async Task A_file_goes_up_in_three_steps_and_only_to_Slack()
    {
        var file = new RenderedFile("INC-7.md", "text/markdown", Encoding.UTF8.GetBytes("# é"));
        var upload = new Effect.Upload(Destination.Room, "md", "export:1");
        Assert.IsType<AttemptEnd.Done>(await Deliver(upload, Room, file: file));
        Assert.Equal(
            ["files.getUploadURLExternal", "https://files.slack.com/upload/v1/x", "files.completeUploadExternal"],
            bench.Methods
        );
        Assert.Equal("4", bench.Last("files.getUploadURLExternal")["length"]!.ToString());
        Assert.Equal(
            """[{"id":"F1","title":"INC-7.md"}]""",
            bench.Last("files.completeUploadExternal")["files"]!.ToJsonString()
        );

        bench.On("files.getUploadURLExternal", """{"ok":true,"upload_url":"https://evil.test/","file_id":"F1"}""");
        Assert.IsType<AttemptEnd.GiveUp>(await Deliver(upload, Room, file: file));
        Assert.DoesNotContain(bench.Methods, m => m.Contains("evil"));
    }

    [Theory]
    [InlineData(
        """{"id":"U1","team_id":"T1","name":"ana","real_name":"Ana B","tz":"Europe/Madrid","profile":{"display_name":"ana b"}}""",
        "Ana B",
        false
    )]
    [InlineData("""{"id":"U1","team_id":"T1","real_name":"Guest","is_restricted":true}""", "Guest", true)]
    [InlineData("""{"id":"U1","team_id":"T2","real_name":"Other"}""", "Other", true)]
    [InlineData(
        """{"id":"U1","team_id":"T2","real_name":"Grid","enterprise_user":{"enterprise_id":"E1","teams":["T1","T2"]}}""",
        "Grid",
        false
    )]
    [InlineData(
        """{"id":"U1","team_id":"T2","real_name":"Other","enterprise_user":{"enterprise_id":"E2","teams":["T2"]}}""",
        "Other",
        true
    )]
    [InlineData("""{"id":"U1","team_id":"T1","real_name":"Odd","is_stranger":true}""", "Odd", true)]
    public async Task Guests_and_strangers_are_outsiders(string user, string name, bool outsider)
    {
        bench.On("users.info", $$"""{"ok":true,"user":{{user}}}""");
        var person = await bench.Chat.FindPerson("T1", "U1", default);
        Assert.Equal((name, outsider), (person!.Name, person.IsOutsider));
    }

    public void Dispose() => bench.Dispose();

    private Task<AttemptEnd> Deliver(
        Effect effect,
        MessagePlace? at = null,
        bool unclear = false,
        long id = 77,
        RenderedFile? file = null
    ) => bench.Chat.Deliver(SlackBench.Deliver(effect, at, unclear, id, file), default);
}
