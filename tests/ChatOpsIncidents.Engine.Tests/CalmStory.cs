using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>What a calm story is: few typed lines, nobody stuck, nobody asked twice, nobody called twice in five
/// minutes.</summary>
public static class CalmStory
{
    private static readonly TimeSpan NagInterval = TimeSpan.FromMinutes(5);

    /// <summary>Checks it.</summary>
    public static void Check(Story story)
    {
        Assert.InRange(story.Typed, 1, 9);
        NobodyIsStuck(story);
        NobodyIsAskedTwice(story);
        NobodyIsCalledTwice(story);
    }

    /// <summary>Whom a message is for by name: its only reader, or whoever it mentions.</summary>
    public static IEnumerable<string> Called(Effect effect, IEnumerable<string> people) =>
        effect switch
        {
            Effect.Tell tell => [tell.Person],
            Effect.Direct direct => [direct.Person],
            Effect.Page page => [page.Target],
            Effect.Post post => people.Where(person =>
                MessageText.Of(post.Message).Contains(Markup.Mention(person), StringComparison.Ordinal)
            ),
            _ => [],
        };

    // There is a next step at every moment, and every "no" says what to do instead.
    private static void NobodyIsStuck(Story story) =>
        Assert.All(
            story.Steps,
            step =>
            {
                Assert.NotEmpty(step.After!.Text);
                Assert.True(
                    step.Verdict.Refusal is null or { Next.Count: > 0 },
                    $"{step.Words}: a refusal without a next step"
                );
                Assert.True(
                    !step.Verdict.After.IsRunning
                        || step.After.Actions.Count > 0
                        || step.Verdict.After.Armed is not null,
                    $"After “{step.Words}” there is nothing to press: {step.After.Text}"
                );
            }
        );

    // No form twice, no line typed twice; and whoever does what the next step asks for is not asked for it again.
    private static void NobodyIsAskedTwice(Story story)
    {
        var forms = story
            .Steps.Select(step => step.Verdict.Reply.Form)
            .OfType<Form>()
            .Select(form => $"{form.Verb} {form.Lead}")
            .ToArray();
        Assert.Equal(forms.Distinct(), forms);
        var lines = story.Steps.Where(step => step.Words.Length > 0).Select(step => (step.By.Id, step.Words)).ToArray();
        Assert.Equal(lines.Distinct(), lines);
        foreach (var step in story.Steps.Where(step => step.Verdict is { Refusal: null, Facts.Count: > 0 }))
        {
            if (step.Before is not { Actions: [var asked, ..] } || Verb(asked.Command) != Verb(step.Words))
                continue;
            Assert.NotEqual(Bare(step.Before!.Text), Bare(step.After!.Text));
        }
    }

    // What somebody's own command brought about is an answer, everything else calls them.
    private static void NobodyIsCalledTwice(Story story)
    {
        var people = story
            .Steps.Select(step => step.By)
            .Where(by => by.IsHuman)
            .Select(by => by.Id)
            .Distinct()
            .ToArray();
        foreach (var person in people)
        {
            var calls = story
                .Steps.Where(step => step.By.Id != person)
                .Where(step => step.Verdict.Effects.Any(effect => Called(effect, people).Contains(person)))
                .Select(step => step.At)
                .ToArray();
            for (var i = 1; i < calls.Length; i++)
                Assert.True(
                    calls[i] - calls[i - 1] >= NagInterval,
                    $"{person} is called at {calls[i - 1]:HH:mm} and {calls[i]:HH:mm}"
                );
        }
    }

    private static string Verb(string line) => line.Split(' ')[0];

    // Without who is to do it by when.
    private static string Bare(string next) => next.Split(" (")[0];
}
