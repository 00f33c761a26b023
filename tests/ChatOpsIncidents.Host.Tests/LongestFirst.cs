using Xunit.Abstractions;

namespace ChatOpsIncidents.Host.Tests;

/// <summary>What takes longest begins first, so that nothing else waits for it at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        // Here.
        "RoomTroubleTests",
        "WholeWayTests",
        "ChangeTests",
        "SameStoryTests",
        "TurnedClockTests",
        // End to end.
        "FourStoriesTests",
        "EndToEnd.Tests.ProofTests",
        "EndToEnd.Tests.TroubleTests",
        "KilledTrackerTests",
        "PlaygroundTests",
        "PatternStoryTests",
    ];

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(tests => Long.Any(tests.DisplayName.Contains));
}
