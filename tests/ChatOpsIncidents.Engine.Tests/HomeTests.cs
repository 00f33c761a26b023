using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>A person's home tab: what waits for that person, and when it is published anew.</summary>
public sealed class HomeTests
{
    private static readonly IncidentSummary Seven = new(
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

    private static readonly IncidentSummary Other = Seven with { Id = "INC-8", Title = "mail is late", Lead = null };

    private static readonly IncidentSummary Old = Seven with
    {
        Id = "INC-3",
        Title = "search is slow",
        Phase = Phase.Closed,
    };

    [Fact, Trait("Requirement", "A21"), Trait("Requirement", "C17")]
    public void It_shows_tasks_with_buttons_roles_with_their_next_step_and_what_else_is_open()
    {
        var story = Busy();
        Approved.Check("messages/home.txt", Text(Render("UBEN", story, Seven, Other, Old)));
        Approved.Check("messages/home-lead.txt", Text(Render("UANA", story, Seven, Other, Old)));
        Approved.Check("messages/home-calm.txt", Text(HomeView.Render("UEVA", [], [], Story.ContextFor("eva"))));
    }

    [Fact]
    public void Its_buttons_name_the_incident_so_that_they_work_outside_the_room()
    {
        var tab = Render("UBEN", Busy(), Seven);
        var commands = tab.SelectMany(part => part.Actions).Select(action => action.Command).ToList();
        Assert.Contains("INC-7 done #1", commands);
        Assert.Contains("INC-7 stuck #1", commands);
        Assert.Contains("INC-7 accept ops", commands);
        Assert.All(
            commands,
            command => Assert.True(command == "declare" || command.StartsWith("INC-", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void It_is_published_anew_only_for_those_whose_part_has_changed()
    {
        var story = Story.Of("checkout fails").When("ben", "note hello");
        Tabs(story.When("ana", "task @ben trace the slow queries"), "UBEN");
        Tabs(story.When("eva", "join"), "UEVA"); // Offered a role.
        Tabs(story.When("ana", "note nothing new"));
        Tabs(story.When("ben", "stuck 1 read access"), "UBEN");
        Tabs(story.When("ben", "stuck 1 read access"));
        Tabs(story.When("ana", "severity minor"), "UANA", "UBEN", "UEVA");
        Tabs(story.When("ben", "done 1 the index"), "UBEN");
        Tabs(story.When("ana", "cancel a test"), "UANA", "UEVA");
    }

    private static void Tabs(Story story, params string[] people) =>
        Assert.Equal(
            people,
            story.Last.Effects.OfType<Effect.PublishHome>().Select(tab => tab.Person).Order(StringComparer.Ordinal)
        );

    private static Story Busy() =>
        Story
            .Of("checkout fails")
            .When("ben", "join")
            .When("ana", "task @ben trace the slow queries in: 10m")
            .When("ana", "task @ben look at lb-2 in: 5m")
            .When("ben", "stuck 2 the password of lb-2");

    private static IReadOnlyList<ChatMessage> Render(string reader, Story story, params IncidentSummary[] visible) =>
        HomeView.Render(reader, visible, [story.Incident], Story.ContextFor("ana") with { Now = story.Now });

    private static string Text(IEnumerable<ChatMessage> parts) => string.Join("\n\n", parts.Select(MessageText.Of));
}
