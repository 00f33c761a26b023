using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Who is given something to do can do it, and hears of it.</summary>
public sealed class DutyTests
{
    [Theory]
    [Trait("Fault", "U26")]
    [Trait("Case", "05")]
    [InlineData("role comms @eve")]
    [InlineData("task @eve check the ledger")]
    [InlineData("ask does it open? @eve")]
    [InlineData("handover lead @eve")]
    [InlineData("page @eve the ledger is yours")]
    [InlineData("role lead @eve")]
    [InlineData("role liaison @eve for stripe")]
    public void Who_cannot_act_here_gets_no_duty_and_the_answer_says_why(string line)
    {
        foreach (
            var (standing, why) in new[]
            {
                (Standing.Left, "Eve has left"),
                (Standing.Guest, "Eve is a guest"),
                (Standing.Bot, "Eve is a program"),
            }
        )
        {
            Story
                .Of("checkout fails")
                .When("ana", line, c => c with { StandingOf = one => one.Id == "UEVE" ? standing : Standing.Member })
                .ThenRefused("not-a-member")
                .ThenAnswers(why);
        }
    }

    [Theory] // The sentence about groups
    [Trait("Case", "03")]
    [InlineData("role comms <!subteam^S0PAYMENTS>", "@S0PAYMENTS is a group")]
    [InlineData("task <!subteam^S0PAYMENTS|@payments> look at it", "@payments is a group")]
    [InlineData("handover lead <!subteam^S0PAYMENTS|@payments>", "@payments is a group")]
    public void A_group_is_asked_to_name_one_person(string line, string says) =>
        Story.Of("checkout fails").When("ana", line).ThenRefused("a-group").ThenAnswers(says);

    [Fact] // A sibling: a guest who came into the room
    [Trait("Fault", "U26")]
    public void No_role_is_offered_to_a_guest_who_came_into_the_room()
    {
        var story = Story.Of("checkout fails").When("ben", "note hello");
        story.When("ben", "join", c => c with { StandingOf = _ => Standing.Guest });
        Assert.DoesNotContain(story.Last.Facts, fact => fact.Fact is RoleOffered);
    }

    [Theory]
    [Trait("Case", "15")]
    [InlineData("task @dev look at the spooler in 10m", "look at the spooler")]
    [InlineData("ask does it print? @dev", "does it print?")]
    [InlineData("role ops @dev", "you have Ops now")]
    [InlineData("handover lead @dev going off shift", "hands over Lead")]
    public void Who_is_not_in_the_room_is_invited_and_written_to_with_the_same_buttons(string line, string words)
    {
        var story = Story.Of("spooler hangs").When("ana", line);
        Assert.Contains(story.Last.Effects.OfType<Effect.Invite>(), invite => invite.People.SequenceEqual(["UDEV"]));
        var direct = Assert.Single(story.Last.Effects.OfType<Effect.Direct>());
        Assert.Equal("UDEV", direct.Person);
        Assert.Contains(words, Markup.Plain(direct.Message.Body), StringComparison.Ordinal);
        Assert.NotEmpty(direct.Message.Actions);
        Assert.Contains("INC-7 spooler hangs", direct.Message.Title, StringComparison.Ordinal);
    }

    [Fact] // A sibling
    [Trait("Case", "15")]
    public void Who_is_in_the_room_reads_it_there_and_is_not_written_to_besides()
    {
        var story = Story.Of("spooler hangs").When("dev", "join").When("ana", "task @dev look at the spooler");
        Assert.Empty(story.Last.Effects.OfType<Effect.Invite>());
        Assert.Empty(story.Last.Effects.OfType<Effect.Direct>());
    }

    [Fact, Trait("Requirement", "C17")]
    public void Tasks_are_listed_with_owner_time_and_what_is_overdue_ones_own_first()
    {
        var story = Story
            .Of("spooler hangs")
            .When("ana", "task @dev look at the spooler in: 10m")
            .When("ana", "task @ben trace the queue in: 40m")
            .When("ben", "tasks");
        var lines = story.Last.Reply.Message!.Body.Split('\n');
        Assert.StartsWith("• #2 trace the queue (Ben, by ⟦t:", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("• #1 look at the spooler (Dev, by ⟦t:", lines[1], StringComparison.Ordinal);
        Assert.Equal("done #2", story.Last.Reply.Message.Actions[0].Command);
        story
            .When("dev", "done #1 a jammed job")
            .When("ben", "tasks")
            .ThenAnswers("✓ #1 look at the spooler (Dev) → a jammed job");
    }

    [Fact]
    [Trait("Fault", "U19")]
    public void Who_comes_into_a_running_incident_is_caught_up_in_four_lines_and_told_where_help_is_needed_most()
    {
        var story = Story
            .Of("checkout fails", Severity.Critical)
            .When("ben", "note hello")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .At("14:52")
            .When(new PersonJoined(new Person("UCHLOE", "Chloe")));
        var direct = Assert.Single(story.Last.Effects.OfType<Effect.Direct>());
        Assert.Equal("UCHLOE", direct.Person);
        var lines = Markup.Plain(direct.Message.Body).Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.StartsWith("• What: Critical, most users", lines[0], StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("• Since: 2026-11-21 14:00Z, 52 min ago", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("• Now: ", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("• Who: Lead Ana", lines[3], StringComparison.Ordinal);
        Assert.StartsWith(
            "Most needed: Comms (sends the updates); the update is overdue since 2026-11-21 14:30Z",
            lines[4],
            StringComparison.Ordinal
        );
        Assert.Equal("role comms me", direct.Message.Actions[0].Command);
        Assert.Contains(story.Last.Facts, fact => fact.Fact is RoleOffered { Role: Role.Comms, To.Id: "UCHLOE" });
    }

    [Fact] // Siblings: by a tap, and for one who works on it already
    [Trait("Fault", "U19")]
    public void Who_joins_by_a_tap_reads_it_in_the_answer_and_who_works_on_it_already_reads_nothing()
    {
        var story = Story.Of("checkout fails").When("ben", "join").ThenAnswers("What: Major");
        Assert.Empty(story.Last.Effects.OfType<Effect.Direct>());
        story.When("chloe", "note it is slow").When(new PersonSpoke(new Person("UCHLOE", "Chloe")));
        story.When(new PersonJoined(new Person("UCHLOE", "Chloe")));
        Assert.Empty(story.Last.Effects.OfType<Effect.Direct>());
    }

    [Fact]
    [Trait("Fault", "U20")]
    public void The_card_is_edited_at_the_deadline_and_what_it_says_of_it_stays_true()
    {
        var story = Story.Of("checkout fails", Severity.Critical).When("ben", "note hello");
        story.When("ana", "impact who: most how-bad: main-flow ongoing: yes").At("14:30");
        var card = Assert.Single(story.Last.Effects.OfType<Effect.Edit>(), edit => edit.Key == Keys.Card).Message;
        Assert.Equal(
            "overdue since ⟦t:2026-11-21T14:30:00Z⟧",
            card.Facts.Single(fact => fact.Label == "Next update").Value
        );
        Assert.Contains("overdue since ⟦t:2026-11-21T14:30:00Z⟧", card.Body, StringComparison.Ordinal);
    }
}
