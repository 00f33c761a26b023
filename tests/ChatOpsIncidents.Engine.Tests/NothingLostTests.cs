using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Nothing that a person typed may be lost, and nothing is read into it.</summary>
public sealed class NothingLostTests
{
    private static readonly Catalog Shop = new([
        new Service("checkout") { Aliases = ["cart"] },
        new Service("payments"),
    ]);

    [Theory]
    [InlineData("[P2] Orders Service: queue age 300 s", "Orders Service: queue age 300 s", Severity.Major)]
    [InlineData("P1 - checkout is down", "checkout is down", Severity.Critical)]
    [InlineData("P3: the queue grows", "the queue grows", Severity.Medium)]
    [InlineData("sev 2 checkout fails", "checkout fails", Severity.Major)]
    [InlineData("critical path of the build is red", "critical path of the build is red", null)]
    [InlineData(
        "payment service: timeouts in EU since the deploy",
        "payment service: timeouts in EU since the deploy",
        null
    )]
    [InlineData("open source: packages are gone", "open source: packages are gone", null)]
    [InlineData("checkout slow, started: about noon, all users", "checkout slow, started: about noon, all users", null)]
    [InlineData("past orders are missing", "past orders are missing", null)]
    [Trait("Case", "10")]
    public void A_title_keeps_its_words(string typed, string title, Severity? severity)
    {
        var story = Story.Nothing().When("ana", "declare " + typed);
        Assert.Equal(title, story.Incident.Title);
        Assert.Equal(severity is not null, story.Incident.SeverityConfirmed);
        Assert.Equal(severity ?? Severity.Major, story.Incident.Severity);
        Assert.True(story.Incident.IsRunning);
    }

    [Fact]
    public void What_is_meant_as_a_key_is_one()
    {
        var story = Story
            .Nothing()
            .When("ana", "declare major checkout fails service: checkout, payments started: 13:40");
        Assert.Equal("checkout fails", story.Incident.Title);
        Assert.Equal(["checkout", "payments"], story.Incident.Services);
        Assert.Equal(new TimeSpan(13, 40, 0), story.Incident.StartedAt!.Value.TimeOfDay);
    }

    [Theory]
    [InlineData("note the database server: connection refused", "the database server: connection refused")]
    [InlineData("hypothesis it broke again: see the log", "it broke again: see the log")]
    [Trait("Case", "10")]
    public void Other_commands_keep_their_words_too(string typed, string words)
    {
        var story = Story.Of("checkout fails", Severity.Minor).When("ana", typed);
        Assert.Contains(words, story.Incident.Log[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Private_is_said_in_the_first_line_and_one_tap_undoes_it()
    {
        var story = Story.Nothing().When("ana", "declare private registry answers nobody");
        Assert.True(story.Incident.IsPrivate);
        var answer = story.Last.Reply.Message!;
        Assert.Contains("private", answer.Body.Split('\n')[0], StringComparison.Ordinal);
        var tap = Assert.Single(answer.Actions, action => action.Label == "Not private");
        story.When("ana", tap.Command).Then("incident-made-public");
        Assert.False(story.Incident.IsPrivate);
        Assert.Equal("private registry answers nobody", story.Incident.Title);
    }

    [Fact]
    public void Past_is_said_in_the_first_line_and_one_tap_undoes_it()
    {
        var story = Story.Nothing().When("ana", "declare past the shop was down started: 12:10 ended: 12:50");
        var answer = story.Last.Reply.Message!;
        Assert.Contains("past", answer.Body.Split('\n')[0], StringComparison.Ordinal);
        story.When("ana", Assert.Single(answer.Actions, action => action.Label == "It is not over").Command);
        Assert.True(story.Incident.IsRunning);
    }

    // A pasted alert must not be refused at the worst moment.
    [Fact]
    [Trait("Fault", "U30")]
    [Trait("Case", "12")]
    public void A_title_that_is_too_long_is_cut_and_all_the_words_are_the_first_note()
    {
        var pasted = string.Join(' ', Enumerable.Repeat("checkout fails for every customer in Europe", 8));
        var story = Story.Nothing().When("ana", "declare major " + pasted).ThenAnswers("The title was cut");
        Assert.InRange(story.Incident.Title.Length, 100, 200);
        Assert.Contains(pasted, story.Incident.Log.Single(line => line.Is<NoteTaken>()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alert_of_several_lines_gives_its_first_as_the_title()
    {
        var story = Story.Nothing().When("ana", "declare OrdersLag firing\nqueue=orders lag=18234");
        Assert.Equal("OrdersLag firing", story.Incident.Title);
        Assert.Contains("lag=18234", story.Incident.Log.Single(line => line.Is<NoteTaken>()).Text);
    }

    // Words before the first key.
    [Fact]
    [Trait("Fault", "U30")]
    public void An_update_drops_no_words() =>
        Story
            .Of("checkout fails")
            .When("ana", "impact who: all how-bad: whole-app ongoing: yes")
            .When("ana", "update we looked at the edge what: carts are lost impact: none doing: looking next: 30m")
            .ThenState(i => Assert.Equal("we looked at the edge. carts are lost", i.Updates[^1].What));

    [Fact]
    [Trait("Case", "12")]
    public void A_part_of_an_update_that_is_too_long_opens_the_form_with_all_of_it()
    {
        var what = string.Join(' ', Enumerable.Repeat("carts are lost", 40));
        var story = Story
            .Of("checkout fails")
            .When("ana", $"update what: {what} impact: none doing: looking next: 30m")
            .ThenRefused("update-too-long");
        var field = story.Last.Reply.Form!.Fields.Single(one => one.Key == "what");
        Assert.Equal(what, field.Value);
        Assert.True(field.LengthMax >= what.Length);
    }

    // A stack trace keeps its lines, and what bears on nothing supports nothing.
    [Fact]
    [Trait("Fault", "U27")]
    public void Evidence_keeps_its_line_breaks_and_says_for_or_against_only_if_somebody_did()
    {
        var story = Story
            .Of("checkout fails", Severity.Minor)
            .When("ana", "hypothesis the pool is empty")
            .When("ana", "evidence at com.example.Pool.take\n  at com.example.Shop.pay kind: trace")
            .Then("evidence-added");
        Assert.Equal("at com.example.Pool.take\n  at com.example.Shop.pay", story.Incident.Evidence[^1].Text);
        Assert.Empty(story.Incident.Hypotheses[0].For);
        Assert.Contains("(trace)", story.Incident.Log[^1].Text, StringComparison.Ordinal);
        story.When("ana", "evidence for the graph is flat");
        Assert.Equal("the graph is flat", Assert.Single(story.Incident.Hypotheses[0].For));
    }

    [Fact]
    [Trait("Fault", "U27")]
    public void A_factor_keeps_its_line_breaks() =>
        Story
            .Of("checkout fails", Severity.Minor)
            .When("ana", "factor process no load test\nand no owner")
            .ThenState(i => Assert.Equal("no load test\nand no owner", i.Factors[0].Text));

    [Fact]
    [Trait("Fault", "U25")]
    public void A_service_that_nobody_knows_is_asked_about()
    {
        var story = Story
            .Nothing(catalog: Shop)
            .When("ana", "declare major it rains")
            .When("ana", "service chekout")
            .ThenRefused("unknown-service", next: "/incident service checkout");
        Assert.Contains("Did you mean", story.Last.Refusal!.Because, StringComparison.Ordinal);
        story.When("ana", story.Last.Refusal.Next[^1].Command).Then("services-added");
        Assert.Equal(["chekout"], story.Incident.Services);
    }

    [Fact]
    public void A_service_that_the_title_names_is_a_tap()
    {
        var story = Story.Nothing(catalog: Shop).When("ana", "declare major the cart fails for EU cards");
        Assert.Contains(story.Last.Reply.Message!.Actions, action => action.Command == "service checkout");
        story = Story.Nothing(catalog: Shop).When("ana", "declare major it fails service: chekout");
        Assert.Empty(story.Incident.Services);
        Assert.Contains(story.Last.Reply.Message!.Actions, action => action.Command == "service checkout");
    }

    // Sev 2, sev9
    [Fact]
    [Trait("Fault", "U25")]
    public void Severities_are_read_apart_and_unknown_ones_are_pointed_out()
    {
        var story = Story.Of("checkout fails").When("ana", "sev 1").Then("severity-changed");
        Assert.Equal(Severity.Critical, story.Incident.Severity);
        Story.Nothing().When("ana", "declare sev9 foo").ThenAnswers("“sev9” is no severity");
        story.When("ana", "sev 9").ThenRefused("unknown-severity");
    }

    [Fact]
    [Trait("Fault", "K5")]
    public void A_finding_has_a_kind_that_is_known()
    {
        var story = Story
            .Of("checkout fails")
            .When("ana", "finding alertgap no alert on the queue")
            .ThenRefused("unknown-kind", next: "/incident finding alert-gap no alert on the queue");
        Assert.Equal("no alert on the queue", story.Last.Reply.Form!.Fields.Single(one => one.Key == "rest").Value);
        story.When("ana", "finding gap no alert on the queue").Then("finding-recorded");
    }

    [Theory]
    [InlineData("11:48 PM PDT", "06:48")]
    [InlineData("12:10 CET", "11:10")]
    [InlineData("9am", "09:00")]
    [InlineData("yesterday 23:50", "23:50")]
    [InlineData("yesterday at 9 pm", "21:00")]
    [InlineData("13:05+02:00", "11:05")]
    [InlineData("13:05 UTC+2", "11:05")]
    [InlineData("10:00 Europe/Berlin", "09:00")]
    [InlineData("noon", "12:00")]
    [InlineData("2026-11-20 22:10 CET", "21:10")]
    [Trait("Case", "11")]
    public void Times_are_read_as_people_write_them(string typed, string utc)
    {
        Assert.Equal(TimeSpan.Parse(utc), Times.Past(typed, Story.ContextFor("ana"))!.Value.TimeOfDay);
        Assert.True(Times.IsTime(typed));
    }

    [Theory]
    [InlineData("25:80")]
    [InlineData("13am")]
    [InlineData("12:10 XYZ")]
    [InlineData("soup")]
    public void What_is_no_time_is_none(string typed) => Assert.Null(Times.Past(typed, Story.ContextFor("ana")));

    // The time is said once, in the asker's zone and in UTC.
    [Fact]
    [Trait("Fault", "U22")]
    public void A_time_is_echoed_once()
    {
        var story = Story.Of("checkout fails").When("ana", "started 12:05 CET", InLisbon);
        var line = story.Last.Reply.Message!.Body.Split('\n')[0];
        Assert.Equal("Symptoms began at 11:05 UTC", line.Replace("11:05 Europe/Lisbon (11:05 UTC)", "11:05 UTC"));
    }

    // Chloe's clock would have put it on the day before.
    [Fact]
    [Trait("Fault", "U22")]
    public void A_time_in_a_sentence_that_is_far_off_is_asked()
    {
        var story = Story
            .Of("checkout fails")
            .At("14:05")
            .When("chloe", "found errors after deploy 2.15.0 at 12:31", InNewYork)
            .ThenAnswers("Which time is meant?");
        Assert.DoesNotContain(story.Incident.Log, line => line.Is<FoundSomething>());
        var taps = story.Last.Reply.Message!.Actions;
        Assert.Equal(3, taps.Count);
        story.When("chloe", taps[1].Command, InNewYork).Then("found");
        Assert.Equal(new TimeSpan(12, 31, 0), story.Incident.Log[^1].At.TimeOfDay);
        story.When("chloe", "note the queue grew at 12:40 UTC", InNewYork).Then("note-taken");
        story.When("chloe", "note the queue grew at 8:50", InNewYork).Then("note-taken");
    }

    [Fact]
    [Trait("Case", "11")]
    [Trait("Fault", "U22")]
    public void A_clause_that_cannot_be_read_is_pointed_out()
    {
        var story = Story.Of("checkout fails", Severity.Minor);
        story.When("ana", "note the failover ended at 25:80").Then("note-taken").ThenAnswers("looks like a time");
        story.When("ana", "rollback payments to 4.1 at 12:10 XYZ").ThenRefused("unread-time");
        story.When("ana", story.Last.Refusal!.Next[1].Command);
        Assert.Equal("payments to 4.1", story.Incident.Mitigations[^1].What.Replace(" → ", " to "));
    }

    private static DecisionContext InLisbon(DecisionContext context) =>
        context with
        {
            Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Lisbon"),
        };

    private static DecisionContext InNewYork(DecisionContext context) =>
        context with
        {
            Zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York"),
        };
}
