using Xunit.Abstractions;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>What takes longest begins first, so that nothing else waits for it at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [nameof(FourStoriesTests), nameof(ProofTests), nameof(TroubleTests)];

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(tests => Long.Any(tests.DisplayName.Contains));
}
