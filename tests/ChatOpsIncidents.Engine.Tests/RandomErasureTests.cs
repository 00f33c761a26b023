using Xunit.Abstractions;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Thousands of incidents in which entries are redacted: no word of them is left in any fact, effect, answer
/// or state, and the state means what it meant.</summary>
public sealed class RandomErasureTests(ITestOutputHelper output)
{
    // ERASURE_RUNS=10000 before dotnet test: as many as that. ERASURE_FROM=7185: from that seed on.
    private static readonly int Runs = Given("ERASURE_RUNS", 2000);
    private static readonly int From = Given("ERASURE_FROM", 1);

    [Fact, Trait("Requirement", "A9")]
    public void After_a_redaction_no_word_of_the_entry_is_left_anywhere()
    {
        var runs = Enumerable.Range(From, Runs).AsParallel().Select(seed => new RandomErasure(seed).Go()).ToArray();
        var broken = runs.Select(run => run.Broken).OfType<string>().ToArray();
        Assert.True(broken.Length == 0, $"{broken.Length} runs are broken:\n{string.Join("\n\n", broken.Take(5))}");
        var kinds = runs.SelectMany(run => run.Kinds).Distinct().Order(StringComparer.Ordinal).ToArray();
        output.WriteLine($"{runs.Sum(run => run.Redacted)} entries with words of their own were redacted");
        output.WriteLine($"Kinds that lost words: {string.Join(", ", kinds)}");
        Assert.True(runs.Sum(run => run.Redacted) > Runs / 2, "too few entries were redacted to show anything");
    }

    private static int Given(string name, int otherwise) =>
        int.Parse(Environment.GetEnvironmentVariable(name) ?? $"{otherwise}");
}
