namespace ChatOpsIncidents.Engine.Tests;

public sealed class StoredFactTests
{
    public static TheoryData<string> Names => [.. Vocabulary.Facts.Values.Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Names))]
    public void A_fact_is_stored_as_approved_and_reads_back(string name)
    {
        var fact = FactExamples.All.FirstOrDefault(example => Vocabulary.NameOf(example) == name);
        Assert.True(fact is not null, $"Add an example of {name} to FactExamples.");
        var text = FactJson.Write(fact);
        Assert.StartsWith($"{{\"type\":\"{name}\"", text, StringComparison.Ordinal);
        Assert.Equal(text, FactJson.Write(FactJson.Read(name, text)));
        Approved.Check($"facts/{name}.json", text);
    }

    [Fact]
    public void A_stored_name_never_goes_away() =>
        Assert.Equal(
            Approved
                .Names("facts")
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal),
            Vocabulary.Facts.Values.Order(StringComparer.Ordinal)
        );

    [Fact]
    public void A_fact_of_a_newer_version_is_kept_and_makes_the_incident_read_only()
    {
        const string Content = """{"type":"moon-phase-noted.v9","phase":"full"}""";
        var unknown = FactJson.Read("moon-phase-noted.v9", Content);
        Assert.Equal(Content, FactJson.Write(unknown));
        var story = Story.Of("checkout fails");
        var last = story.History[^1];
        var incident = story.Incident.After(last with { Seq = last.Seq + 1, Fact = unknown });
        Assert.True(incident.IsReadOnly);
        var context = new DecisionContext(story.Now, new Person("UANA", "Ana"), Policy.Default)
        {
            Language = Language.Whole,
        };
        var verdict = Decider.Run(incident, new TakeNote("more", null), context);
        Assert.Equal("read-only", verdict.Refusal?.Code);
        Assert.Empty(verdict.Facts);
    }
}
