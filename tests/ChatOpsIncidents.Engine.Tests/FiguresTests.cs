using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Engine.Timeline;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Every number in chat, page and files comes from one source, and none says more than the record.</summary>
public sealed class FiguresTests
{
    private const string Missed = "Noticed 4 h 32 min after it began";

    // "It lasted 39 s", counted from the declaration.
    [Fact]
    [Trait("Fault", "U11")]
    public void Without_a_start_nothing_is_said_to_have_lasted()
    {
        var story = ReviewStory.Resolved();
        Assert.Equal(
            "It was resolved 25 min after the declaration; when it began is not recorded.",
            ReportOpening.HowLong(story.Incident)
        );
        Assert.DoesNotContain("lasted", Report(story), StringComparison.Ordinal);
    }

    [Fact]
    public void When_it_began_is_asked_once_at_the_end_and_the_report_counts_from_there()
    {
        var story = ReviewStory.Resolved();
        var taps = story.Last.Reply.Message!.Actions.Where(tap =>
            tap.Command.StartsWith("started", StringComparison.Ordinal)
        );
        Assert.Equal(["At the declaration, 14:00 UTC", "Another time"], taps.Select(tap => tap.Label));
        story
            .When("ana", "started 13:48")
            .Then("symptoms-started")
            .ThenRoomHears("It lasted 24 min, from 2026-11-21 13:48 to 14:12 UTC. The report says so now.");
        Assert.Contains(story.Last.Effects, effect => effect is Effect.Upload { Format: "html" });
        Assert.Contains("37 min after it began", Report(story), StringComparison.Ordinal);
        foreach (var format in new[] { "md", "html" })
            Assert.Contains("It lasted 24 min", Export(story, format), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "K8")]
    public void Whoever_resolves_too_early_is_asked_then_and_reads_the_last_update()
    {
        var story = Story
            .Of("checkout fails")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "update what: cards fail impact: nobody can pay doing: looking next: 1h")
            .When("ana", "resolve");
        var refusal = story.Last.Refusal!;
        Assert.Contains("When did it begin?", refusal.Because, StringComparison.Ordinal);
        Assert.Contains("> nobody can pay. It is over.", refusal.Because, StringComparison.Ordinal);
        Assert.Contains(refusal.Next, step => step.Command.StartsWith("started 2026", StringComparison.Ordinal));
        story.When("ana", "started 13:50").When("ana", "resolve it is back");
        Assert.DoesNotContain("When did it begin?", story.Last.Refusal?.Because ?? "", StringComparison.Ordinal);
    }

    [Fact] // A sibling: nothing was resolved too early, and it is read all the same before it goes out
    [Trait("Fault", "K8")]
    [Trait("Fault", "U16")]
    public void Where_recovery_is_proven_the_last_update_is_read_beside_the_button_that_sends_it()
    {
        var story = Story
            .Of("checkout fails")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "update what: cards fail impact: nobody can pay doing: looking next: 1h")
            .When("ana", "rollback payments to 4.1")
            .When("ana", "outcome worked")
            .When("ana", "verify manual https://g.test/d 0.1 %, as before")
            .After(TimeSpan.FromMinutes(6))
            .When("ben", "verify still");
        var said = story
            .Last.Effects.OfType<Effect.Post>()
            .Single(post => post.Message.Body.Contains("Recovery is proven", StringComparison.Ordinal));
        Assert.Contains("> nobody can pay. It is over.", said.Message.Body, StringComparison.Ordinal);
        Assert.Equal("resolve", said.Message.Actions[0].Command);
        story.When("ana", "verify").ThenAnswers("The last update will be:").When("ana", "resolve rolled back");
        Assert.Contains(
            story.Last.Facts,
            fact => fact.Fact is StakeholderUpdateSent { Impact: "nobody can pay. It is over." }
        );
    }

    // "What helped: the symptoms are gone".
    [Fact]
    [Trait("Fault", "U11")]
    public void What_helped_is_a_change_that_worked_and_nothing_else()
    {
        Assert.Contains(
            "What helped: rollback payments to 4.1.",
            Report(ReviewStory.Resolved()),
            StringComparison.Ordinal
        );
        var partly = Story
            .Of("checkout fails", Severity.Minor)
            .When("ana", "impact who: some how-bad: some-flow ongoing: yes")
            .When("ana", "mitigate scale edge to 12")
            .When("ana", "outcome partial still falling")
            .When("ana", "resolve the symptoms are gone");
        Assert.Contains("What helped in part: scale edge to 12.", Report(partly), StringComparison.Ordinal);
        Assert.DoesNotContain("What helped:", Report(partly), StringComparison.Ordinal);
    }

    [Fact] // A sibling: nothing of ours was changed, and it is known all the same who mended it
    [Trait("Fault", "U11")]
    public void A_supplier_that_made_it_work_again_is_what_helped()
    {
        var story = Story
            .Of("cards time out")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "rollback none because nothing of ours changed")
            .When("ana", "wait Stripe");
        Assert.Contains("No change is recorded as what helped.", Export(story, "md"), StringComparison.Ordinal);
        story.When("ana", "outcome worked");
        foreach (var format in new[] { "md", "html" })
            Assert.Contains("What helped: Stripe made it work again.", Export(story, format), StringComparison.Ordinal);
    }

    [Fact] // A sibling of "Waiting (rollback-first)"
    [Trait("Fault", "U33")]
    public void What_a_command_waited_for_is_folded_and_said_in_plain_words()
    {
        var story = Story
            .Of("totals are wrong")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "mitigate stop the nightly run")
            .ThenHeld("rollback-first");
        var folded = Document(story).Readable.Single(entry => entry.Kind == "command-held.v1");
        Assert.Equal("Waits for a look at the rollback options: mitigate stop the nightly run", folded.Text);
        Assert.DoesNotContain(folded, Document(story).Decisions);
    }

    [Theory, Trait("Requirement", "A6"), InlineData("md"), InlineData("html")]
    [Trait("Fault", "U11")]
    public void A_report_has_its_cause_its_findings_and_its_actions(string format)
    {
        var story = ReviewStory
            .Resolved()
            .When("ana", "hypothesis the pool is too small")
            .When("ana", "verdict confirmed the graph is flat at 40")
            .When("ana", "gap no alert on the pool")
            .When("ana", "action @ben alert when the pool is empty by 2026-12-04");
        var text = Export(story, format);
        foreach (
            var words in new[] { "Root cause", "the pool is too small", "Findings", "no alert on the pool", "Actions" }
        )
            Assert.Contains(words, text, StringComparison.Ordinal);
        story.When("ana", "review").When("ana", "review went-poorly: it was slow");
        Assert.Contains("no alert on the pool", Export(story, format), StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "A6")]
    public void A_finding_becomes_an_action_by_one_tap()
    {
        var story = ReviewStory.Resolved().When("ana", "gap no alert on the pool");
        var tap = story.Last.Reply.Message!.Actions.Single(action => action.Label == "I take it");
        story.When("ben", tap.Command).Then("action-planned");
        var action = story.Incident.Actions[^1];
        Assert.Equal(("Close the gap: no alert on the pool", "Ben"), (action.Text, action.Owner.Name));
        Assert.True(action.DueAt > story.Now.AddDays(13));
        story.When("ben", tap.Command).ThenNothing();
        story.When("ben", "action finding 9").ThenRefused("no-such-finding");
    }

    // A rollback that was honestly recorded as earlier.
    [Fact]
    [Trait("Fault", "U31")]
    public void Honest_late_recording_never_lowers_the_score()
    {
        var story = Story
            .Of("checkout fails")
            .When("ben", "rollback payments to 4.1 at 12:57")
            .When("ana", "impact who: most how-bad: main-flow ongoing: no")
            .When("ana", "outcome worked errors are down");
        Assert.Equal(100, Scorecard.Of(story.Incident).AdherencePercent);
        var early = Story.Of("checkout fails").When("ana", "impact who: most how-bad: main-flow ongoing: yes");
        early
            .When("ana", "override rollback-first we know")
            .When("ana", "mitigate restart web")
            .When("ana", "rollback none because new");
        Assert.True(Scorecard.Of(early.Incident).AdherencePercent < 100);
    }

    [Fact]
    [Trait("Fault", "K14")]
    public void What_was_over_when_it_was_declared_was_written_afterwards_and_has_no_score()
    {
        var story = Story.Nothing().When("ana", "declare past checkout was down started: 12:10 ended: 12:50");
        var text = Report(story);
        Assert.Contains("written afterwards", text, StringComparison.Ordinal);
        Assert.DoesNotContain("while it happened", text, StringComparison.Ordinal);
        Assert.Contains("not measured", Export(story, "md"), StringComparison.Ordinal);
        Assert.DoesNotContain("25 %", Export(story, "md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_what_was_over_before_it_was_declared_the_declaration_says_not_when_it_was_noticed()
    {
        var story = Story.Nothing().When("ana", "declare past critical checkout was down started: 12:10 ended: 12:50");
        Assert.Empty(story.Incident.Findings);
        var figures = IncidentFigures.Of(story.Incident);
        Assert.Equal((null, null), (figures.ToDetect, figures.OrderKept));
        story.When("ana", "detected-by engineer at: 12:30");
        Assert.Equal(20 * 60, IncidentFigures.Of(story.Incident).ToDetect);
        var late = Assert.Single(story.Incident.Findings);
        Assert.StartsWith("Noticed 20 min after it began", late.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "K14")]
    public void Entries_that_came_later_are_counted_as_such()
    {
        var story = ReviewStory.Resolved(one => one.When("ben", "note the pool was empty at 13:40"));
        Assert.Contains("written while it happened, 1 of them later", Report(story), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "K17")]
    public void A_finding_from_a_mistyped_time_goes_with_the_correction()
    {
        var story = Story.Of("checkout fails").When("ana", "severity major").When("ana", "started 9:28");
        Assert.Contains(story.Incident.Findings, finding => finding.Text.StartsWith(Missed, StringComparison.Ordinal));
        story.When("ana", "started 13:55").Then("symptoms-started", "detection-in-time");
        Assert.Empty(story.Incident.Findings);
        story.When("ana", "started 13:20");
        Assert.StartsWith("Noticed 40 min", Assert.Single(story.Incident.Findings).Text);
        story.When("ana", "started 13:10");
        Assert.StartsWith("Noticed 50 min", Assert.Single(story.Incident.Findings).Text);
    }

    [Fact]
    [Trait("Fault", "K18")]
    public void An_update_on_a_resolved_incident_promises_no_next_time()
    {
        var story = ReviewStory
            .Resolved()
            .When("ana", "update what: it is over impact: none doing: watching next: 30m")
            .ThenAnswers("no next update is promised");
        Assert.Null(story.Incident.Updates[^1].NextAt);
        story.After(TimeSpan.FromMinutes(5)).When("ana", "update same");
        Assert.Null(story.Incident.Updates[^1].NextAt);
    }

    [Fact] // A sibling: the form of an update on what is over asks for no next time either
    [Trait("Fault", "K18")]
    public void The_last_update_of_a_resolve_promises_nothing()
    {
        var story = ReviewStory.Resolved();
        Assert.Null(story.Incident.Updates[^1].NextAt);
        Assert.Null(story.Incident.UpdateDueAt);
        Assert.DoesNotContain("update-due", story.Incident.Deadlines.Keys);
    }

    [Fact]
    [Trait("Fault", "U16")]
    public void A_draft_begins_with_the_last_words_of_a_person()
    {
        const string Said = "Nobody can pay by card. PayPal and invoices work.";
        var story = Story
            .Of("checkout fails")
            .When("ana", "impact who: all how-bad: main-flow ongoing: yes")
            .After(TimeSpan.FromMinutes(1))
            .When("chloe", $"update what: Cards are declined impact: {Said} doing: calling stripe next: 30m");
        var draft = Draft(story);
        Assert.Equal(("Cards are declined", Said), (draft["what"], draft["impact"]));
        story.After(TimeSpan.FromMinutes(5)).When("ana", "impact ongoing: no");
        Assert.Contains("stopped", Draft(story)["impact"], StringComparison.Ordinal);
        var over = ReviewStory.Resolved();
        Assert.Equal("most customers cannot pay. It is over.", over.Incident.Updates[^1].Impact);
        Assert.Equal("EU cards fail", over.Incident.Updates[^1].What);
    }

    [Fact]
    [Trait("Fault", "U17")]
    public void A_holding_update_never_says_that_nothing_is_new_when_something_is()
    {
        var story = Story
            .Of("checkout fails")
            .When("ana", "impact who: all how-bad: main-flow ongoing: yes")
            .When("chloe", "update what: cards impact: cards doing: calling next: 30m")
            .At("14:25")
            .When("ben", "found it works again since they restarted")
            .At("14:41");
        var holding = story.Incident.Log.Single(line => line.Is<HoldingUpdateSent>());
        Assert.Contains("it works again", holding.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("no new facts", holding.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "U33")]
    public void What_only_serves_the_room_is_folded_and_stays_in_the_json()
    {
        var story = ReviewStory.Resolved(one => one.When(new PersonJoined(new Person("UCY", "Cy"))));
        var document = Document(story);
        var folded = document.Readable.Single(entry => entry.Kind == "person-joined.v1");
        Assert.DoesNotContain(folded, document.Decisions);
        Assert.Contains("person-joined.v1", Export(story, "json"), StringComparison.Ordinal);
        var md = Export(story, "md");
        Assert.True(
            md.IndexOf(folded.Text, StringComparison.Ordinal) > md.IndexOf("<details>", StringComparison.Ordinal)
        );
        Assert.Contains("Decisions only", Export(story, "html"), StringComparison.Ordinal);
    }

    private static string Report(Story story) => IssueReport.Message(story.Incident).Body;

    private static TimelineDocument Document(Story story) =>
        TimelineDocument.Of(story.Incident, Chronicle.Of(story), story.Now);

    private static string Export(Story story, string format) =>
        TimelineExport.Render(Document(story), format).Text.Replace("\\", "");

    private static Dictionary<string, string?> Draft(Story story) =>
        story.When("ana", "update").Last.Reply.Form!.Fields.ToDictionary(field => field.Key, field => field.Value);
}
