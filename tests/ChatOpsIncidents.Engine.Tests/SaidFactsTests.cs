using System.Reflection;
using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>What every fact says and where, read in review: whole, and with all that may be missing left out.</summary>
public sealed class SaidFactsTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 14, 20, 0, TimeSpan.Zero);
    private static readonly Person Ben = new("UBEN", "Ben");

    [Fact]
    public void What_every_fact_says_is_as_approved()
    {
        var before = Scene();
        var facts = FactExamples.All.OrderBy(Vocabulary.NameOf, StringComparer.Ordinal);
        Approved.Check("facts-said.txt", string.Join('\n', facts.SelectMany(fact => Said(before, fact))));
    }

    private static IEnumerable<string> Said(Incident before, IncidentEvent whole)
    {
        yield return $"== {Vocabulary.NameOf(whole)}";
        yield return Shown(before, whole);
        var bare = Bare(whole);
        if (FactJson.Write(bare) != FactJson.Write(whole))
            yield return "-- with less\n" + Shown(before, bare);
    }

    private static string Shown(Incident before, IncidentEvent fact)
    {
        var recorded = new Recorded(before.Seq + 1, fact, Ben, At, At.AddMinutes(-7), "slack");
        var after = before.After(recorded);
        var loudness = fact.LoudnessIn(after);
        var heard = loudness == Loudness.CardOnly ? "" : "\n" + MessageText.Of(fact.Announce(after, recorded));
        return $"{fact.Describe()}\n[{loudness}, {fact.PostsInRoom()} more in the room]{heard}";
    }

    // What an older host, or a person who said less, leaves out.
    private static IncidentEvent Bare(IncidentEvent whole)
    {
        var content = JsonNode.Parse(FactJson.Write(whole))!.AsObject();
        foreach (var property in whole.GetType().GetProperties().Where(MayBeMissing))
            content.Remove(FactJson.Options.PropertyNamingPolicy!.ConvertName(property.Name));
        return FactJson.Read(Vocabulary.NameOf(whole), content.ToJsonString());
    }

    private static bool MayBeMissing(PropertyInfo property) =>
        property.PropertyType == typeof(bool)
        || Nullable.GetUnderlyingType(property.PropertyType) is not null
        || new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;

    // An incident in its middle, with one of each thing that facts speak of.
    private static Incident Scene() =>
        Story
            .Of("checkout fails")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ben", "join")
            .When("ana", "rollback payments to 4.1")
            .When("ana", "outcome failed it made no difference")
            .When("ana", "mitigate restart checkout")
            .When("ana", "task @ben look at the edge in 15m")
            .Incident;
}
