// Each test runs a whole world, which waits more than it works; nothing here measures time: six at once harm nothing.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]
[assembly: TestCollectionOrderer(
    $"ChatOpsIncidents.Host.Tests.{nameof(LongestFirst)}",
    "ChatOpsIncidents.EndToEnd.Tests"
)]
