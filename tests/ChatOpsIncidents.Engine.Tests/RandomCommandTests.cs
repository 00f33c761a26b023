using System.Collections.Concurrent;
using CsCheck;
using Xunit.Abstractions;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>More than a hundred thousand lines that nobody thought of. What always holds, holds; a fault is shrunk, and
/// prints the few lines that lead to it.</summary>
public sealed class RandomCommandTests(ITestOutputHelper output)
{
    private const int Runs = 1_750;
    private const int LinesMin = 100_000;
    private const int ShorterOnes = 2_000;

    private static readonly Gen<(int Length, int Seed)> Run = Gen.Select(Gen.Int[1, 120], Gen.Int[0, 1_000_000]);

    [Fact, Trait("Requirement", "A9")]
    public void Whatever_is_typed_pressed_or_filled_in_what_always_holds_holds()
    {
        var faults = new ConcurrentBag<Exception>();
        var runs = Enumerable
            .Range(1, Runs)
            .Select(i => Run.Generate(new PCG(1, (ulong)i), min: null, out _))
            .ToArray();
        var told = runs.AsParallel().Select(run => Go(run, faults)).OfType<RandomRun>().ToArray();
        if (!faults.IsEmpty)
            Shrink(faults.First());

        var kinds = told.SelectMany(run => run.Kinds)
            .GroupBy(kind => kind.Key, kind => kind.Value)
            .ToDictionary(group => group.Key, group => group.Sum());
        var phases = told.SelectMany(run => run.Phases).Distinct().Order().ToArray();
        output.WriteLine($"{runs.Sum(run => run.Length)} lines; phases: {string.Join(", ", phases)}");
        output.WriteLine(
            $"Facts: {string.Join(", ", kinds.OrderBy(kind => kind.Value).Select(kind => $"{kind.Key} {kind.Value}"))}"
        );

        // What no run brings about is not tested by any: give its command an example line, or RandomScenes a scene.
        Assert.Empty(Vocabulary.Facts.Values.Except(kinds.Keys));
        Assert.Empty(PhaseWays.All.Select(way => way.Phase).Except(phases));
        Assert.InRange(runs.Sum(run => run.Length), LinesMin, int.MaxValue);
    }

    private static RandomRun? Go((int Length, int Seed) run, ConcurrentBag<Exception> faults)
    {
        try
        {
            return new RandomRun(run.Seed, run.Length).Go();
        }
        catch (Exception fault)
        {
            faults.Add(fault);
            return null;
        }
    }

    // Ever shorter runs are tried for one that breaks what was broken; the shortest is told.
    private static void Shrink(Exception fault)
    {
        var broken = What(fault);
        Run.Sample(
            run =>
            {
                var faults = new ConcurrentBag<Exception>();
                Go(run, faults);
                if (faults.SingleOrDefault() is { } same && What(same) == broken)
                    throw same;
            },
            iter: ShorterOnes
        );
        throw new InvalidOperationException("No shorter run breaks it. " + fault.Message, fault);
    }

    // What is broken, without the words that broke it.
    private static string What(Exception fault) => string.Join(':', fault.Message.Split('\n')[0].Split(':').Take(2));
}
