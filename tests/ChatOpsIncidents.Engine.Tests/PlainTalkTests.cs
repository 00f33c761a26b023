namespace ChatOpsIncidents.Engine.Tests;

public sealed class PlainTalkTests
{
    private static readonly Lazy<Story> Fresh = new(() =>
        Story.Of("payments fail").When("ana", "impact who: most how-bad: main-flow ongoing: yes").At("14:05")
    );
    private static readonly Lazy<Story> Changed = new(() =>
        Story
            .Of("payments fail")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "rollback payments to 4.1")
            .At("14:05")
    );

    private static TalkSuggestion? Suggest(Story story, string text) =>
        PlainTalk.Suggest(
            text,
            story.Incident,
            new DecisionContext(story.Now, new Person("UBEN", "Ben"), Policy.Default) { Language = Language.Whole }
        );

    [Theory, Trait("Requirement", "A2"), Trait("Requirement", "C31")]
    [InlineData("rolled back payments to 4.1", "rollback payments to 4.1 at 14:05:00Z")]
    [InlineData(
        "ok, I rolled back the payments service to v4.1, let's see",
        "rollback payments service to v4.1 at 14:05:00Z"
    )]
    [InlineData("We just reverted PR-1234 because it touched the pool", "rollback PR-1234 at 14:05:00Z")]
    [InlineData("rolled back checkout at 13:58", "rollback checkout at 13:58:00Z")]
    [InlineData("rolling back payments now", "rollback payments")]
    [InlineData("turned off the new-checkout flag", "mitigate flag-off new-checkout flag at 14:05:00Z")]
    [InlineData("disabled search suggestions for now", "mitigate flag-off search suggestions at 14:05:00Z")]
    [InlineData("failed over the database to zone b", "mitigate failover database to zone b at 14:05:00Z")]
    [InlineData("scaled up payments to 12", "mitigate scale payments to 12 at 14:05:00Z")]
    [InlineData("restarted payments-worker-3, watching", "mitigate restart payments-worker-3 at 14:05:00Z")]
    [InlineData("put the orders db into read-only", "mitigate read-only orders db at 14:05:00Z")]
    [InlineData("blocked the IP range 10.1.0.0/16", "mitigate block IP range 10.1.0.0/16 at 14:05:00Z")]
    [InlineData("stopped the import job", "mitigate stop import job at 14:05:00Z")]
    [InlineData("it's the database", "hypothesis database")]
    [InlineData("I think it's the connection pool", "hypothesis connection pool")]
    [InlineData("caused by a bad config push", "hypothesis bad config push")]
    [InlineData("seeing 502s on the load balancer", "symptom 502s on the load balancer")]
    [InlineData("it started around 13:52", "started 13:52")]
    [InlineData("waiting for Stripe support", "wait Stripe support")]
    [InlineData(
        "see https://grafana.test/d/pay latency p99 4 s",
        "evidence https://grafana.test/d/pay see latency p99 4 s"
    )]
    public void What_people_say_becomes_a_suggestion(string said, string line) =>
        Assert.Equal(line, Suggest(Fresh.Value, said)?.Line);

    [Theory]
    [InlineData("errors back to normal", "outcome #1 worked errors back to normal at 14:05:00Z")]
    [InlineData("that worked!", "outcome #1 worked that worked at 14:05:00Z")]
    [InlineData("alerts cleared", "outcome #1 worked alerts cleared at 14:05:00Z")]
    [InlineData("hmm, didn't help", "outcome #1 failed hmm, didn't help at 14:05:00Z")]
    [InlineData("still failing for EU cards", "outcome #1 failed still failing for EU cards at 14:05:00Z")]
    public void While_a_change_runs_talk_is_about_its_outcome(string said, string line) =>
        Assert.Equal(line, Suggest(Changed.Value, said)?.Line);

    [Theory]
    [InlineData("should we roll back payments?")]
    [InlineData("has anybody rolled back payments?")]
    [InlineData("if we rolled back payments we would lose the migration")]
    [InlineData("we haven't rolled back payments yet")]
    [InlineData("last week we rolled back payments to 4.1")]
    [InlineData("let's wait before we have restarted everything")]
    [InlineData("I restarted my laptop, locally it works")]
    [InlineData("it's not the database")]
    [InlineData("could be the database, could be anything")]
    [InlineData("it's fine")]
    [InlineData("it's late here")]
    [InlineData("thanks!")]
    [InlineData("who is on call for payments")]
    [InlineData("brb, coffee")]
    [InlineData("can someone look at the dashboards")]
    [InlineData("the customer says hi")]
    [InlineData("> rolled back payments to 4.1")]
    [InlineData("/incident rollback payments")]
    [InlineData("errors are everywhere")]
    [InlineData("we will have failed over by 15:00")]
    public void And_otherwise_it_stays_quiet(string said) => Assert.Null(Suggest(Fresh.Value, said));

    [Fact]
    public void It_suggests_nothing_that_is_known_already()
    {
        var story = Story
            .Of("payments fail")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "rollback payments to 4.1");
        Assert.Null(Suggest(story, "rolled back payments to 4.1"));
        Assert.Null(Suggest(Story.Of("x").When("ana", "cancel no"), "rolled back payments to 4.1"));
    }

    [Fact]
    public void The_suggestion_is_one_tap_and_what_it_records_is_a_report()
    {
        var story = Story.Of("payments fail").At("14:05");
        var suggestion = Suggest(story, "rolled back payments to 4.1")!;
        Assert.Equal("Record rollback 14:05?", suggestion.Label);
        Assert.Equal(suggestion.Line, Assert.Single(suggestion.ToMessage().Actions).Command);
        story.At("14:07").When("ben", suggestion.Line).Then("rollback-option-reviewed", "mitigation-started");
        Assert.True(story.Last.Facts[^1].BeforeGate);
    }

    [Fact]
    public void A_proof_in_the_graphs_counts_once_the_bleeding_has_stopped()
    {
        var story = Story
            .Of("payments fail")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "rollback payments")
            .When("ana", "outcome worked");
        Assert.Equal(
            "verify manual https://grafana.test/d/pay error ratio 0.1 %",
            Suggest(story, "error ratio 0.1 % https://grafana.test/d/pay")?.Line
        );
    }

    // A night as it is typed: what is to be suggested stands after the arrow, all else is talk.
    private static readonly string[] Night =
    [
        "morning all, what do we know?",
        "customers in Spain say cards are declined",
        "seeing a lot of 504 timeouts from the acquirer => symptom a lot of 504 timeouts from the acquirer",
        "same here",
        "is it the deploy from this afternoon?",
        "no idea, looking",
        "could someone check the load balancer",
        "graphs: https://grafana.test/d/acq p99 is 12 s => evidence https://grafana.test/d/acq graphs: p99 is 12 s",
        "I wouldn't restart anything yet",
        "if we fail over we lose the session cache",
        "ok to roll back payments? it went out at 13:40",
        "yes please",
        "I can do it",
        "ok, rolled back payments to 4.1 => rollback payments to 4.1 at 14:30:00Z",
        "give it two minutes",
        "still seeing errors in the logs but fewer",
        "remember when we rolled back search last year, that took ages",
        "thanks Ben",
        "I think it's the connection pool, it maxes out at 20 => hypothesis connection pool",
        "nah, it's not the pool",
        "should I page the supplier?",
        "let's restart one worker and see",
        "restarted worker-3 => mitigate restart worker-3 at 14:30:00Z",
        "lol",
        "I need to leave at 15:00",
    ];

    [Fact]
    public void A_night_of_talk_gives_few_suggestions_and_the_right_ones()
    {
        var story = Story
            .Of("cards are declined in Spain")
            .When("ana", "impact who: some how-bad: main-flow ongoing: yes")
            .At("14:30");
        var got = Night
            .Select(line => line.Split(" => ")[0])
            .Select(said => Suggest(story, said) is { } found ? $"{said} => {found.Line}" : said);
        Assert.Equal(string.Join('\n', Night), string.Join('\n', got));
    }
}
