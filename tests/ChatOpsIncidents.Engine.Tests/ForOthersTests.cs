using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Engine.Timeline;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>What is made of a timeline for others: the public, a training, a wall, a static site.</summary>
public sealed class ForOthersTests
{
    private static readonly string[] Names = ["Ana", "Ben", "Cy"];

    [Fact, Trait("Requirement", "B43")]
    public void The_public_post_says_what_was_noticed_and_names_nobody_and_nothing_of_ours()
    {
        var post = Write("public-post");
        Assert.Equal("inc-7-public-post.md", post.Name);
        Assert.Contains("## What you noticed", post.Text, StringComparison.Ordinal);
        Assert.Contains("most customers cannot pay", post.Text, StringComparison.Ordinal);
        Assert.Contains("a load test in the gate", post.Text, StringComparison.Ordinal);
        Assert.Contains("Read it over before it goes out", post.Text, StringComparison.Ordinal);
        foreach (var name in (string[])[.. Names, "payments", "INC-7"])
            Assert.DoesNotContain(name, post.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact, Trait("Requirement", "B43")]
    public void The_handout_asks_at_each_turning_point_and_names_roles_not_people()
    {
        var handout = Write("handout");
        Assert.Equal("inc-7-handout.md", handout.Name);
        Assert.Contains("what would you do?", handout.Text, StringComparison.Ordinal);
        Assert.Contains("rehearse rollbacks", handout.Text, StringComparison.Ordinal);
        Assert.Contains("process: the gate has no load test", handout.Text, StringComparison.Ordinal);
        Assert.True(handout.Text.Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal)) > 5);
        foreach (var name in Names)
            Assert.DoesNotMatch($@"\b{name}\b", handout.Text);
    }

    [Fact, Trait("Requirement", "B43")]
    public void One_page_is_a_checklist_with_ticks_that_loads_nothing()
    {
        var page = Write("one-page");
        Assert.Equal(("inc-7-one-page.html", "text/html; charset=utf-8"), (page.Name, page.ContentType));
        Assert.Contains("1. ", page.Text, StringComparison.Ordinal);
        Assert.Contains(">✓<", page.Text, StringComparison.Ordinal);
        Assert.Contains("a load test in the gate", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page.Text, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "B43"), Trait("Requirement", "A23")]
    public void The_postmortem_begins_with_the_keys_that_static_sites_read()
    {
        var text = Write("postmortem").Text;
        Assert.StartsWith("---\ntitle: \"INC-7 ", text, StringComparison.Ordinal);
        Assert.Contains("\ndate: 2026-", text, StringComparison.Ordinal);
        Assert.Contains("\n---\n\n# INC\\-7 ".Replace("\\-", "-"), text, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "B43")]
    public void Whatever_people_typed_stays_text_in_each_of_them()
    {
        var story = ReviewStory
            .Resolved()
            .When("ana", "review")
            .When("ana", "factor process <script>alert(1)</script> [x](javascript:1) \"quoted\"");
        var document = TimelineDocument.Of(story.Incident, Chronicle.Of(story), story.Now);
        foreach (var format in ExportFormats.ForOthers)
            Assert.DoesNotContain(
                "<script>alert",
                TimelineExport.Render(document, format).Text,
                StringComparison.Ordinal
            );
    }

    [Fact, Trait("Requirement", "B43")]
    public void They_can_be_asked_for_in_chat_and_an_unknown_one_is_told_which_there_are()
    {
        var story = ReviewStory.Resolved();
        foreach (var format in ExportFormats.ForOthers)
        {
            story.When("ana", $"export {format}");
            Assert.Contains(story.Last.Effects.OfType<Effect.Upload>(), upload => upload.Format == format);
        }

        story.When("ana", "export poster").ThenRefused("unknown-format", next: "/incident export handout");
    }

    private static ExportedFile Write(string format) => TimelineExport.Render(ReviewExportTests.Document(), format);
}
