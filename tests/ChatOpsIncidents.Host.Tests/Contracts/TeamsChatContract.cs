using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Platforms.Teams;
using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Contracts;

/// <summary>Teams' adapter against a strict stand-in of the Bot Connector, over real HTTP, where the app reads only
/// what mentions it.</summary>
public sealed class TeamsChatContract(PostgresFixture postgres) : TeamsContract(postgres, readsAll: false);

/// <summary>The same where the team's owner lets the app read the team's channels.</summary>
public sealed class TeamsReadingContract(PostgresFixture postgres) : TeamsContract(postgres, readsAll: true)
{
    [Fact]
    public async Task Where_Graph_refuses_the_look_a_post_is_repeated_once_and_the_room_goes_on()
    {
        Teams.Graph.Refuses = true;
        await LoseNextAnswer();
        Assert.True(Assert.IsType<AttemptEnd.TryAgain>(await Deliver("seen by nobody", unclear: false)).Unclear);
        await LoseNextAnswer();
        Assert.IsType<AttemptEnd.GiveUp>(await Deliver("seen by nobody", unclear: true));
        Assert.Equal(2, (await Posted(Here.Channel)).Count);
        Assert.IsType<AttemptEnd.Done>(await Deliver("the next", unclear: false));
    }
}

/// <summary>What all have in common.</summary>
public abstract class TeamsContract(PostgresFixture postgres, bool readsAll)
    : ChatPlatformContract,
        IClassFixture<PostgresFixture>,
        IAsyncLifetime
{
    private protected TeamsBench _bench = null!;

    private protected FakeConnector Teams => _bench.Teams;

    protected override IChatPlatform Platform => _bench.Platform;

    protected override (string Workspace, string Channel, string Person) Here =>
        (FakeConnector.Tenant, FakeConnector.Channel, TeamsPerson.Ana.Id);

    protected override (string Channel, string Word) Nowhere => ("19:nowhere@thread.tacv2", "ConversationNotFound");

    protected override string Nobody => "99999999-0000-0000-0000-000000000000";

    protected override (string Said, string Stands) CallToAll =>
        (
            "<at>Incidents room</at> <at>channel</at> & <b>",
            "&lt;at&gt;Incidents room&lt;/at&gt; &lt;at&gt;channel&lt;/at&gt; &amp; &lt;b&gt;"
        );

    protected override bool RoomsHaveNames => false;

    public virtual async Task InitializeAsync() => _bench = await TeamsBench.Start(postgres, readsAll);

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    protected override Task LoseNextAnswer()
    {
        Teams.Next(Teams.LoseAnswer());
        return Task.CompletedTask;
    }

    protected override Task LimitPosts(int seconds)
    {
        Teams.Next(FakeConnector.Answer(429, """{"error":{"code":"Throttled"}}""", $"{seconds}"));
        return Task.CompletedTask;
    }

    protected override Task Outage(bool on)
    {
        Teams.IsOut = on;
        return Task.CompletedTask;
    }

    protected override Task Turn(TimeSpan by)
    {
        _bench.Clock.Turn(by);
        return Task.CompletedTask;
    }

    protected override Task<string> Say(string text) =>
        Task.FromResult(Teams.Graph.Say(Here.Channel, TeamsPerson.Ana, $"<p>{text}</p>"));

    protected override Task<IReadOnlyList<string>> Posted(string channel) =>
        Task.FromResult<IReadOnlyList<string>>([
            .. Teams
                .In()
                .Where(one => one.Conversation.StartsWith(channel, StringComparison.Ordinal))
                .Select(one => one.Text),
        ]);

    // A room is the thread under a post that names its incident.
    protected override Task<IReadOnlyList<string>> Channels() =>
        Task.FromResult<IReadOnlyList<string>>([
            .. Teams.In().Where(one => one.Text.Contains("INC-7", StringComparison.Ordinal)).Select(_ => "inc-8-cards"),
        ]);

    protected override Task<bool> IsClosed(string room) => Task.FromResult(Teams.Graph.Chats.ContainsKey(room));

    // Nobody can be asked which chats the app has opened: a second one stays empty, and there is no third.
    [Fact]
    public async Task A_private_room_whose_answers_are_lost_is_tried_twice_and_nothing_is_said_elsewhere()
    {
        Teams.Graph.LosesAnswers = true;
        Assert.True(Assert.IsType<AttemptEnd.TryAgain>(await _bench.Deliver(Private, null)).Unclear);
        Assert.IsType<AttemptEnd.GiveUp>(await _bench.Deliver(Private, null, unclear: true));
        Assert.Equal(2, Teams.Graph.Chats.Count);
        Assert.Empty(Teams.In());
    }

    [Fact]
    public async Task A_chat_that_was_opened_is_entered_and_not_opened_again()
    {
        Teams.Graph.Next(429, retryAfter: 4, path: "installedApps");
        var again = Assert.IsType<AttemptEnd.TryAgain>(await _bench.Deliver(Private, null));
        Assert.Equal(TimeSpan.FromSeconds(4), again.After);
        Teams.Graph.EntersLater = 1;
        Assert.IsType<AttemptEnd.TryAgain>(await _bench.Deliver(Private, null));
        Assert.IsType<AttemptEnd.Done>(await _bench.Deliver(Private, null));
        Assert.Single(Teams.Graph.Chats);
    }

    [Theory]
    [InlineData("Chat.Create")]
    [InlineData("TeamsAppInstallation.ReadWriteSelfForChat.All")]
    public async Task Without_an_admins_consent_there_is_no_private_room_and_it_is_said_what_to_do(string permission)
    {
        Teams.Graph.Granted.Remove(permission);
        var end = Assert.IsType<AttemptEnd.GiveUp>(await _bench.Deliver(Private, null));
        Assert.Contains("deploy/teams/README.md", end.ForPeople);
        Assert.Empty(Teams.In());
    }

    protected Task<AttemptEnd> Deliver(string text, bool unclear) => _bench.Post(text, Here.Channel, unclear: unclear);
}
