using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>Every fault of the Bot Connector, and what becomes of the post. Nothing is lost, nothing said blindly twice,
/// and nobody but Teams is called.</summary>
public sealed class TeamsFaultTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private TeamsBench _bench = null!;

    private FakeConnector Teams => _bench.Teams;

    public async Task InitializeAsync() => _bench = await TeamsBench.Start(postgres);

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task A_limited_conversation_is_left_alone_for_as_long_as_Teams_says_and_others_go_on()
    {
        Teams.Next(FakeConnector.Answer(429, "{}", retryAfter: "7"));
        Assert.Equal(TimeSpan.FromSeconds(7), Assert.IsType<AttemptEnd.TryAgain>(await _bench.Post("slowly")).After);
        var calls = Teams.Calls.Count;
        _bench.Clock.Turn(TimeSpan.FromSeconds(5));
        Assert.IsType<AttemptEnd.TryAgain>(await _bench.Post("slowly"));
        Assert.Equal(calls, Teams.Calls.Count);
        Assert.IsType<AttemptEnd.Done>(await _bench.Post("elsewhere", FakeConnector.General));
        _bench.Clock.Turn(TimeSpan.FromSeconds(2));
        Assert.IsType<AttemptEnd.Done>(await _bench.Post("slowly"));
    }

    [Fact]
    public async Task What_was_in_the_way_is_tried_once_more_at_once()
    {
        Teams.Next(FakeConnector.Error(412, "PreconditionFailed"));
        Assert.IsType<AttemptEnd.Done>(await _bench.Post("now"));
        Teams.Next(FakeConnector.Error(412, "PreconditionFailed"), FakeConnector.Error(412, "PreconditionFailed"));
        Assert.False(Assert.IsType<AttemptEnd.TryAgain>(await _bench.Post("later")).Unclear);
        Assert.Single(Teams.In());
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(408)]
    public async Task Whether_it_stands_is_unclear_where_Teams_itself_does_not_know(int status)
    {
        Teams.Next(FakeConnector.Answer(status));
        Assert.True(Assert.IsType<AttemptEnd.TryAgain>(await _bench.Post("once or twice")).Unclear);
    }

    // Whoever says when to come again has taken nothing.
    [Fact]
    public async Task Teams_without_time_that_says_when_to_come_again_is_waited_for()
    {
        Teams.Next(FakeConnector.Answer(503, "", retryAfter: "20"));
        var wait = Assert.IsType<AttemptEnd.TryAgain>(await _bench.Post("later"));
        Assert.Equal((TimeSpan.FromSeconds(20), false), (wait.After, wait.Unclear));
        _bench.Clock.Turn(TimeSpan.FromSeconds(20));
        Assert.IsType<AttemptEnd.Done>(await _bench.Post("later"));
        Assert.Single(Teams.In());
    }

    // The one repetition is kept until Teams answers at all.
    [Fact]
    public async Task A_post_outlives_an_outage_of_any_length_and_is_repeated_once()
    {
        Teams.IsOut = true;
        Assert.True(Assert.IsType<AttemptEnd.TryAgain>(await _bench.Post("at last")).Unclear);
        for (var n = 0; n < 20; n++)
        {
            Assert.True(Assert.IsType<AttemptEnd.TryAgain>(await _bench.Post("at last", unclear: true)).Unclear);
            _bench.Clock.Turn(TimeSpan.FromMinutes(5));
        }

        Assert.Single(Teams.Calls, call => call.StartsWith("POST", StringComparison.Ordinal));
        Teams.IsOut = false;
        Assert.IsType<AttemptEnd.Done>(await _bench.Post("at last", unclear: true));
        Assert.Single(Teams.In());
    }

    [Fact]
    public async Task Whether_it_stands_is_unclear_where_the_answer_is_lost_or_no_answer()
    {
        Teams.Next(Teams.LoseAnswer(), FakeConnector.Answer(200, "<html>a proxy's page</html>"));
        Assert.True(Assert.IsType<AttemptEnd.TryAgain>(await _bench.Post("lost")).Unclear);
        Assert.True(Assert.IsType<AttemptEnd.TryAgain>(await _bench.Post("garbled")).Unclear);
    }

    [Theory]
    [InlineData(400, "it is not said again")]
    [InlineData(413, "nor this")]
    [InlineData(500, "nor that")]
    public async Task What_Teams_refuses_for_good_is_given_up(int status, string text)
    {
        Teams.Next(FakeConnector.Error(status, "BadArgument"));
        var end = Assert.IsType<AttemptEnd.GiveUp>(await _bench.Post(text));
        Assert.Contains("BadArgument", end.Why);
        Assert.DoesNotContain("BadArgument", end.ForPeople);
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once_and_then_an_operator_is_needed()
    {
        await _bench.Post("first");
        var given = Teams.TokensGiven;
        Teams.Next(FakeConnector.Error(401, "AuthorizationDenied"));
        Assert.IsType<AttemptEnd.Done>(await _bench.Post("second"));
        Assert.Equal(given + 1, Teams.TokensGiven);
        Teams.AcceptsSecret = false;
        Teams.OnlyToken = "token-of-somebody-else";
        var end = Assert.IsType<AttemptEnd.TryAgain>(await _bench.Post("third"));
        Assert.Equal(TimeSpan.FromMinutes(1), end.After);
        Assert.Contains("AADSTS7000215", end.Why);
    }

    [Theory]
    [InlineData("BotNotInConversationRoster")]
    [InlineData("BotDisabledByAdmin")]
    [InlineData("MessageWritesBlocked")]
    public async Task Where_the_app_was_sent_out_nothing_is_tried_until_something_comes_from_there(string code)
    {
        Teams.Next(FakeConnector.Error(403, code));
        Assert.IsType<AttemptEnd.PlaceLost>(await _bench.Post("sent out"));
        var calls = Teams.Calls.Count;
        Assert.IsType<AttemptEnd.PlaceLost>(await _bench.Post("still out"));
        Assert.Equal(calls, Teams.Calls.Count);
        await _bench.Hear(FakeConnector.Channel);
        Assert.IsType<AttemptEnd.Done>(await _bench.Post("in again"));
    }

    [Theory]
    [InlineData(404, "ActivityNotFoundInConversation")]
    [InlineData(403, "ServiceError")]
    public async Task A_message_that_is_gone_is_posted_anew_and_found_there_from_now_on(int status, string code)
    {
        var card = Assert.IsType<AttemptEnd.Done>(await _bench.Post("before")).Reference!;
        Teams.Next(FakeConnector.Error(status, code));
        var edit = new Effect.Edit("card", ChatMessage.Text("after"));
        var at = new MessagePlace(FakeConnector.Channel, MessageId: card.MessageId);
        var anew = Assert.IsType<AttemptEnd.Done>(await _bench.Deliver(edit, at)).Reference!;
        Assert.NotEqual(card.MessageId, anew.MessageId);
        Assert.Equal("after", Teams.In().Single(one => one.Id == anew.MessageId).Text);
    }

    [Fact]
    public async Task Nobody_is_led_elsewhere_by_a_redirect()
    {
        Teams.Next(FakeConnector.Answer(307));
        Assert.IsType<AttemptEnd.GiveUp>(await _bench.Post("not there"));
    }

    [Fact]
    public async Task A_foreign_address_that_was_stored_is_not_called_and_sees_no_token()
    {
        await using var stranger = await FakeConnector.Start();
        await _bench.Hear("19:elsewhere@thread.tacv2", stranger.ServiceUrl);
        var given = Teams.TokensGiven;
        Assert.IsType<AttemptEnd.PlaceLost>(await _bench.Post("for nobody", "19:elsewhere@thread.tacv2"));
        Assert.Empty(stranger.Calls);
        Assert.Equal(given, Teams.TokensGiven);
    }

    [Fact]
    public async Task While_the_sign_in_hangs_it_is_asked_once_for_all()
    {
        Teams.SignInHangs = true;
        var calls = Enumerable.Range(0, 64).Select(n => _bench.Post("waits", $"19:channel{n}@thread.tacv2")).ToArray();
        foreach (var end in await Task.WhenAll(calls).InTime())
        {
            var again = Assert.IsType<AttemptEnd.TryAgain>(end);
            Assert.False(again.Unclear);
            Assert.NotNull(again.After); // it is no fault of the effect's
        }

        Assert.InRange(Teams.SignIns, 1, 4); // the sign-in itself is tried again
        Assert.Empty(Teams.Calls);
    }

    [Fact]
    public async Task No_log_holds_a_token_or_what_was_said()
    {
        Teams.Next(
            FakeConnector.Answer(429, "{}", retryAfter: "0"),
            FakeConnector.Answer(503),
            FakeConnector.Answer(200, "no json"),
            FakeConnector.Error(500, "Broken"),
            FakeConnector.Error(401, "AuthorizationDenied"),
            FakeConnector.Error(401, "AuthorizationDenied"),
            Teams.LoseAnswer(),
            FakeConnector.Error(403, "BotNotInConversationRoster")
        );
        for (var n = 0; n < 8; n++)
            await _bench.Post("words of the room");
        Assert.NotEmpty(_bench.Logged);
        Assert.DoesNotContain("words of the room", _bench.Logged);
        Assert.DoesNotContain("Bearer", _bench.Logged);
        Assert.DoesNotContain("token-", _bench.Logged);
        Assert.DoesNotContain(FakeConnector.Secret, _bench.Logged);
    }
}
