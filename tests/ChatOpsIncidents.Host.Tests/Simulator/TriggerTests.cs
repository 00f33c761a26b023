namespace ChatOpsIncidents.Host.Tests.Simulator;

public sealed class TriggerTests : SimulatorTest
{
    private const string View =
        """{"type":"modal","title":{"type":"plain_text","text":"Declare"},"blocks":[{"type":"divider"}]}""";

    private Task<System.Text.Json.Nodes.JsonNode> Open(string trigger) =>
        Form("views.open", ("trigger_id", trigger), ("view", View));

    [Fact]
    public async Task A_trigger_opens_one_modal_once()
    {
        var trigger = (await Slash("/incident declare")).Form["trigger_id"];

        IsOk(await Open(trigger));
        Refused("exchanged_trigger_id", await Open(trigger));
        Assert.Equal("Declare", (string?)(await Get("view?as=ana"))!["title"]!["text"]);
        Assert.Null(await Get("view?as=ben"));
    }

    [Fact]
    public async Task A_trigger_lives_three_seconds()
    {
        var trigger = (await Slash("/incident declare")).Form["trigger_id"];
        await Sim("clock", new { forwardSeconds = 4 });

        Refused("expired_trigger_id", await Open(trigger));
        Refused("invalid_trigger_id", await Open("1.2.abc"));
    }

    [Fact]
    public async Task A_refused_view_does_not_cost_the_message_about_it()
    {
        var trigger = (await Slash("/incident declare")).Form["trigger_id"];
        var answer = await Form("views.open", ("trigger_id", trigger), ("view", """{"type":"modal","blocks":[]}"""));

        Refused("invalid_arguments", answer);
        Assert.Equal(
            "[ERROR] missing required field: title [json-pointer:/view]",
            (string?)answer["response_metadata"]!["messages"]![0]
        );
    }

    [Fact]
    public async Task A_command_s_trigger_cannot_push()
    {
        var trigger = (await Slash("/incident declare")).Form["trigger_id"];
        Refused("not_found", await Form("views.push", ("trigger_id", trigger), ("view", View)));
    }
}
