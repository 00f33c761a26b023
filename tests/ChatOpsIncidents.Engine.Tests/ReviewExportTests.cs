using System.Text.Json;
using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Engine.Timeline;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class ReviewExportTests
{
    private static readonly string[] Titles =
    [
        "Summary",
        "Timeline",
        "Root cause and contributing factors",
        "What went well",
        "What went poorly",
        "Actions",
        "Lessons",
    ];

    [Theory, Trait("Requirement", "B1"), Trait("Requirement", "C27"), InlineData("md"), InlineData("html")]
    public void A_report_begins_with_the_three_goals(string format)
    {
        var text = TimelineExport.Render(ExportTests.Document(), format).Text;
        var at = text.IndexOf("Service restored safely", StringComparison.Ordinal);
        Assert.InRange(at, 1, text.IndexOf("Scorecard", StringComparison.Ordinal));
        Assert.Contains("People informed", text, StringComparison.Ordinal);
        Assert.Contains("Something learnt", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Lessons", text, StringComparison.Ordinal);
    }

    [
        Theory,
        Trait("Requirement", "B30"),
        Trait("Requirement", "A23"),
        Trait("Requirement", "B27"),
        InlineData("md"),
        InlineData("html")
    ]
    public void The_review_is_in_the_export_with_all_its_parts(string format)
    {
        var text = TimelineExport.Render(Document(), format).Text;
        foreach (var title in Titles)
            Assert.Contains(title, text, StringComparison.Ordinal);
        foreach (
            var words in (string[])
                [
                    "not to blame",
                    "rehearse rollbacks",
                    "Ben",
                    "by 2026-12-04 17:00 UTC",
                    "https://t.test/1",
                    "Read by",
                    "Cy",
                    "2026-11-27 15:00 UTC",
                    "https://meet.test/weekly",
                    "Closed",
                ]
        )
            Assert.Contains(words, text.Replace("\\", ""), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", text, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "B30")]
    public void The_review_is_in_the_json_for_other_programs()
    {
        using var json = JsonDocument.Parse(TimelineExport.Render(Document(), "json").Text);
        var review = json.RootElement.GetProperty("review");
        Assert.Equal(
            Titles,
            review.GetProperty("sections").EnumerateArray().Select(s => s.GetProperty("title").GetString())
        );
        Assert.All(
            review.GetProperty("sections").EnumerateArray(),
            s => Assert.True(s.GetProperty("written").GetBoolean())
        );
        var action = review.GetProperty("actions")[0];
        Assert.Equal(
            ("UBEN", "2026-12-04T17:00:00.000Z", "https://t.test/1", 1),
            (
                action.GetProperty("owner").GetProperty("id").GetString(),
                action.GetProperty("dueAt").GetString(),
                action.GetProperty("link").GetString(),
                action.GetProperty("factor").GetInt32()
            )
        );
        Assert.Equal("UCY", review.GetProperty("readers")[0].GetProperty("id").GetString());
        Assert.Equal("Closed", json.RootElement.GetProperty("incident").GetProperty("phase").GetString());
        using var other = JsonDocument.Parse(TimelineExport.Render(ExportTests.Document(), "json").Text);
        Assert.False(other.RootElement.TryGetProperty("review", out _));
    }

    internal static TimelineDocument Document()
    {
        var story = ReviewStory
            .Resolved()
            .When("ana", "review")
            .When("ana", ReviewStory.Texts)
            .When("ben", "review went-poorly: the page said <script>alert(1)</script>")
            .When("ben", "factor process the gate has no load test")
            .When("ana", "action @ben a load test in the gate by 2026-12-04 link: https://t.test/1 factor: 1")
            .When("ana", "share")
            .When("cy", "share read")
            .When("ana", "session 2026-11-27 15:00 https://meet.test/weekly")
            .When("ana", "close")
            .Then("incident-closed");
        return TimelineDocument.Of(story.Incident, Chronicle.Of(story), story.Now);
    }
}
