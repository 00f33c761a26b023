using ChatOpsIncidents.Engine.Exports;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Several people write one review, and no word is lost.</summary>
public sealed class ReviewTogetherTests
{
    [Fact, Trait("Requirement", "B30")]
    public void What_two_people_write_into_one_section_at_the_same_time_stands_there_both()
    {
        var story = ReviewStory.Resolved().When("ana", "review");
        var seen = 0L;
        story
            .ThenState(i => seen = i.Seq)
            .When("ben", $"review since {seen} lessons: rehearse rollbacks")
            .Then("review-section-written")
            .When("ana", $"review since {seen} lessons: a gate needs a load test")
            .Then("review-section-written")
            .ThenAnswers("ben wrote Lessons at the same time. Both texts stand there, theirs first")
            .ThenState(i => Assert.Equal("rehearse rollbacks\na gate needs a load test", i.ReviewTexts["lessons"]))
            // Sent again after the answer was lost: nothing is doubled.
            .When("ana", $"review since {seen} lessons: a gate needs a load test")
            .ThenNothing();
    }

    [Fact]
    public void A_line_that_was_left_alone_does_not_bring_back_what_somebody_changed()
    {
        var seen = 0L;
        ReviewStory
            .Resolved()
            .When("ana", "review lessons: one\ntwo")
            .ThenState(i => seen = i.Seq)
            .When("ben", $"review since {seen} lessons: one\nTWO")
            .When("ana", $"review since {seen} lessons: one\ntwo\nthree")
            .ThenState(i => Assert.Equal("one\nTWO\nthree", i.ReviewTexts["lessons"]))
            .When("cai", $"review since {seen} lessons: one\ntwo")
            .ThenNothing();
    }

    [Fact]
    public void Whoever_has_seen_the_newest_text_replaces_it()
    {
        var seen = 0L;
        ReviewStory
            .Resolved()
            .When("ana", "review lessons: one")
            .ThenState(i => seen = i.Seq)
            .When("ben", $"review since {seen} lessons: two")
            .ThenState(i => Assert.Equal("two", i.ReviewTexts["lessons"]))
            .When("ana", "review lessons: three")
            .ThenState(i => Assert.Equal("three", i.ReviewTexts["lessons"]))
            .ThenState(i =>
                Assert.Equal(["one", "two", "three"], i.ReviewVersions["lessons"].Select(version => version.Text))
            );
    }

    [Fact]
    public void The_form_says_what_its_reader_has_seen_and_leaves_out_what_it_could_not_hold()
    {
        var story = ReviewStory
            .Resolved()
            .When("ana", "review lessons: " + new string('x', 3_001))
            .When("ben", "review write")
            .ThenAsks("review");
        var form = story.Last.Reply.Form!;
        Assert.Equal($"since {story.Incident.Seq}", form.Lead);
        Assert.DoesNotContain(form.Fields, field => field.Key == "lessons");
        Assert.Contains(form.Fields, field => field.Key == "summary");
    }

    [Fact, Trait("Requirement", "B40")]
    public void Three_questions_are_asked_with_what_the_record_shows() =>
        ReviewStory
            .Resolved()
            .When("ana", "review")
            .ThenAnswers("Release gate: Going back helped (payments to 4.1), so a release had let it through.")
            .ThenAnswers("Rollback: It took 6 min until it was seen to help. Whether it was rehearsed is not recorded.")
            .ThenAnswers(
                "Updates: All 2 updates came on time. What would make the next update easier to send on time?"
            );

    [Fact, Trait("Requirement", "A2")]
    public void Each_sentence_of_the_facts_names_the_entry_behind_it()
    {
        var story = ReviewStory.Resolved(s => s.When("ana", "factor supplier the bank was slow, too"));
        story.ThenState(incident =>
        {
            var sheets = ReviewSheet.Of(incident, Catalog.Empty);
            var kinds = sheets
                .SelectMany(sheet => sheet.Facts)
                .Where(line => line.Entry is not null)
                .Select(line => incident.Log.Single(one => one.Seq == line.Entry).Fact.Name)
                .ToList();
            Assert.Contains("IncidentDeclared", kinds);
            Assert.Contains("ImpactAssessed", kinds);
            Assert.Contains("OutcomeRecorded", kinds);
            Assert.Contains("FactorRecorded", kinds);
            Assert.Contains("GateOverridden", kinds);
            Assert.All(sheets.Where(sheet => sheet.Text.Length > 0), sheet => Assert.NotEmpty(sheet.Facts));
        });
    }
}
