using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Engine.Timeline;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Erasing an entry's words: asked once, with all that copied them, and the state means what it meant.</summary>
[Trait("Requirement", "A9")]
public sealed class RedactingTests
{
    [Fact]
    [Trait("Fault", "K15")]
    [Trait("Fault", "K16")]
    public void It_is_asked_once_with_the_entry_shown()
    {
        var story = Story.Of("checkout fails").When("ana", "note Jane Doe called");
        story.When("ben", "redact 4 a customer's name").ThenNothing();
        var asked = story.Last.Reply.Message!;
        Assert.Contains("Jane Doe called", asked.Body, StringComparison.Ordinal);
        var button = asked.Actions[0];
        Assert.Equal("Redact for good", button.Label);
        story.When("ben", button.Command).Then("entry-redacted").When("ben", button.Command).ThenNothing();
    }

    [Theory]
    [InlineData("redact 99 a name", "no-such-entry", "INC-7 has no entry 99.")]
    [InlineData("redact 2 a name", "no-words", "nobody's words")]
    [InlineData("redact 4 a name confirm: 5", "wrong-confirm", "“5” is not entry 4: nothing was redacted.")]
    public void What_cannot_be_redacted_is_said_plainly(string line, string code, string sentence)
    {
        var story = Story.Of("checkout fails").When("ana", "note Jane Doe called").When("ben", line);
        Assert.Equal(code, story.Last.Refusal?.Code);
        Assert.Contains(sentence, story.Last.Reply.Message!.Body, StringComparison.Ordinal);
        Assert.Empty(story.Last.Facts);
    }

    [Fact]
    public void A_redacted_entry_loses_its_words_everywhere_and_the_chain_holds()
    {
        var story = Story
            .Of("checkout fails")
            .When("ana", "note Jane Doe called")
            .When("ana", "fix 4 Jane Roe called confirm: 4")
            .When("ben", "redact 4 it names Jane Doe confirm: 4")
            .Then("entry-redacted", "entry-redacted");
        Assert.DoesNotContain(story.Incident.Log, line => line.Text.Contains("Jane Roe", StringComparison.Ordinal));
        var document = TimelineDocument.Of(story.Incident, Chronicle.Of(story, 4, 5), story.Now);
        Assert.Empty(HashChain.Faults(document.Entries));
        Assert.DoesNotContain("Jane Roe", TimelineJson.Write(document), StringComparison.Ordinal);
    }

    [Fact]
    public void What_copied_the_words_loses_them_and_keeps_its_own()
    {
        var story = Story
            .Of("checkout fails")
            .At("14:05")
            .When("ben", "note card of Zoltan Quibb, 4111 1111")
            .When("ben", "note the load balancer looks fine")
            .At("15:10");
        Assert.Contains(
            story.History,
            fact =>
                fact.Fact is HoldingUpdateSent sent
                && sent.News.Any(news => news.Contains("Zoltan", StringComparison.Ordinal))
        );
        var entry = story
            .History.Single(fact => fact.Fact is NoteTaken { Text: var text } && text.Contains("Zoltan"))
            .Seq;
        story.When("ana", $"redact {entry} card data of Zoltan Quibb confirm: {entry}");
        var remains = story.Last.Facts.Select(fact => fact.Fact).OfType<EntryRedacted>().ToList();
        Assert.All(
            story.Last.Facts,
            fact => Assert.DoesNotContain("Zoltan", FactJson.Write(fact.Fact), StringComparison.Ordinal)
        );
        var news = Assert.IsType<HoldingUpdateSent>(remains.Single(one => one.Remains is HoldingUpdateSent).Remains);
        Assert.Contains(news.News, line => line.Contains("load balancer", StringComparison.Ordinal));
        Assert.All(remains.Skip(1), copy => Assert.True(copy.Copy));
    }

    [Fact]
    public void A_redacted_declaration_still_means_what_it_meant_after_its_content_is_gone()
    {
        var story = Story
            .Of("Jane Doe cannot pay")
            .When("ana", "redact 1 a customer's name confirm: 1")
            .Then("entry-redacted", "entry-redacted");
        Assert.Equal("[redacted]", story.Incident.Title);
        var gone = story.History.Select(fact => fact.Fact).OfType<EntryRedacted>().Select(one => one.Entry).ToList();
        var erased = story.History.Select(fact =>
            gone.Contains(fact.Seq)
                ? fact with
                {
                    Fact = new ErasedFact(Vocabulary.NameOf(fact.Fact)),
                    Link = null,
                }
                : fact
        );
        Assert.Equal(StateText.Of(story.Incident), StateText.Of(Incident.Replay("INC-7", erased)));
    }

    [Fact]
    public void A_command_that_waits_in_the_words_does_not_run_any_more()
    {
        var story = Story.Of("checkout fails").When("ana", "hypothesis the pool of Zoltan Quibb is empty");
        story.When("ana", "mitigate flag-off zoltan-quibb");
        var held = story.History.Last(fact => fact.Fact is CommandHeld).Seq;
        story.When("ben", $"redact {held} a name confirm: {held}");
        Assert.Empty(story.Incident.Held);
        Assert.Contains(story.Last.Facts, fact => fact.Fact is CommandLapsed { Words: "[redacted]" });
    }

    [Fact]
    public void An_entry_that_was_taken_back_and_the_reason_of_a_redaction_can_be_redacted()
    {
        var story = Story
            .Of("checkout fails")
            .When("ana", "note Zoltan Quibb called")
            .When("ana", "undo")
            .When("ana", "redact 4 asked by Roderich Mausbach confirm: 4")
            .Then("entry-redacted");
        var redaction = story.Incident.Seq;
        story.When("ana", $"redact {redaction} a name again confirm: {redaction}").Then("entry-redacted");
        Assert.DoesNotContain("Mausbach", StateText.Of(story.Incident), StringComparison.Ordinal);
        Assert.DoesNotContain("Quibb", StateText.Of(story.Incident), StringComparison.Ordinal);
        Assert.Equal(
            StateText.Of(story.Incident),
            StateText.Of(
                Incident.Replay(
                    "INC-7",
                    story.History.Select(fact =>
                        fact.Seq == 4 || fact.Seq == redaction
                            ? fact with
                            {
                                Fact = new ErasedFact(Vocabulary.NameOf(fact.Fact)),
                                Link = null,
                            }
                            : fact
                    )
                )
            )
        );
    }
}
