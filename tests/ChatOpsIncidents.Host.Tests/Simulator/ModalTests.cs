using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Tests.Simulator;

public sealed class ModalTests : SimulatorTest
{
    private static JsonObject View(string title = "Declare", string extra = "") =>
        (JsonObject)
            JsonNode.Parse(
                $$$$$"""
                {"type":"modal","callback_id":"declare","private_metadata":"INC-1","title":{"type":"plain_text","text":"{{{{{title}}}}}"},
                 "submit":{"type":"plain_text","text":"Go"},{{{{{extra}}}}}"blocks":[
                  {"type":"input","block_id":"title","label":{"type":"plain_text","text":"Title"},
                   "element":{"type":"plain_text_input","action_id":"v"}},
                  {"type":"input","block_id":"severity","optional":true,"label":{"type":"plain_text","text":"Severity"},
                   "element":{"type":"static_select","action_id":"v","options":[
                     {"text":{"type":"plain_text","text":"Critical"},"value":"critical"},
                     {"text":{"type":"plain_text","text":"Major"},"value":"major"}]}},
                  {"type":"actions","block_id":"row","elements":[
                    {"type":"button","action_id":"more","value":"1","text":{"type":"plain_text","text":"More"}}]}]}
                """
            )!;

    private async Task<JsonNode> Open(JsonObject? view = null)
    {
        var trigger = (await Slash("/incident declare")).Form["trigger_id"];
        var answer = await Api("views.open", new { trigger_id = trigger, view = view ?? View() });
        IsOk(answer);
        return answer["view"]!;
    }

    private Task<JsonNode> Submit(JsonNode view, object values) =>
        Sim(
            "submit",
            new
            {
                @as = "ana",
                viewId = (string?)view["id"],
                values,
            }
        );

    private static object Filled => new { title = new { v = "Cards fail" }, severity = new { v = "critical" } };

    [Fact]
    public async Task A_submission_carries_what_was_typed_and_an_empty_answer_closes()
    {
        var view = await Open();
        Assert.True((bool)(await Submit(view, Filled))["closed"]!);
        var payload = (await Host.Next(r => r.Path == "/slack/interactions")).Payload;
        Assert.Equal(
            ("view_submission", "declare", "INC-1"),
            (
                (string?)payload["type"],
                (string?)payload["view"]!["callback_id"],
                (string?)payload["view"]!["private_metadata"]
            )
        );
        var values = payload["view"]!["state"]!["values"]!;
        Assert.Equal("Cards fail", (string?)values["title"]!["v"]!["value"]);
        Assert.Equal("Critical", (string?)values["severity"]!["v"]!["selected_option"]!["text"]!["text"]);
        Assert.Null(await Get("view?as=ana"));
    }

    [Fact]
    public async Task A_required_field_is_asked_for_before_the_host_is_bothered()
    {
        var answer = await Submit(await Open(), new { });
        Assert.Equal("Please complete this required field.", (string?)answer["errors"]!["title"]);
        Assert.DoesNotContain(Host.Rest(), r => r.Path == "/slack/interactions");
    }

    [Fact]
    public async Task Errors_keep_the_modal_open_and_name_input_blocks()
    {
        var view = await Open();
        Host.Says("""{"response_action":"errors","errors":{"title":"Too vague"}}""");
        Assert.Equal("Too vague", (string?)(await Submit(view, Filled))["errors"]!["title"]);
        Assert.Equal("Cards fail", (string?)(await Get("view?as=ana"))!["state"]!["values"]!["title"]!["v"]!["value"]);

        Host.Says("""{"response_action":"errors","errors":{"row":"not an input"}}""");
        Assert.NotNull((await Submit(view, Filled))["error"]);
    }

    [Fact]
    public async Task Update_replaces_push_stacks_and_clear_closes_all()
    {
        var view = await Open();
        Host.Says(new JsonObject { ["response_action"] = "update", ["view"] = View("Second") }.ToJsonString());
        Assert.Equal("Second", (string?)(await Submit(view, Filled))["view"]!["title"]!["text"]);
        Host.Says(new JsonObject { ["response_action"] = "push", ["view"] = View("Third") }.ToJsonString());
        var pushed = (await Submit(view, Filled))["view"]!;
        Assert.Equal((string?)view["id"], (string?)pushed["previous_view_id"]);
        Assert.Equal(2, (int)(await Get("view?as=ana"))!["depth"]!);
        Host.Says("""{"response_action":"clear"}""");
        Assert.True((bool)(await Submit(pushed, Filled))["closed"]!);
        Assert.Null(await Get("view?as=ana"));
    }

    [Fact]
    public async Task An_answer_that_Slack_would_not_understand_is_an_error_to_the_person()
    {
        var view = await Open();
        Host.Says("""{"response_action":"explode"}""");
        Assert.Contains("trouble connecting", (string?)(await Submit(view, Filled))["error"]);
    }

    [Fact]
    public async Task An_update_keeps_what_was_typed_and_a_stale_hash_is_refused()
    {
        var view = await Open();
        await Sim(
            "click",
            new
            {
                @as = "ana",
                viewId = (string?)view["id"],
                blockId = "title",
                actionId = "v",
                value = "Half a tit",
            }
        );
        var updated = await Api(
            "views.update",
            new
            {
                view_id = (string?)view["id"],
                hash = (string?)view["hash"],
                view = View("Declare now"),
            }
        );
        IsOk(updated);
        Assert.Equal("Half a tit", (string?)(await Get("view?as=ana"))!["state"]!["values"]!["title"]!["v"]!["value"]);
        Refused(
            "hash_conflict",
            await Api(
                "views.update",
                new
                {
                    view_id = (string?)view["id"],
                    hash = (string?)view["hash"],
                    view = View(),
                }
            )
        );
        Refused("not_found", await Api("views.update", new { view_id = "V0NOTHING", view = View() }));
    }

    [Fact]
    public async Task A_click_in_a_modal_can_push_and_three_views_are_the_most()
    {
        var view = await Open();
        for (var i = 2; i <= 4; i++)
        {
            await Sim(
                "click",
                new
                {
                    @as = "ana",
                    viewId = (string?)view["id"],
                    blockId = "row",
                    actionId = "more",
                }
            );
            var payload = (await Host.Next(r => r.Path == "/slack/interactions")).Payload;
            Assert.Equal(
                ("block_actions", "more", "1"),
                (
                    (string?)payload["type"],
                    (string?)payload["actions"]![0]!["action_id"],
                    (string?)payload["actions"]![0]!["value"]
                )
            );
            var answer = await Api(
                "views.push",
                new { trigger_id = (string?)payload["trigger_id"], view = View($"View {i}") }
            );
            if (i <= 3)
                IsOk(answer);
            else
                Refused("push_limit_reached", answer);
            view = answer["view"] ?? view;
        }
    }

    [Fact]
    public async Task Closing_is_told_of_when_asked_for()
    {
        var view = await Open(View(extra: "\"notify_on_close\":true,"));
        await Sim("close", new { @as = "ana", viewId = (string?)view["id"] });
        var payload = (await Host.Next(r => r.Path == "/slack/interactions")).Payload;
        Assert.Equal(("view_closed", false), ((string?)payload["type"], (bool)payload["is_cleared"]!));
        Assert.Null(await Get("view?as=ana"));
    }

    [Fact]
    public async Task A_home_tab_is_published_and_its_opening_told_of()
    {
        await Get("home?as=ana");
        var opened = (await Host.NextEvent("app_home_opened")).Event;
        Assert.Equal((Ana, "home"), ((string?)opened["user"], (string?)opened["tab"]));
        Assert.Null(opened["view"]);

        var home = """{"type":"home","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"No incidents"}}]}""";
        IsOk(await Form("views.publish", ("user_id", Ana), ("view", home)));
        Assert.Equal("No incidents", (string?)(await Get("home?as=ana"))!["blocks"]![0]!["text"]!["text"]);
        Assert.Null(await Get("home?as=ben"));
    }

    [Fact]
    public async Task Options_are_asked_of_the_host_and_can_be_chosen()
    {
        var blocks = JsonNode.Parse(
            """[{"type":"section","block_id":"b","text":{"type":"mrkdwn","text":"Service"},"accessory":{"type":"external_select","action_id":"service"}}]"""
        );
        var posted = await Api(
            "chat.postMessage",
            new
            {
                channel = Payments,
                text = "Service",
                blocks,
            }
        );
        Host.Says("""{"options":[{"text":{"type":"plain_text","text":"Checkout"},"value":"checkout"}]}""");
        var offered = await Get(
            $"suggest?as=ana&channel={Payments}&ts={posted["ts"]}&blockId=b&actionId=service&q=che"
        );
        Assert.Equal("checkout", (string?)offered!["options"]![0]!["value"]);
        var asked = (await Host.Next(r => r.Path == "/slack/interactions")).Payload;
        Assert.Equal(("block_suggestion", "che"), ((string?)asked["type"], (string?)asked["value"]));

        await Sim(
            "click",
            new
            {
                @as = "ana",
                channel = Payments,
                ts = (string?)posted["ts"],
                blockId = "b",
                actionId = "service",
                selected = "checkout",
            }
        );
        var chosen = (await Host.Next(r => r.Path == "/slack/interactions")).Payload["actions"]![0]!;
        Assert.Equal("Checkout", (string?)chosen["selected_option"]!["text"]!["text"]);
    }

    [Fact]
    public async Task Shortcuts_carry_a_trigger_and_a_message()
    {
        await Sim("shortcut", new { @as = "ana", callbackId = "declare_incident" });
        var global = (await Host.Next(r => r.Path == "/slack/interactions")).Payload;
        Assert.Equal(("shortcut", "declare_incident"), ((string?)global["type"], (string?)global["callback_id"]));
        Assert.Null(global["response_url"]);
        IsOk(await Api("views.open", new { trigger_id = (string?)global["trigger_id"], view = View() }));

        var ts = (string?)
            (
                await Sim(
                    "say",
                    new
                    {
                        @as = "ben",
                        channel = Payments,
                        text = "first error in the log",
                    }
                )
            )["ts"];
        await Sim(
            "shortcut",
            new
            {
                @as = "ana",
                callbackId = "add_to_timeline",
                channel = Payments,
                ts,
            }
        );
        var message = (await Host.Next(r => r.Path == "/slack/interactions")).Payload;
        Assert.Equal(
            ("message_action", "first error in the log", ts),
            ((string?)message["type"], (string?)message["message"]!["text"], (string?)message["message_ts"])
        );
    }
}
