using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>One boundary of forgetting: a text of a fact is somebody's words unless it is marked as a code.</summary>
public sealed class SpokenTextsTests
{
    private static readonly SpokenTexts Spoken = new(FactJson.Options);

    [Fact, Trait("Requirement", "A9")]
    public void Which_texts_of_facts_and_effects_are_words_is_read_in_review()
    {
        var facts = Vocabulary.Facts.OrderBy(row => row.Value, StringComparer.Ordinal);
        var effects = typeof(Effect).GetNestedTypes().OrderBy(type => type.Name, StringComparer.Ordinal);
        var lines = facts
            .SelectMany(row => Lines(row.Value, row.Key))
            .Concat(effects.SelectMany(type => Lines("effect " + type.Name, type)));
        Approved.Check("words-and-codes.txt", string.Join('\n', lines));
    }

    [Fact, Trait("Requirement", "A9")]
    public void Of_every_fact_a_redaction_leaves_no_word()
    {
        foreach (var example in FactExamples.All)
        {
            var count = 0;
            var fact = Spoken.Replace(example, _ => $"zq{++count}x");
            Assert.DoesNotContain("zq", FactJson.Write(Spoken.Replace(fact, _ => "-")), StringComparison.Ordinal);
            var words = Spoken.Properties(fact.GetType()).Count(row => row.IsWords);
            Assert.True(words == 0 || count > 0, $"{example.GetType().Name}: an example without words");
        }
    }

    [Fact]
    public void No_fact_has_a_property_of_the_envelopes_name() =>
        Assert.DoesNotContain(
            Vocabulary.Facts.Keys,
            type => type.GetProperties().Any(property => property.Name == "Envelope")
        );

    private static IEnumerable<string> Lines(string name, Type type) =>
        Spoken.Properties(type).Select(row => $"{name} {row.Path}: {(row.IsWords ? "words" : "code")}");
}
