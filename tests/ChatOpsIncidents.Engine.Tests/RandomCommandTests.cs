using System.Diagnostics;
using Xunit.Abstractions;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>A hundred thousand lines that nobody thought of. What always holds, holds; a fault prints the lines that
/// lead to it.</summary>
public sealed class RandomCommandTests(ITestOutputHelper output)
{
    private const int Lines = 100_000;

    [Fact, Trait("Requirement", "A9")]
    public void Whatever_is_typed_pressed_or_filled_in_what_always_holds_holds()
    {
        var watch = Stopwatch.StartNew();
        var runs = Enumerable
            .Range(1, (Lines / RandomRun.Lines) + 1)
            .AsParallel()
            .AsOrdered()
            .Select(seed => new RandomRun(seed).Go())
            .ToArray();
        var kinds = runs.SelectMany(run => run.Kinds)
            .GroupBy(kind => kind.Key, kind => kind.Value)
            .ToDictionary(group => group.Key, group => group.Sum());
        var phases = runs.SelectMany(run => run.Phases).Distinct().Order().ToArray();
        output.WriteLine(
            $"{runs.Length * RandomRun.Lines} lines in {watch.Elapsed}; phases: {string.Join(", ", phases)}"
        );
        output.WriteLine(
            $"Facts: {string.Join(", ", kinds.OrderBy(kind => kind.Value).Select(kind => $"{kind.Key} {kind.Value}"))}"
        );

        // What no run brings about is not tested by any: give its command an example line, or RandomScenes a scene.
        Assert.Empty(Vocabulary.Facts.Values.Except(kinds.Keys));
        Assert.Empty(PhaseWays.All.Select(way => way.Phase).Except(phases));
    }
}
