using ChatOpsIncidents.EndToEnd.Tests;

// Each test runs a whole world, which waits more than it works; nothing here measures time, so that four at once harm nothing.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: TestCollectionOrderer(
    $"ChatOpsIncidents.EndToEnd.Tests.{nameof(LongestFirst)}",
    "ChatOpsIncidents.EndToEnd.Tests"
)]
