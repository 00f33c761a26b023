using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>Message extensions and dialogs.</summary>
public sealed class TeamsDialogTests : IAsyncLifetime
{
    private static readonly TeamsPerson Ana = TeamsPerson.Ana;

    private TeamsWorld _world = null!;

    public async Task InitializeAsync() => _world = await TeamsWorld.Start();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact, Trait("Requirement", "D1")]
    public async Task An_incident_is_declared_from_where_one_writes()
    {
        var form = Card(await Extension("composeExtension/fetchTask", new JsonObject { ["commandId"] = "declare" }));
        Assert.Contains("in.title", CardText.Inputs(form).Keys);
        var data = CardText.Buttons(form).Values.Single()["data"]!.DeepClone().AsObject();
        data["in.title"] = "cards fail";
        var said = await Extension(
            "composeExtension/submitAction",
            new JsonObject { ["commandId"] = "declare", ["data"] = data }
        );
        Assert.Contains("cards fail", said.ToJsonString());
        Assert.Contains("cards fail", (await _world.Card()).Text);
    }

    [Fact]
    public async Task A_message_becomes_the_title_and_says_who_wrote_it()
    {
        var form = Card(await Extension("composeExtension/fetchTask", OnMessage("declareFromMessage")));
        Assert.Equal("the queue is full", CardText.Inputs(form)["in.title"]["value"]!.ToString());
    }

    [Fact]
    public async Task A_message_is_put_into_the_timeline_once_however_often_it_is_chosen()
    {
        await _world.Declare(Ana, "declare major checkout fails");
        var card = await _world.Card();
        foreach (var _ in new[] { 1, 2 })
            await Extension("composeExtension/fetchTask", OnMessage("addToTimeline"), card.Conversation);
        var note = Assert.Single(await _world.Contents("note-taken.v1"));
        Assert.Contains("Ben Okafor: the queue is full", note);
    }

    [Fact]
    public async Task Where_several_incidents_run_a_tap_says_which_and_the_message_goes_there_once_and_whole()
    {
        await _world.Declare(Ana, "declare major checkout fails");
        await _world.Declare(Ana, "declare major search is slow");
        await _world.Card("INC-2");
        foreach (var _ in new[] { 1, 2 })
        {
            var asked = Card(await Extension("composeExtension/fetchTask", OnMessage("addToTimeline")));
            Assert.Contains("Which incident do you mean?", CardText.Of(asked));
            var chosen = await Submit("addToTimeline", CardText.Buttons(asked)["INC-1 checkout fails"]);
            Assert.Contains("the queue is full", chosen.ToJsonString());
        }

        var note = Assert.Single(await _world.Contents("note-taken.v1"));
        Assert.Contains("Ben Okafor: the queue is full", note);
        Assert.Empty(await _world.Contents("note-taken.v1", "INC-2"));
    }

    [Fact]
    public async Task A_long_message_is_put_into_one_of_several_incidents_with_all_its_words()
    {
        await _world.Declare(Ana, "declare major checkout fails");
        await _world.Declare(Ana, "declare major search is slow");
        await _world.Card("INC-2");
        var words = string.Join(' ', Enumerable.Range(1, 700).Select(n => $"w{n}"));
        var message = OnMessage("saveAsEvidence");
        message["messagePayload"]!["body"]!["content"] = $"<p>{words}</p>";
        var form = Card(await Extension("composeExtension/fetchTask", message));
        var submit = CardText.Buttons(form).Values.Single();
        foreach (var (id, input) in CardText.Inputs(form))
            submit["data"]![id] = id == "in.which-incident" ? "INC-2" : input["value"]!.ToString();
        await Submit("saveAsEvidence", submit);
        Assert.Contains(words, Assert.Single(await _world.Contents("evidence-added.v1", "INC-2")));
    }

    [Fact]
    public async Task A_question_that_was_asked_back_is_asked_anew_when_other_incidents_run()
    {
        await _world.Declare(Ana, "declare major checkout fails");
        await _world.Card();
        await Extension("composeExtension/fetchTask", OnMessage("recordGap"));
        await _world.Declare(Ana, "declare major search is slow");
        await _world.Card("INC-2");
        var asked = Card(await Extension("composeExtension/fetchTask", OnMessage("recordGap")));
        Assert.Contains("INC-2 search is slow", CardText.Buttons(asked).Keys);
    }

    [Fact]
    public async Task A_dialog_that_lacks_something_comes_back_with_what_was_typed()
    {
        var form = Card(await Extension("composeExtension/fetchTask", new JsonObject { ["commandId"] = "declare" }));
        var data = CardText.Buttons(form).Values.Single()["data"]!.DeepClone().AsObject();
        data["in.severity"] = "major";
        var again = Card(
            await Extension(
                "composeExtension/submitAction",
                new JsonObject { ["commandId"] = "declare", ["data"] = data }
            )
        );
        Assert.Contains("⚠", CardText.Of(again));
    }

    [Fact]
    public async Task A_button_of_a_dialog_runs_the_same_words()
    {
        await _world.Declare(Ana, "declare major checkout fails");
        var card = await _world.Card();
        var data = new JsonObject { ["data"] = new JsonObject { ["command"] = "INC-1 impact" } };
        var form = Card(await Extension("task/fetch", data, card.Conversation));
        Assert.Contains("in.who", CardText.Inputs(form).Keys);
        var submitted = CardText.Buttons(form).Values.Single()["data"]!.DeepClone().AsObject();
        (submitted["in.who"], submitted["in.how-bad"], submitted["in.ongoing"]) = ("all", "main-flow", "yes");
        await Extension("task/submit", new JsonObject { ["data"] = submitted }, card.Conversation);
        Assert.Contains("impact-assessed.v1", await _world.Facts());
    }

    private static JsonObject OnMessage(string command) =>
        new()
        {
            ["commandId"] = command,
            ["commandContext"] = "message",
            ["messagePayload"] = new JsonObject
            {
                ["id"] = "1795233557187",
                ["from"] = new JsonObject
                {
                    ["user"] = new JsonObject { ["id"] = TeamsPerson.Ben.Id, ["displayName"] = TeamsPerson.Ben.Name },
                },
                ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = "<p>the queue&nbsp;is full</p>" },
            },
        };

    private Task<JsonObject> Submit(string command, JsonObject button) =>
        Extension(
            "composeExtension/submitAction",
            new JsonObject { ["commandId"] = command, ["data"] = button["data"]!.DeepClone() }
        );

    private async Task<JsonObject> Extension(string name, JsonObject value, string? conversation = null)
    {
        var activity = _world.Activity(Ana, "invoke", conversation ?? Ana.Chat);
        (activity["name"], activity["value"]) = (name, value);
        return await _world.Invoke(activity);
    }

    private static JsonObject Card(JsonObject answer)
    {
        var card = answer["task"]!["value"]!["card"]!["content"]!.AsObject();
        Assert.Empty(CardCheck.FaultsOf(card));
        return card;
    }
}
