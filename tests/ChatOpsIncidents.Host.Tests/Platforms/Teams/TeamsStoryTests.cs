namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>What people do in Teams, and what they see.</summary>
public sealed class TeamsStoryTests : IAsyncLifetime
{
    private static readonly TeamsPerson Ana = TeamsPerson.Ana;
    private static readonly TeamsPerson Ben = TeamsPerson.Ben;

    private TeamsWorld _world = null!;

    public async Task InitializeAsync() =>
        _world = await TeamsWorld.Start(new() { ["Web:BaseUrl"] = "https://incidents.example.com" });

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact, Trait("Requirement", "D1")]
    public async Task A_mention_declares_an_incident_whose_card_is_a_post_with_its_room_below()
    {
        var asked = await _world.Declare(Ana, "declare major checkout fails");
        var card = await _world.Card();
        Assert.NotEqual(asked, card.Conversation);
        Assert.Contains("INC-1 checkout fails", card.Text);
        var pointer = await _world.Shown("INC-1", asked);
        Assert.Contains("checkout fails", pointer.Text);
        await _world.Say(Ben, "note the queue is full", card.Conversation);
        Assert.Contains("note-taken.v1", await _world.Facts());
    }

    [Fact]
    public async Task An_answer_for_the_asker_alone_stands_in_their_chat_and_never_in_the_room()
    {
        await _world.Declare(Ana, "declare major checkout fails");
        var card = await _world.Card();
        await _world.Say(Ben, "status", card.Conversation);
        var answer = await _world.Shown("checkout fails", Ben.Chat);
        Assert.Equal(Ben.Chat, answer.Conversation);
        Assert.DoesNotContain(_world.Teams.In(card.Conversation), one => one.Text == answer.Text);
    }

    [Fact, Trait("Requirement", "A10")]
    public async Task Three_taps_in_a_form_that_one_person_alone_sees_and_a_missing_one_keeps_the_others()
    {
        await _world.Declare(Ana, "declare major checkout fails");
        var card = await _world.Card();
        var form = await _world.Press(Ana, card, "Impact");
        var inputs = CardText.Inputs(form.Card);
        Assert.Equal(["in.who", "in.how-bad", "in.ongoing"], inputs.Keys.Take(3));
        Assert.Equal(card.Text, _world.Teams.In(card.Conversation)[0].Text); // the shared card stays what it is
        var submit = CardText.Buttons(form.Card).Values.First(button => button["verb"]!.ToString() == "form");

        var missing = await _world.Press(Ana, card, submit, new() { ["who"] = "most" });
        Assert.Contains("⚠", missing.Text);
        Assert.Equal("most", CardText.Inputs(missing.Card)["in.who"]["value"]!.ToString());

        var all = new Dictionary<string, string>
        {
            ["who"] = "most",
            ["how-bad"] = "main-flow",
            ["ongoing"] = "yes",
            ["scope"] = "2026-11-21T04:00:00Z",
        };
        var done = await _world.Press(Ana, card, submit, all);
        Assert.Contains("[Back]", done.Text);
        var assessed = (await _world.Contents("impact-assessed.v1"))[^1];
        Assert.Contains("\"2026-11-21T04:00:00Z\"", assessed); // as it was typed, and not as a date of somebody's
        await _world.Settled();
        var back = await _world.Press(Ana, card, CardText.Buttons(done.Card)["Back"]);
        Assert.Contains("Impact:", back.Text);
        Assert.Equal(Lines(_world.Teams.In(card.Conversation)[0]), Lines(back)); // as on the card that all see
    }

    [Fact]
    public async Task What_looks_like_a_time_reaches_the_record_as_it_was_typed()
    {
        await _world.Declare(Ana, "declare major checkout fails");
        var card = await _world.Card();
        await _world.Say(Ana, "note 2026-11-21T04:00:00Z is what the log says", card.Conversation);
        var facts = await _world.Contents("note-taken.v1");
        Assert.Contains("2026-11-21T04:00:00Z", facts.Single());
    }

    [Fact]
    public async Task A_press_that_comes_again_under_another_id_is_one_press()
    {
        await _world.Declare(Ana, "declare major checkout fails");
        var card = await _world.Card();
        var button = CardText.Buttons(card.Card)["Not known yet"];
        var first = await _world.Press(Ana, card, button, id: "f:one");
        var again = await _world.Press(Ana, card, button, id: "f:two");
        Assert.Equal(first.Text, again.Text);
        Assert.Single(await _world.Facts(), "impact-assessed.v1");
    }

    [Fact]
    public async Task A_guest_may_do_nothing_by_words_or_buttons()
    {
        await _world.Declare(TeamsPerson.Eve, "declare major a guest was here");
        await _world.Shown("full member", TeamsPerson.Eve.Chat);
        await _world.Declare(Ana, "declare major checkout fails");
        var card = await _world.Card();
        var pressed = await _world.Press(TeamsPerson.Eve, card, "Not known yet");
        Assert.Contains("full member", pressed.Text);
        Assert.DoesNotContain("impact-assessed.v1", await _world.Facts());
    }

    [Fact, Trait("Requirement", "D2")]
    public async Task A_role_is_given_by_a_mention_whose_name_comes_in_two_parts()
    {
        await _world.Declare(Ana, "declare major checkout fails");
        var card = await _world.Card();
        await _world.Say(
            Ana,
            "role ops <at>Ben</at>&nbsp;<at>Okafor</at>",
            card.Conversation,
            change: activity =>
            {
                var entities = activity["entities"]!.AsArray();
                entities.Add(TeamsWorld.Mention(Ben.Address, "Ben"));
                entities.Add(TeamsWorld.Mention(Ben.Address, "Okafor"));
            }
        );
        var offer = await _world.Shown("Ops", Ben.Chat);
        Assert.NotNull(offer);
        await _world.Until(
            () =>
                _world.Teams.In(card.Conversation)[0].Text.Contains("Ben Okafor", StringComparison.Ordinal)
                    ? card
                    : null,
            "Ben on the card"
        );
    }

    [Fact]
    public async Task Where_nobody_can_be_written_to_alone_the_room_hears_nothing_of_the_answer()
    {
        await _world.Declare(Ana, "declare major checkout fails");
        var card = await _world.Card();
        _world.Teams.Shut(Ben.Chat);
        await _world.Say(Ben, "status", card.Conversation);
        var sorry = await _world.Shown("your answer is for you alone", card.Conversation);
        Assert.DoesNotContain("checkout", sorry.Text);
        Assert.Contains("<at>Ben Okafor</at>", sorry.Text);
    }

    [Fact, Trait("Requirement", "D5")]
    public async Task An_export_is_a_link_that_opens_without_signing_in_and_only_as_it_was_made()
    {
        await _world.Declare(Ana, "declare major checkout fails");
        var room = (await _world.Card()).Conversation;
        await _world.Say(Ana, "export md", room);
        var posted = await _world.Shown("The link is good for a week", room);
        var link = new Uri(CardText.Buttons(posted.Card)["Open md"]["url"]!.ToString());
        using var opened = await _world.Host.Page(link.PathAndQuery);
        Assert.Contains("checkout fails", await opened.Content.ReadAsStringAsync());
        using var changed = await _world.Host.Page(link.PathAndQuery[..^2] + "xx");
        Assert.Equal(404, (int)changed.StatusCode);
    }

    [Fact]
    public async Task The_same_delivery_four_times_has_one_effect_and_one_answer()
    {
        var activity = _world.Activity(Ana, "message", Ana.Chat);
        activity["text"] = "declare major cards fail";
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => _world.Deliver(activity.DeepClone().AsObject()))
        );
        Assert.All(answers, answer => Assert.Equal(202, (int)answer.StatusCode));
        using var again = await _world.Deliver(activity);
        Assert.Equal(202, (int)again.StatusCode);
        await _world.Card();
        Assert.Single(await _world.Facts(), kind => kind.StartsWith("incident-declared", StringComparison.Ordinal));
        Assert.Empty(await _world.Facts("INC-2"));
    }

    // The record's digits are added when the card is sent.
    private static string[] Lines(Sent shown) => Lines(shown.Text);

    private static string[] Lines(Pressed pressed) => Lines(pressed.Text);

    private static string[] Lines(string text) =>
        [
            .. text.Split('\n')
                .Where(line =>
                    !line.Contains("Record #", StringComparison.Ordinal)
                    && !line.StartsWith("Captured", StringComparison.Ordinal)
                ),
        ];
}
