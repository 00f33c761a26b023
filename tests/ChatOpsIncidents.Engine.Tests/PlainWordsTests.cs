using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Words that somebody understands at once who is tired, or whose language is another one.</summary>
public sealed class PlainWordsTests
{
    private const string Impact = "impact who: most how-bad: main-flow ongoing: yes";

    private static readonly string[] Idioms =
    [
        "ways back",
        "way back",
        "cleverer",
        "silence is no signal",
        "it goes on",
        "whether it goes on",
        "speed 4",
        "× safety",
        "severity confirmed",
    ];

    public static TheoryData<string> Approvals => [.. Approved.Names("messages")];

    public static TheoryData<string> Topics => [.. PracticeGroups.Groups.Select(group => group.Key)];

    [Theory, MemberData(nameof(Approvals))]
    [Trait("Fault", "U39")]
    public void No_approved_message_needs_to_be_read_twice(string name)
    {
        var text = Approved.Read($"messages/{name}");
        Assert.DoesNotContain(Idioms, idiom => text.Contains(idiom, StringComparison.OrdinalIgnoreCase));
    }

    [Fact] // A sibling: what a whole incident says, card, thread, answers and forms
    [Trait("Fault", "U39")]
    public void No_answer_of_a_whole_incident_needs_to_be_read_twice()
    {
        var story = Story.Of("payments fail").When("ana", "next");
        List<string> said = [];
        foreach (
            var line in new[]
            {
                Impact,
                "rollback",
                "hypothesis the pool is empty",
                "rollback none because nothing was deployed",
                "mitigate flag-off new-checkout",
                "outcome worked",
                "update",
                "verify",
                "resolve",
                "help all",
                "session 2026-11-22 10:00",
                "impact ongoing: no",
            }
        )
        {
            story.When("ana", line);
            said.Add(story.Last.Reply.Message is { } answer ? MessageText.Of(answer) : "");
            said.AddRange(
                story.Last.Reply.Form?.Fields.Select(field => $"{field.Label} {field.Value} {field.Hint}") ?? []
            );
        }

        said.AddRange(story.AllEffects.Select(MessageText.MessageOf).OfType<ChatMessage>().Select(MessageText.Of));
        said.AddRange(MitigationKinds.Options.Select(option => option.Label));
        Assert.DoesNotContain(
            said,
            text => Idioms.Any(idiom => text.Contains(idiom, StringComparison.OrdinalIgnoreCase))
        );
        Assert.Contains("Roll back: fast, very safe", said);
    }

    [Theory, MemberData(nameof(Topics))]
    [Trait("Fault", "K6")]
    public void A_topic_of_help_is_one_of_the_four_groups_of_help_all(string key)
    {
        var group = PracticeGroups.Find(key);
        var story = Story.Of("payments fail").When("ana", $"help {key}");
        var said = story.Last.Reply.Message!;
        Assert.Equal(group.Name, said.Title);
        story.When("ana", "help all");
        var row = story.Last.Reply.Message!.Body.Split('\n').Single(line => line.Contains(group.Name + "⟧"));
        Assert.Equal(
            row.Split("⟦c:").Skip(1).Select(part => part[..part.IndexOf('⟧')]),
            said.Body.Split('\n').Where(line => line[0] == '•').Select(line => line.Split("⟦c:")[1].Split('⟧')[0])
        );
    }

    [Fact] // A sibling: a group by a word of its name
    [Trait("Fault", "K6")]
    public void A_topic_is_found_by_any_word_of_its_name()
    {
        foreach (var word in new[] { "detect", "analyse", "detect and analyse", "recover", "review" })
            Assert.Null(Story.Of("payments fail").When("ana", $"help {word}").Last.Refusal);
    }

    [Fact]
    [Trait("Fault", "U36")]
    public void Help_lists_commands_as_they_are_needed_and_knows_what_was_meant()
    {
        var story = Story.Of("payments fail").When("ana", "help");
        var front = story.Last.Reply.Message!.Body.Split('\n').Where(line => line.StartsWith('•')).ToList();
        Assert.Equal(12, front.Count);
        int At(string verb) => front.FindIndex(line => line.Contains($"⟦c:{verb}⟧", StringComparison.Ordinal));
        Assert.True(At("rollback") < At("role"));
        Assert.True(At("impact") < At("rollback") && At("update") < At("task") && At("verify") < At("resolve"));
        story
            .When("ana", "help rollbck")
            .ThenRefused("unknown-topic", next: "/incident help rollback")
            .ThenAnswers("Did you mean rollback?");
        story.When("ana", "help gates").ThenAnswers("evidence-first").ThenAnswers("data-answered");
        foreach (var code in GateTable.Codes)
            story.ThenAnswers(code);
    }

    [Fact] // A sibling: what was typed after a mistyped command is not typed again
    [Trait("Fault", "U36")]
    public void A_mistyped_command_keeps_the_words_after_it() =>
        Story
            .Of("payments fail")
            .When("ana", "rolback payments to 4.1")
            .ThenRefused("unknown-command", next: "/incident rollback payments to 4.1");

    [Theory]
    [Trait("Fault", "U37")]
    [InlineData("task", "in", FieldKind.Choice)]
    [InlineData("action", "by", FieldKind.When)]
    [InlineData("action @ben alert on the queue", "by", FieldKind.When)]
    [InlineData("away", "until", FieldKind.When)]
    [InlineData("started", "at", FieldKind.When)]
    [InlineData("ended", "at", FieldKind.When)]
    [InlineData("service", "name", FieldKind.Select)]
    [InlineData("declare", "service", FieldKind.Select)]
    [InlineData("update", "next", FieldKind.Select)]
    public void What_can_be_picked_is_not_typed(string line, string field, FieldKind kind)
    {
        var catalog = new Catalog([new Service("checkout"), new Service("payments")]);
        var story = line.StartsWith("action", StringComparison.Ordinal)
            ? ReviewStory.Resolved()
            : Story.Of("payments fail", catalog: catalog);
        var form = story.When("ana", line).Last.Reply.Form!;
        Assert.Equal(kind, form.Fields.Single(one => one.Key == field).Kind);
    }

    [Fact] // A sibling: no label is one bare word, and what is typed has an example
    [Trait("Fault", "U37")]
    public void A_form_asks_in_words_and_shows_an_example()
    {
        var story = Story.Of("payments fail");
        foreach (
            var line in new[] { "task", "page", "rollback none", "mitigate", "finding", "suspect", "test", "override" }
        )
        {
            if (story.When("ana", line).Last.Reply.Form is not { } form)
                continue;
            Assert.DoesNotContain(
                form.Fields,
                field => field.Label is "What?" or "What" or "Because" or "Why" or "Who"
            );
        }

        var task = story.When("ana", "task").Last.Reply.Form!;
        Assert.Equal("Look at the slow queries of the orders database", task.Fields[1].Example);
    }

    [Fact]
    [Trait("Fault", "U40")]
    public void What_guides_fit_is_said_once_and_in_a_sentence()
    {
        var two = new Catalog([new Service("checkout")])
        {
            Runbooks = [Guide("one", "Errors"), Guide("two", "Latency")],
        };
        Story
            .Of("cards fail", catalog: two)
            .When("ana", "service checkout")
            .ThenPosts(Destination.CardThread, "Runbooks: Errors, Latency. They fit service checkout");
    }

    [Fact]
    [Trait("Fault", "U22")]
    public void What_is_past_says_how_long_ago_and_what_is_to_come_does_not()
    {
        var story = Story.Of("payments fail").When("ana", "started 10m ago").When("ana", "status");
        var status = story.Last.Reply.Message!;
        var times = status.Facts.Single(fact => fact.Label == "Times").Value;
        Assert.All(
            Markup.Parts(times).Where(part => part.Kind == InkKind.Time),
            part => Assert.True(part.SaysHowLongAgo)
        );
        Assert.Contains(
            Markup.Parts(status.Body).Where(part => part.Kind == InkKind.Time),
            part => part.SaysHowLongAgo
        );
        var next = status.Facts.Single(fact => fact.Label == "Next update").Value;
        Assert.All(
            Markup.Parts(next).Where(part => part.Kind == InkKind.Time),
            part => Assert.False(part.SaysHowLongAgo)
        );
        Assert.Equal(
            "2026-11-21 14:05Z",
            Markup.Plain(Markup.Ago(new DateTimeOffset(2026, 11, 21, 14, 5, 0, TimeSpan.Zero)))
        );
    }

    [Theory]
    [Trait("Fault", "K7")]
    [Trait("Fault", "U44")]
    [InlineData("declare labels are not printed", false)]
    [InlineData("declare search fails", false)]
    [InlineData("declare payments are slow", true)]
    public void Only_a_like_declaration_is_asked_to_join(string line, bool isLike)
    {
        var other = new IncidentSummary(
            "INC-6",
            "payments fail",
            Severity.Major,
            Phase.Declared,
            false,
            "Ana",
            [],
            Story.Nothing().Now,
            null,
            "C0PAYMENTS"
        );
        var story = Story
            .Nothing()
            .When(
                "ben",
                line,
                context => context with { Others = [other], Origin = new Origin("slack", "T1", "C0PAYMENTS") }
            );
        Assert.Equal(isLike ? "like-one" : null, story.Last.Refusal?.Code);
    }

    [Theory]
    [Trait("Fault", "U19")]
    [InlineData("what do we know?")]
    [InlineData("Sorry, what's the status now?")]
    [InlineData("any updates?")]
    [InlineData("can somebody fill me in?")]
    [InlineData("was wissen wir bisher?")]
    public void A_question_how_things_stand_is_answered_to_who_asked(string said)
    {
        var story = Story.Of("payments fail").When("ana", Impact);
        story.When(new HearTalk(new Person("UCY", "Cy"), said, story.Now)).ThenNothing();
        var told = Assert.Single(story.Last.Effects.OfType<Effect.Tell>());
        Assert.Equal("UCY", told.Person);
        Assert.Contains("most users, a main flow", told.Message.Body, StringComparison.Ordinal);
        Assert.True(PlainTalk.MayMean(said));
    }

    [Theory]
    [Trait("Fault", "U19")]
    [InlineData("what do we know about the ledger of 2019 and who wrote it?")]
    [InlineData("the status page is green")]
    [InlineData("I have no news from the bank")]
    public void Other_talk_is_not_taken_for_that_question(string said) => Assert.False(StateQuestion.Asks(said));

    private static Runbook Guide(string name, string title) => new(name, title, "- Look.") { Services = ["checkout"] };
}
