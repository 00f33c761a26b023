using System.Runtime.CompilerServices;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class ReadingTests
{
    private static readonly IncidentSummary Mine = new(
        "INC-7",
        "checkout fails",
        Severity.Major,
        Phase.Contain,
        false,
        "Ana",
        ["checkout"],
        new(2026, 11, 21, 13, 26, 0, TimeSpan.Zero),
        "C0ROOM",
        "C0PAYMENTS"
    );

    private static readonly IncidentSummary Old = Mine with
    {
        Id = "INC-3",
        Title = "search is slow",
        Phase = Phase.Closed,
    };

    [Fact]
    public void Nothing_typed_in_a_room_is_the_status_and_elsewhere_the_list()
    {
        Story.Of("checkout fails").When("ben", "").ThenNothing().ThenAnswers("INC-7 checkout fails");
        Story
            .Nothing()
            .When("ben", "", c => c with { Others = [Mine, Old] })
            .ThenNothing()
            .ThenAnswers("INC-7 checkout fails · Major · Contain · Ana · 34 min");
    }

    [Fact]
    public void A_list_shows_the_open_ones_or_all() =>
        Story
            .Nothing()
            .When("ben", "list", c => c with { Others = [Mine, Old] })
            .ThenState(_ => { })
            .When("ben", "list all", c => c with { Others = [Mine, Old] })
            .ThenAnswers("INC-3")
            .When("ben", "list some")
            .ThenRefused("usage")
            .When("ben", "list")
            .ThenAnswers("No incident is open");

    [Fact]
    public void Help_shows_the_front_row_all_or_one()
    {
        var story = Story.Nothing().When("ana", "help").ThenAnswers("declare");
        Assert.DoesNotContain("redact", story.Last.Reply.Message!.Body, StringComparison.Ordinal);
        Approved.Check(
            "messages/help-update.txt",
            MessageText.Of(story.When("ana", "help update").Last.Reply.Message!)
        );
        story
            .When("ana", "help all")
            .ThenAnswers("redact")
            .When("ana", "help timeline")
            .ThenAnswers("timeline")
            .When("ana", "help contain")
            .ThenAnswers("snooze")
            .When("ana", "help nonsense")
            .ThenRefused("unknown-topic");
    }

    private static string Readme([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "README.md");

    [Fact, Trait("Requirement", "B2")]
    public void Every_command_belongs_to_one_of_the_four_groups_which_help_and_the_readme_show()
    {
        var help = Story.Nothing().When("ana", "help all").Last.Reply.Message!.Body;
        var readme = File.ReadAllText(Readme());
        Assert.Equal(
            ["Prepare", "Detect and analyse", "Contain and recover", "Review"],
            PracticeGroups.Groups.Select(group => group.Name)
        );
        Assert.All(
            PracticeGroups.Groups,
            group =>
            {
                Assert.Contains(Markup.Bold(group.Name), help, StringComparison.Ordinal);
                Assert.Contains($"**{group.Name}**", readme, StringComparison.Ordinal);
                Assert.Contains(Vocabulary.Commands, word => PracticeGroups.Of(word) == group);
            }
        );
        Assert.All(
            Vocabulary.Commands.Where(word => word.Verb.Length > 0),
            word => Assert.Contains(Markup.Code(word.Verb), help, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_timeline_shows_the_numbers_by_which_lines_are_corrected()
    {
        var story = Story
            .Of("checkout fails")
            .When("ana", "note first 502s")
            .When("ana", "timeline")
            .ThenAnswers("Note: first 502s");
        Assert.Contains(
            $"#{story.Incident.Log.Last(l => l.Is<NoteTaken>()).Seq}",
            Markup.Plain(story.Last.Reply.Message!.Body),
            StringComparison.Ordinal
        );
        story.When("ana", "timeline many").ThenRefused("usage");
    }

    [Fact, Trait("Requirement", "D5")]
    public void An_export_is_uploaded_into_the_room() =>
        Story
            .Of("checkout fails")
            .When("ana", "export")
            .ThenAnswers("which format")
            .When("ana", "export html")
            .ThenNothing()
            .ThenState(i => Assert.Equal(Phase.Declared, i.Phase))
            .When("ana", "export doc")
            .ThenRefused("unknown-format", next: "/incident export md");

    [
        Theory,
        InlineData("md"),
        InlineData("html"),
        InlineData("pdf"),
        InlineData("json"),
        InlineData("csv"),
        Trait("Requirement", "D5")
    ]
    public void Every_format_is_an_upload(string format)
    {
        var story = Story.Of("checkout fails").When("ana", $"export {format}");
        Assert.Equal(
            (Destination.Room, format),
            story.AllEffects.OfType<Effect.Upload>().Select(u => (u.To, u.Format)).Single()
        );
    }

    [Fact]
    public void The_page_has_a_link_where_it_has_an_address()
    {
        Story.Of("checkout fails").When("ana", "web").ThenRefused("no-web");
        Story
            .Of("checkout fails", policy: Policy.Default with { WebBaseUrl = "https://incidents.test" })
            .When("ana", "web")
            .ThenAnswers("https://incidents.test/incidents/INC-7");
    }

    [Fact, Trait("Requirement", "B15"), Trait("Requirement", "B16")]
    public void The_plan_stands_from_the_declaration_on() =>
        Approved.Check(
            "messages/plan.txt",
            MessageText.Of(Story.Of("checkout fails").When("ana", "plan").Last.Reply.Message!)
        );

    [Fact, Trait("Requirement", "A21")]
    public void The_status_is_read_at_a_glance()
    {
        var story = Story
            .Of("checkout fails")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes scope: EU")
            .When("ben", "status");
        Approved.Check("messages/status.txt", MessageText.Of(story.Last.Reply.Message!));
    }
}
