using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>Where each incident gets a channel in Teams: all of it is the room, whichever thread somebody uses.</summary>
[Trait("Requirement", "D1")]
public sealed class TeamsChannelTests : IAsyncLifetime
{
    private static readonly TeamsPerson Ana = TeamsPerson.Ana;
    private static readonly TeamsPerson Ben = TeamsPerson.Ben;

    private FakeConnector _teams = null!;
    private TeamsWorld _world = null!;
    private string _database = "";

    private IReadOnlyList<string> Names => _teams.Graph.Channels.Names;

    public async Task InitializeAsync()
    {
        _teams = await FakeConnector.Start();
        _database = await new PostgresFixture().NewDatabase();
        _world = await Host();
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task An_incident_gets_a_channel_with_its_card_and_the_declaring_thread_points_there()
    {
        var asked = await _world.Declare(Ana, "declare major checkout fails");
        var card = await Card();
        var room = Room(card);
        Assert.Equal(["inc-1-checkout-fails"], Names.Select(name => name[..20]));
        var pointer = await _world.Shown($"channel/{Uri.EscapeDataString(room)}/", asked);
        Assert.Contains($"groupId={FakeConnector.GroupOfTeam}", pointer.Text);
        Assert.DoesNotContain(
            _teams.In(),
            one => one.Conversation.StartsWith(FakeConnector.Channel, StringComparison.Ordinal) && one.Id != pointer.Id
        );

        var form = await _world.Press(Ana, card, "Impact");
        var submit = CardText.Buttons(form.Card).Values.First(button => button["verb"]!.ToString() == "form");
        var values = new Dictionary<string, string>
        {
            ["who"] = "most",
            ["how-bad"] = "main-flow",
            ["ongoing"] = "yes",
        };
        await _world.Press(Ana, card, submit, values);
        await _world.Kept("impact-assessed.v1");
        await _world.Say(Ana, "role ops <at>Ben Okafor</at>", Thread(room, "5"), change: NamesBen);
        await _world.Until(() => Now(card, "Ben Okafor"), "Ben on the card");
        await _world.Say(Ana, "severity minor a typo", Thread(room, "6"));
        await _world.Say(Ana, "resolve the typo is gone", Thread(room, "7"));
        await _world.Kept("incident-resolved.v1");
        await _world.Until(() => Now(card, "Resolved"), "The resolved card");
    }

    [Fact]
    public async Task Whatever_is_said_in_any_thread_belongs_to_it_and_still_does_after_a_restart()
    {
        await _world.Declare(Ana, "declare major checkout fails");
        var card = await Card();
        var room = Room(card);
        await _world.Say(Ben, "the queue is full", Thread(room, "11"), mention: false);
        await _world.Say(Ben, "note it grows", Thread(room, "12"));
        await _world.Kept("note-taken.v1");
        await _world.Settled();

        await _world.Host.DisposeAsync();
        var missed = _teams.Graph.Say(Thread(room, card.Id), Ben, "said while nobody listened");
        _world = await Host();
        await _world.Say(Ben, "the queue is empty", Thread(room, "13"), mention: false);
        await _world.Say(Ben, "note it is empty", Thread(room, "14"));
        await Wait.Until("both notes", async () => (await _world.Facts()).Count(kind => kind == "note-taken.v1") == 2);
        await Wait.Until("what was missed", async () => (await Captured()).Contains($"{room} {card.Id} {missed}"));
        var threads = (await Captured()).Select(one => one.Split(' ')).ToArray();
        Assert.All(threads, one => Assert.Equal(room, one[0]));
        Assert.Equal(["11", "12", "13", "14", card.Id], threads.Select(one => one[1]).Order());
        await _world.Press(Ana, card, "Not known yet");
        await _world.Kept("impact-assessed.v1");
    }

    [Fact]
    public async Task A_second_incident_has_a_channel_of_its_own_and_answers_stay_with_who_asked()
    {
        await _world.Declare(Ana, "declare major checkout fails");
        var first = Room(await Card());
        await _world.Say(Ben, "declare major cards fail even-so: yes", Thread(first, "21"));
        var second = Room(await Card("INC-2"));
        Assert.NotEqual(first, second);
        await _world.Shown($"channel/{Uri.EscapeDataString(second)}/", Thread(first, "21"));
        await _world.Say(Ben, "status", Thread(second, "22"));
        var answer = await _world.Shown("cards fail", Ben.Chat);
        Assert.DoesNotContain(
            _teams.In(),
            one => one.Conversation.StartsWith(second, StringComparison.Ordinal) && one.Text == answer.Text
        );
        _teams.Shut(Ben.Chat);
        await _world.Say(Ben, "status", Thread(second, "22"));
        await _world.Shown("your answer is for you alone", Thread(second, "22"));
    }

    [Fact]
    public async Task Where_only_mentions_may_be_read_the_card_says_so_and_they_belong_to_it()
    {
        await _world.Host.DisposeAsync();
        _world = await Host(readsAll: false);
        await _world.Declare(Ana, "declare major checkout fails");
        var room = Room(await _world.Shown("Captured: mentions only"));
        Assert.True(_teams.Graph.Channels.Exists(room));
        await _world.Say(Ben, "the queue is full", Thread(room, "41"), mention: false);
        await _world.Say(Ben, "note it was me", Thread(room, "42"));
        await _world.Kept("note-taken.v1");
        Assert.Equal([$"{room} 42"], (await Captured()).Select(one => one[..one.LastIndexOf(' ')]));
    }

    [Fact]
    public async Task Without_the_owners_consent_the_declaring_thread_is_the_room_and_it_is_said_why()
    {
        _teams.Graph.Granted.Remove(FakeChannels.Permission);
        var asked = await _world.Declare(Ana, "declare major checkout fails");
        await _world.Shown("deploy/teams/README.md", asked);
        await _world.Say(Ben, "note the queue is full", asked);
        await _world.Kept("note-taken.v1");
        Assert.Empty(Names);
    }

    [Fact]
    public async Task A_channel_that_people_delete_is_told_and_has_an_heir()
    {
        await _world.Declare(Ana, "declare major checkout fails");
        var lost = Room(await Card());
        await _world.Settled();
        _teams.Graph.Channels.Delete(lost);
        await _world.Say(Ana, "INC-1 note the queue is full");
        await _world.Kept("room-lost.v1");
        await _world.Shown("was lost", Ana.Chat);
        await Wait.Until("a new channel", () => Names.Count == 1);
        var heir = _teams.Graph.Channels.Id(Names[0]);
        // It is the room when the bot has spoken there: before that nobody sees it.
        await Wait.Until("words in it", () => _teams.In().Any(one => Room(one) == heir));
        await _world.Say(Ben, "note we are here", Thread(heir, "31"));
        await Wait.Until("both notes", async () => (await _world.Facts()).Count(kind => kind == "note-taken.v1") == 2);
    }

    private Task<TeamsWorld> Host(bool readsAll = true) =>
        TeamsWorld.Start(new(_teams.ChannelSettings) { ["Teams:ReadsAllMessages"] = $"{readsAll}" }, _database, _teams);

    private static string Thread(string channel, string root) => $"{channel};messageid={root}";

    private static string Room(Sent card) => card.Conversation.Split(';')[0];

    private Sent? Now(Sent message, string text) =>
        _teams.In().FirstOrDefault(one => one.Id == message.Id && one.Text.Contains(text, StringComparison.Ordinal));

    private Task<Sent> Card(string incident = "INC-1") =>
        _world.Until(
            () =>
                _teams
                    .In()
                    .FirstOrDefault(one =>
                        _teams.Graph.Channels.Exists(one.Conversation)
                        && one.Text.Contains($"{incident} ", StringComparison.Ordinal)
                        && CardText.Buttons(one.Card).ContainsKey("Impact")
                    ),
            $"The card of {incident}"
        );

    private async Task<IReadOnlyList<string>> Captured()
    {
        await using var command = _world
            .Host.App.Services.GetRequiredService<NpgsqlDataSource>()
            .CreateCommand("select channel_id || ' ' || thread_id || ' ' || message_id from chat_message order by at");
        await using var row = await command.ExecuteReaderAsync();
        List<string> kept = [];
        while (await row.ReadAsync())
            kept.Add(row.GetString(0));
        return kept;
    }

    private static void NamesBen(JsonObject activity) =>
        activity["entities"]!.AsArray().Add(TeamsWorld.Mention(Ben.Address, Ben.Name));
}
