using System.Net;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Simulator.BlockKit;

namespace ChatOpsIncidents.Host.Tests.Slack;

public sealed class SlackInboundTests : IAsyncLifetime
{
    private SlackHost host = null!;

    public async Task InitializeAsync() => host = await SlackHost.Start();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    [Trait("Fault", "U2")]
    public async Task A_slash_command_is_run_and_answered_in_the_request()
    {
        host.Bench.On(
            "users.info",
            """{"ok":true,"user":{"id":"U1","team_id":"T1","real_name":"Ana","tz":"Europe/Madrid"}}"""
        );
        host.Answer = _ => new Outcome(
            "INC-7",
            Reply.Text("All <quiet>.", new ChatAction("Resolve", "INC-7 resolve")),
            null,
            1
        );
        var response = await host.Command(
            ("text", "note see <https://status.example.com|status.example.com> &amp; <@U2|ben>")
        );

        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(
            (HttpStatusCode.OK, "ephemeral", "All &lt;quiet&gt;."),
            (response.StatusCode, body["response_type"]!.ToString(), body["text"]!.ToString())
        );
        Assert.Empty(BlockKitValidator.Check("response_message", body));
        var asked = Assert.Single(host.Asked);
        Assert.Equal(new RequestInput.Typed("note see https://status.example.com &amp; <@U2|ben>"), asked.Input);
        Assert.Equal(
            ("slash:1.2.abc", "T1", "C1", "Ana", "Europe/Madrid"),
            (asked.Id, asked.Workspace, asked.ChannelId, asked.By.Name, asked.By.TimeZone)
        );
    }

    [Fact]
    public async Task A_form_is_opened_within_the_request_and_becomes_words_when_it_cannot()
    {
        host.Answer = _ => new Outcome("INC-7", Reply.Ask(SlackBlocksTests.Everything), null, 0);
        Assert.Equal("", await (await host.Command()).Content.ReadAsStringAsync());
        var opened = host.Bench.Last("views.open");
        Assert.Equal("1.2.abc", opened["trigger_id"]!.ToString());
        Assert.Contains("INC-7", opened["view"]!["private_metadata"]!.ToString());

        host.Bench.On("views.open", """{"ok":false,"error":"expired_trigger_id"}""");
        var body = JsonNode.Parse(await (await host.Command()).Content.ReadAsStringAsync())!.ToJsonString();
        Assert.Contains("INC-7 impact #2", body);
        Assert.Contains("/incident INC-7 impact #2 who: ", System.Text.RegularExpressions.Regex.Unescape(body));
    }

    [Fact]
    public async Task What_is_not_stored_is_not_acknowledged()
    {
        host.Answer = _ => throw new IOException("no database");
        var response = await host.Command();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(
            "The request could not be stored; nothing was done. Please try again.",
            await response.Content.ReadAsStringAsync()
        );
    }

    [Fact]
    public async Task A_person_whom_Slack_does_not_name_is_unknown_and_asked_for_again_at_the_next_command()
    {
        host.Bench.On("users.info", """{"ok":false,"error":"user_not_visible"}""");
        host.Bench.On("users.info", """{"ok":true,"user":{"id":"U1","team_id":"T1","real_name":"Ana"}}""");
        await host.Command();
        await host.Command();
        await host.Command();
        Assert.Equal(
            [("ana", true), ("Ana", false), ("Ana", false)],
            host.Asked.Select(a => (a.By.Name, a.By.IsUnknown))
        );
        Assert.Equal(2, host.Bench.Methods.Count(m => m == "users.info"));
    }

    [Fact]
    public async Task A_pressed_button_is_its_command_line_and_answers_later()
    {
        host.Answer = _ => new Outcome("INC-7", Reply.Text("Recorded."), null, 1);
        var payload = Press("1700000001.000100", "cmd:1", "INC-7 resolve", "1700000009.000100");
        Assert.Equal("", await (await host.Interact(payload)).Content.ReadAsStringAsync());
        var asked = Assert.Single(host.Asked);
        Assert.Equal(new RequestInput.Typed("INC-7 resolve"), asked.Input);
        Assert.Equal(
            ("C1", "9.8.x", "https://hooks.slack.com/actions/T1/1/x"),
            (asked.ChannelId, asked.Trigger!.Token, asked.ReplyAddress)
        );
        var said = await host.Sent("https://hooks.slack.com/actions/T1/1/x");
        Assert.Equal(
            ("ephemeral", "Recorded.", false),
            (said["response_type"]!.ToString(), said["text"]!.ToString(), said["replace_original"]!.GetValue<bool>())
        );
    }

    [Fact]
    public async Task A_double_press_is_one_request_and_a_later_press_another()
    {
        await host.Interact(Press("1.1", "cmd:1", "INC-7 resolve", "1700000009.000100"));
        await host.Interact(Press("1.1", "cmd:1", "INC-7 resolve", "1700000009.000100"));
        await host.Interact(Press("1.1", "cmd:1", "INC-7 resolve", "1700000009.900100"));
        host.Bench.Clock.Turn(TimeSpan.FromSeconds(5));
        await host.Interact(Press("1.1", "cmd:1", "INC-7 resolve", "1700000014.000100"));
        await host.Interact(Press("1.1", "cmd:2", "INC-7 cancel", "1700000014.000100"));
        var ids = host.Asked.ConvertAll(a => a.Id);
        Assert.Equal(5, ids.Count);
        Assert.Single(ids[..3].Distinct());
        Assert.Equal(3, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("link:0", "x")]
    [InlineData("elsewhere", "x")]
    [InlineData("cmd:0", "")]
    public async Task Buttons_that_carry_no_command_do_nothing(string action, string value)
    {
        Assert.Equal(HttpStatusCode.OK, (await host.Interact(Press("1.1", action, value, "2.2"))).StatusCode);
        Assert.Empty(host.Asked);
    }

    [Fact]
    public async Task Outsiders_of_shared_channels_are_marked_buttons_too()
    {
        await host.Sent("auth.test");
        host.Bench.On("users.info", """{"ok":true,"user":{"id":"U1","name":"ana","team_id":"T2"}}""");
        await host.Interact(Press("1.1", "cmd:1", "INC-7 resolve", "2.2", team: "T1", userTeam: "T2"));
        await host.Interact(Press("1.2", "cmd:1", "INC-7 resolve", "2.2", team: "T2", userTeam: "T2"));
        Assert.Equal([("T1", true), ("T1", true)], host.Asked.Select(a => (a.Workspace, a.By.IsOutsider)));
    }

    [Theory] // What only one person sees is replaced, what others see never is
    [Trait("Fault", "U13")]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task The_next_answer_takes_the_place_of_ones_own_former_one(string ephemeral, bool replaces)
    {
        host.Answer = _ => new Outcome("INC-7", Reply.Text("Kept."), null, 1);
        var press = Press("1.1", "cmd:1", "INC-7 next", "2.2")
            .Replace("\"is_ephemeral\":false", $"\"is_ephemeral\":{ephemeral}", StringComparison.Ordinal);
        await host.Interact(press);
        var answer = await host.Sent("https://hooks.slack.com/actions/T1/1/x");
        Assert.Equal(replaces, answer["replace_original"]!.GetValue<bool>());
        Assert.Equal("ephemeral", answer["response_type"]!.ToString());
    }

    [Fact] // A sibling: the answer's button opened a form, and its buttons are answered with it
    [Trait("Fault", "U13")]
    public async Task What_a_form_was_opened_from_is_replaced_when_the_form_is_sent()
    {
        host.Answer = _ => new Outcome(
            "INC-7",
            Reply.Ask(
                new Form
                {
                    Verb = "rollback",
                    Title = "None",
                    Fields = [],
                }
            ),
            null,
            1
        );
        var press = Press("1.1", "cmd:1", "INC-7 rollback none", "2.2")
            .Replace("\"is_ephemeral\":false", "\"is_ephemeral\":true", StringComparison.Ordinal);
        await host.Interact(press);
        var view = (await host.Sent("views.open"))["view"]!;
        host.Answer = _ => new Outcome("INC-7", Reply.Text("No rollback possible."), null, 1);
        view["id"] = "V1";
        view["state"] = new JsonObject { ["values"] = new JsonObject() };
        var sent = new JsonObject
        {
            ["type"] = "view_submission",
            ["team"] = new JsonObject { ["id"] = "T1" },
            ["user"] = new JsonObject { ["id"] = "U1", ["team_id"] = "T1" },
            ["view"] = view.DeepClone(),
        };
        await host.Interact(sent.ToJsonString());
        var answer = await host.Sent("https://hooks.slack.com/actions/T1/1/x");
        Assert.True(answer["replace_original"]!.GetValue<bool>());
        Assert.Contains("No rollback possible.", answer.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "U28")]
    public async Task An_option_of_a_menu_is_the_words_that_it_carries()
    {
        var press = Press("1.1", "cmd:1", "x", "2.2")
            .Replace(
                "\"type\":\"button\",\"action_id\":\"cmd:1\",\"block_id\":\"b3\",\"value\":\"x\"",
                "\"type\":\"overflow\",\"action_id\":\"cmd:1\",\"block_id\":\"b3\",\"selected_option\":{\"value\":\"INC-7 rollback none\"}",
                StringComparison.Ordinal
            );
        await host.Interact(press);
        Assert.Equal(new RequestInput.Typed("INC-7 rollback none"), host.Asked.Single().Input);
    }

    [Fact] // A sibling: while Slack does not say whose they are
    [Trait("Case", "13")]
    public async Task Whose_home_is_another_workspace_stays_outside_until_Slack_calls_them_a_colleague()
    {
        await host.Sent("auth.test");
        for (var attempt = 0; attempt < 10; attempt++)
            host.Bench.On("users.info", """{"ok":false,"error":"user_not_visible"}""");
        await host.Interact(Press("1.1", "cmd:1", "INC-7 resolve", "2.2", userTeam: "T2"));
        Assert.True(host.Asked.Single().By.IsOutsider);
    }

    [Fact]
    public async Task A_submitted_form_is_its_verb_and_values_and_shows_errors_at_its_fields()
    {
        host.Answer = _ => new Outcome(
            null,
            new Reply { FormErrors = new Dictionary<string, string> { ["title"] = "At most 200 characters." } },
            "title-too-long",
            0
        );
        var response = await host.Interact(Submission("checkout fails"));
        Assert.Equal(
            """{"response_action":"errors","errors":{"title":"At most 200 characters."}}""",
            await response.Content.ReadAsStringAsync()
        );
        var filled = Assert.IsType<RequestInput.Filled>(Assert.Single(host.Asked).Input);
        Assert.Equal(
            ("declare", "checkout fails", "INC-7", "C1"),
            (filled.Verb, filled.Values["title"], host.Asked[0].IncidentId, host.Asked[0].ChannelId)
        );

        host.Answer = _ => new Outcome("INC-8", Reply.Text("Declared."), null, 1);
        await host.Interact(Submission("checkout fails"));
        Assert.Equal("", await (await host.Interact(Submission("checkout is down"))).Content.ReadAsStringAsync());
        Assert.Equal(host.Asked[0].Id, host.Asked[1].Id);
        Assert.NotEqual(host.Asked[0].Id, host.Asked[2].Id);
        Assert.Equal(
            ("C1", "U1", "Declared."),
            await host.Sent("chat.postEphemeral") is var said
                ? (said["channel"]!.ToString(), said["user"]!.ToString(), said["text"]!.ToString())
                : default
        );
    }

    [Fact]
    public async Task A_form_that_leads_to_another_gives_way_to_it()
    {
        host.Answer = _ => new Outcome("INC-7", Reply.Ask(SlackBlocksTests.Everything), "impact-first", 1);
        var body = JsonNode.Parse(await (await host.Interact(Submission("x"))).Content.ReadAsStringAsync())!;
        Assert.Equal("update", body["response_action"]!.ToString());
        Assert.Empty(BlockKitValidator.Check("response_action", body));
    }

    [Fact]
    public async Task A_message_goes_into_the_timeline_once_by_shortcut()
    {
        host.Bench.On("users.info", """{"ok":true,"user":{"id":"U9","team_id":"T1","real_name":"Ben"}}""");
        const string payload = """
            {"type":"message_action","callback_id":"add_to_timeline","trigger_id":"1.2.x","team":{"id":"T1"},"user":{"id":"U1",
            "name":"ana","team_id":"T1"},
            "channel":{"id":"C1"},"message_ts":"1700000001.000100","message":{"type":"message","user":"U9",
            "text":"first 502s &amp; then <@U9>","ts":"1700000001.000100"},
            "response_url":"https://hooks.slack.com/app/T1/1/x"}
            """;
        await host.Interact(payload);
        await host.Interact(payload.Replace("1.2.x", "1.3.x"));
        var filled = Assert.IsType<RequestInput.Filled>(host.Asked[0].Input);
        Assert.Equal(("note", "Ben: first 502s & then @Ben"), (filled.Verb, filled.Values["rest"]));
        Assert.Equal(host.Asked[0].Id, host.Asked[1].Id);
        Assert.Equal("https://acme.slack.com/archives/C1/p1700000001000100", host.Asked[1].Link);
    }

    [Fact, Trait("Requirement", "B13")]
    public async Task A_message_becomes_evidence_with_its_files_or_a_finding_by_shortcut()
    {
        const string payload = """
            {"type":"message_action","callback_id":"save_as_evidence","trigger_id":"1.2.x","team":{"id":"T1"},"user":{"id":"U1",
            "name":"ana","team_id":"T1"},
            "channel":{"id":"C1"},"message_ts":"1700000001.000100","message":{"type":"message","user":"U9",
            "text":"","ts":"1700000001.000100","files":[{"id":"F1"},{"id":"F2"}]},
            "response_url":"https://hooks.slack.com/app/T1/1/x"}
            """;
        await host.Interact(payload);
        await host.Interact(payload.Replace("save_as_evidence", "record_finding"));
        var evidence = Assert.IsType<RequestInput.Filled>(host.Asked[0].Input);
        Assert.Equal(("evidence", "F1,F2"), (evidence.Verb, evidence.Values["file"]));
        Assert.Equal("gap", Assert.IsType<RequestInput.Filled>(host.Asked[1].Input).Verb);
        Assert.NotEqual(host.Asked[0].Id, host.Asked[1].Id);
    }

    [Fact]
    public async Task The_shortcuts_of_a_declaration_open_its_form()
    {
        host.Answer = _ => new Outcome(
            null,
            Reply.Ask(
                new Form
                {
                    Verb = "declare",
                    Title = "Declare",
                    Fields = [new FormField { Key = "title", Label = "What?" }],
                }
            ),
            null,
            0
        );
        await host.Interact(
            """{"type":"shortcut","callback_id":"declare_incident","trigger_id":"1.2.x","team":{"id":"T1"},"user":{"id":"U1","team_id":"T1"}}"""
        );
        Assert.DoesNotContain("initial_value", (await host.Sent("views.open")).ToJsonString());
        Assert.Equal(new RequestInput.Typed("declare"), host.Asked[0].Input);
        await host.Interact(
            """
            {"type":"message_action","callback_id":"declare_from_message","trigger_id":"1.3.x","team":{"id":"T1"},"user":{"id":"U1",
            "team_id":"T1"},"channel":{"id":"C1"},
            "message_ts":"1.1","message":{"user":"U9","text":"checkout\nis down","ts":"1.1"}}
            """
        );
        await Wait.Until("the second form", () => host.Bench.Methods.Count(m => m == "views.open") == 2);
        Assert.Contains("checkout is down", host.Bench.Last("views.open").ToJsonString());
    }

    internal static string Press(
        string message,
        string action,
        string value,
        string at,
        string team = "T1",
        string userTeam = "T1"
    ) =>
        $$"""
            {"type":"block_actions","team":{"id":"{{team}}"},"user":{"id":"U1","username":"ana","team_id":"{{userTeam}}"},"trigger_id":"9.8.x",
            "container":{"type":"message","message_ts":"{{message}}","channel_id":"C1","is_ephemeral":false},"channel":{"id":"C1"},
            "message":{"ts":"{{message}}","text":"x"},"response_url":"https://hooks.slack.com/actions/T1/1/x",
            "actions":[{"type":"button","action_id":"{{action}}","block_id":"b3","value":"{{value}}","action_ts":"{{at}}"}]}
            """;

    private static string Submission(string title) =>
        """
            {"type":"view_submission","team":{"id":"T1"},"user":{"id":"U1","team_id":"T1"},"trigger_id":"1.5.x","view":{"id":"V1",
            "callback_id":"incident_form",
            "private_metadata":"{\"verb\":\"declare\",\"lead\":\"\",\"incident\":\"INC-7\",\"channel\":\"C1\"}","blocks":[{"type":"input",
            "block_id":"title"}],
            "state":{"values":{"title":{"value":{"type":"plain_text_input","value":"TITLE"}}}}}}
            """.Replace("TITLE", title);
}
