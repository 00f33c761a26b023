using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Platforms.Teams;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Platforms.Teams;
using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Contracts;

/// <summary>Teams' adapter where each incident gets a channel; the room of the contract is such a one.</summary>
public sealed class TeamsChannelContract(PostgresFixture postgres) : TeamsContract(postgres, readsAll: true)
{
    private readonly PostgresFixture _postgres = postgres;
    private string _room = "";

    protected override (string Workspace, string Channel, string Person) Here =>
        (FakeConnector.Tenant, _room, TeamsPerson.Ana.Id);

    protected override bool RoomsHaveNames => true;

    // A private room is a chat here as everywhere in Teams.
    protected override bool IsUnclearRoomPrivate => false;

    private FakeChannels Made => Teams.Graph.Channels;

    public override async Task InitializeAsync()
    {
        _bench = await TeamsBench.Start(_postgres, teams => teams.ChannelSettings);
        _room = Placed(await _bench.Deliver(Room("inc-1-here"), null)).ChannelId;
    }

    protected override Task<IReadOnlyList<string>> Channels() => Task.FromResult(Made.Names);

    [Theory]
    [InlineData("_.inc-9: is 100% of it down? ", "inc-9 is 100 of it down")]
    [InlineData(
        "inc-9-the-checkout-of-the-shop-of-the-town-of-the-hills-fails",
        "inc-9-the-checkout-of-the-shop-of-the-town-of-the"
    )]
    [InlineData("???", "incident")]
    public async Task A_name_is_made_as_Teams_wants_it(string wish, string name)
    {
        Assert.Equal(name, Placed(await _bench.Deliver(Room(wish), null)).Name);
        var second = Placed(await _bench.Deliver(Room(wish), null)).Name!;
        Assert.EndsWith("-2", second);
        Assert.InRange(second.Length, 1, TeamsChannels.NameLengthMax);
    }

    [Fact]
    public async Task A_taken_name_may_be_called_a_conflict_too()
    {
        (Made.TakenStatus, _) = (409, Made.Add("INC-9-checkout"));
        Assert.Equal("inc-9-checkout-2", Placed(await _bench.Deliver(Room("inc-9-checkout"), null)).Name);
    }

    [Fact]
    public async Task A_channel_whose_answer_was_lost_is_found_and_a_foreign_one_is_left_alone()
    {
        var foreign = Made.Add("inc-9-checkout");
        Made.Loses = "inc-9-checkout-2";
        Assert.True(Again(await _bench.Deliver(Room("inc-9-checkout"), null)).Unclear);
        var room = Placed(await _bench.Deliver(Room("inc-9-checkout"), null, unclear: true));
        Assert.Equal(("inc-9-checkout-2", Made.Id("inc-9-checkout-2")), (room.Name, room.ChannelId));
        Assert.NotEqual(foreign, room.ChannelId);
        Assert.Equal(["inc-1-here", "inc-9-checkout", "inc-9-checkout-2"], Made.Names.Order());
    }

    // Where nobody can be asked, the channel of which nothing was heard stays empty.
    [Theory]
    [InlineData(FakeConnector.General, "inc-9-checkout")]
    [InlineData(null, "inc-9-checkout-2")]
    public async Task The_team_is_the_one_from_which_something_came_where_none_is_set(string? team, string name)
    {
        await using var bench = await TeamsBench.Start(
            _postgres,
            teams => new(teams.ChannelSettings) { ["Teams:TeamId"] = "" }
        );
        var near = new Conversation(FakeConnector.Channel, ConversationKind.Channel, bench.Teams.ServiceUrl);
        await bench.Directory.Remember(near with { TeamId = team }, default);
        bench.Teams.Graph.Channels.Loses = "inc-9-checkout";
        Assert.True(Again(await bench.Deliver(Room("inc-9-checkout"), null)).Unclear);
        Assert.Equal(name, Placed(await bench.Deliver(Room("inc-9-checkout"), null, unclear: true)).Name);
    }

    [Fact]
    public async Task A_channel_that_is_not_listed_yet_is_waited_for()
    {
        (Made.Loses, Made.ListedLater) = ("inc-9-checkout", 1);
        Assert.True(Again(await _bench.Deliver(Room("inc-9-checkout"), null)).Unclear);
        Assert.True(Again(await _bench.Deliver(Room("inc-9-checkout"), null, unclear: true)).Unclear);
        Assert.Equal("inc-9-checkout", Placed(await _bench.Deliver(Room("inc-9-checkout"), null, unclear: true)).Name);
        Assert.Equal(["inc-1-here", "inc-9-checkout"], Made.Names.Order());
    }

    [Fact]
    public async Task A_channel_that_the_connector_does_not_know_yet_is_waited_for_and_not_created_again()
    {
        Made.KnownLater = 2;
        Assert.True(Again(await _bench.Deliver(Room("inc-9-checkout"), null)).Unclear);
        Assert.True(Again(await _bench.Deliver(Room("inc-9-checkout"), null)).Unclear);
        Assert.Equal("inc-9-checkout", Placed(await _bench.Deliver(Room("inc-9-checkout"), null)).Name);
        Assert.Equal(["inc-1-here", "inc-9-checkout"], Made.Names.Order());
    }

    [Theory]
    [InlineData(500, "ServiceError")]
    [InlineData(403, "BotNotInConversationRoster")]
    public async Task A_channel_is_no_room_before_the_connector_knows_who_is_there(int status, string code)
    {
        Made.OpensWith = FakeConnector.Error(status, code);
        Assert.True(Again(await _bench.Deliver(Room("inc-9-checkout"), null)).Unclear);
        Assert.Equal("inc-9-checkout", Placed(await _bench.Deliver(Room("inc-9-checkout"), null)).Name);
    }

    // It went on without, and then the channel is found in which people may be sitting already.
    [Fact]
    public async Task A_channel_that_may_stand_is_found_after_the_incident_got_another_room_and_none_is_created()
    {
        var elsewhere = new MessagePlace(FakeConnector.Channel);
        Assert.IsType<AttemptEnd.Needless>(await _bench.Deliver(Room("inc-9-cards"), elsewhere, unclear: true));
        Made.Loses = "inc-9-checkout";
        Assert.True(Again(await _bench.Deliver(Room("inc-9-checkout"), null)).Unclear);
        Placed(await _bench.Deliver(Room("inc-9-checkout"), elsewhere, unclear: true));
        Assert.Equal(["inc-1-here", "inc-9-checkout"], Made.Names.Order());
    }

    [Fact]
    public async Task Graphs_limit_is_waited_for()
    {
        Teams.Graph.Next(429, retryAfter: 4, path: "/channels");
        var again = Again(await _bench.Deliver(Room("inc-9-checkout"), null));
        Assert.Equal((TimeSpan.FromSeconds(4), false), (again.After!.Value, again.Unclear));
    }

    [Fact]
    public async Task Without_the_owners_consent_there_is_no_channel_and_it_is_said_what_to_do()
    {
        Teams.Graph.Granted.Remove(FakeChannels.Permission);
        var end = Assert.IsType<AttemptEnd.GiveUp>(await _bench.Deliver(Room("inc-9-checkout"), null));
        Assert.Contains("“A channel per incident” in deploy/teams/README.md", end.ForPeople);
        Assert.Empty(Teams.In());
    }

    [Fact]
    public async Task A_channel_that_people_deleted_is_a_lost_place()
    {
        var card = Placed(await _bench.Post("card", _room));
        Made.Delete(_room);
        Assert.Equal(_room, Assert.IsType<AttemptEnd.PlaceLost>(await _bench.Post("a word", _room)).ChannelId);
        var edit = new Effect.Edit(Keys.Card, ChatMessage.Text("anew"));
        var at = new MessagePlace(_room, MessageId: card.MessageId);
        Assert.Equal(_room, Assert.IsType<AttemptEnd.PlaceLost>(await _bench.Deliver(edit, at)).ChannelId);
    }

    [Fact]
    [Trait("Requirement", "D4")]
    public async Task What_was_said_in_any_of_its_threads_is_read_afterwards_page_by_page()
    {
        Teams.Graph.PageMax = 2;
        var post = await Say("the queue is full");
        string[] replies = ["since when?", "since nine", "it grows", "not any more"];
        var ids = replies.Select(text => Teams.Graph.Say($"{_room};messageid={post}", TeamsPerson.Ben, text)).ToArray();
        string[] posts = [.. await Task.WhenAll(Say("another thing"), Say("a third"), Say("a fourth"))];
        List<CapturedMessage> heard = [];
        await foreach (var one in Platform.History(Here.Workspace, _room, new KnownSoFar(null, []), default))
            heard.Add(one);
        Assert.Equal([post, .. ids, .. posts], heard.Select(one => one.MessageId));
        Assert.Equal([post, post, post, post, post, .. posts], heard.Select(one => one.ThreadId));
        Assert.All(heard, one => Assert.Equal(_room, one.ChannelId));
        Assert.Equal(TeamsPlaces.Link(FakeConnector.Tenant, $"{_room};messageid={post}", ids[1]), heard[2].Link);
    }

    private static Effect.OpenRoom Room(string name) => new(name, Private: false);

    private static AttemptEnd.TryAgain Again(AttemptEnd end) => Assert.IsType<AttemptEnd.TryAgain>(end);

    private static PlacedReference Placed(AttemptEnd end) => Assert.IsType<AttemptEnd.Done>(end).Reference!;
}
