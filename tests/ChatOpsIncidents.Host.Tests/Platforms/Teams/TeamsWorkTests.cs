using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>What people work with in a room of Teams: polls, runbooks, drills, updates to others, the review.</summary>
public sealed class TeamsWorkTests : IAsyncLifetime
{
    private static readonly TeamsPerson Ana = TeamsPerson.Ana;
    private static readonly TeamsPerson Ben = TeamsPerson.Ben;

    private TeamsWorld _world = null!;
    private string _declared = "";
    private string _room = "";

    public async Task InitializeAsync()
    {
        _world = await TeamsWorld.Start(
            new()
            {
                ["Web:BaseUrl"] = "https://incidents.example.com",
                ["Audiences:Support:Channels"] = FakeConnector.General,
            }
        );
        await _world.Say(Ben, "help"); // Ben has added the app
        _declared = await _world.Declare(Ana, "declare major checkout fails");
        _room = (await _world.Card()).Conversation;
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact, Trait("Requirement", "C16")]
    public async Task A_poll_is_answered_by_a_button_and_counted_where_it_stands()
    {
        await _world.Say(Ana, "ask does it open for you? <at>Ben Okafor</at>", _room, change: NamesBen);
        var poll = await _world.Shown("does it open for you?", _room);
        await _world.Press(Ben, poll, Button(poll, "answer 1 no"));
        await _world.Kept("question-answered.v1");
        var counted = await Edited(poll);
        Assert.Contains("does it open for you?", counted.Text);
        Assert.NotEqual(poll.Text, counted.Text);
    }

    [Fact]
    public async Task A_runbooks_steps_are_shown_to_who_follows_it_and_the_room_hears_how_far_it_is()
    {
        await _world.Say(Ana, "runbook checkout-errors", _room);
        await _world.Kept("runbook-opened.v1");
        var step = await Bearing("runbook checkout-errors done 1", Ana.Chat);
        var next = await _world.Press(Ana, step, Button(step, "runbook checkout-errors done 1"));
        Assert.Contains("Step 2 of", next.Text);
        await _world.Kept("runbook-step-done.v1");
        await _world.Shown("step 1 of", _room);
    }

    [Fact]
    public async Task A_drill_has_a_room_like_an_incident_and_says_what_it_is()
    {
        await _world.Say(Ben, "drill start bad-config");
        var card = await _world.Card("INC-2");
        Assert.Contains("drill", card.Text, StringComparison.OrdinalIgnoreCase);
        await _world.Kept("drill-started.v1", "INC-2");
        await _world.Say(Ben, "drill stop", card.Conversation);
        await _world.Kept("drill-ended.v1", "INC-2");
    }

    [Fact, Trait("Requirement", "B16")]
    public async Task An_update_reaches_the_channel_of_an_audience_in_its_own_words()
    {
        await _world.Say(Ana, "impact who: most how-bad: main-flow ongoing: yes", _room);
        await _world.Say(
            Ana,
            "update what: cards fail in payments impact: some cannot pay doing: rolling back next: 30m to: support",
            _room
        );
        var told = await _world.Until(
            () =>
                _world
                    .Teams.In()
                    .FirstOrDefault(one =>
                        one.Conversation.StartsWith(FakeConnector.General, StringComparison.Ordinal)
                        && one.Text.Contains("some cannot pay", StringComparison.Ordinal)
                    ),
            "The update for support"
        );
        Assert.DoesNotContain("in payments", told.Text);
        await _world.Kept("audience-reached.v1");
    }

    [Fact]
    public async Task Who_joins_reads_alone_how_it_stands()
    {
        var pointer = await _world.Shown("checkout fails", _declared);
        var joined = await _world.Press(Ben, pointer, "Join");
        Assert.Contains("checkout fails", joined.Text);
        await _world.Kept("person-joined.v1");
        Assert.DoesNotContain(_world.Teams.In(_room), one => one.Text == joined.Text);
    }

    [Fact]
    public async Task The_review_is_opened_read_and_closed_in_Teams()
    {
        await _world.Say(Ana, "severity minor a typo", _room);
        await _world.Say(Ana, "resolve the typo is gone", _room);
        await _world.Kept("incident-resolved.v1");
        await _world.Say(Ana, "review", _room);
        await _world.Kept("review-opened.v1");
        var review = await _world.Shown("eview", Ana.Chat);
        Assert.Empty(CardCheck.FaultsOf(review.Card));
        await _world.Say(Ana, "factor process nobody looked at the page", _room);
        await _world.Say(Ana, "close", _room);
        await _world.Kept("incident-closed.v1");
    }

    private static void NamesBen(JsonObject activity) =>
        activity["entities"]!.AsArray().Add(TeamsWorld.Mention(Ben.Address, Ben.Name));

    private static JsonObject? Find(Sent message, string command) =>
        CardText
            .Buttons(message.Card)
            .Values.FirstOrDefault(button =>
                button["data"]?["command"]?.ToString().EndsWith(command, StringComparison.Ordinal) == true
            );

    private static JsonObject Button(Sent message, string command) =>
        Find(message, command) ?? throw new InvalidOperationException($"No button for “{command}” on\n{message.Text}");

    private Task<Sent> Bearing(string command, string conversation) =>
        _world.Until(
            () => _world.Teams.In(conversation).FirstOrDefault(one => Find(one, command) is not null),
            $"A button for “{command}”"
        );

    private Task<Sent> Edited(Sent message) =>
        _world.Until(
            () => _world.Teams.In().FirstOrDefault(one => one.Id == message.Id && one.Edits > message.Edits),
            "The changed message"
        );
}
