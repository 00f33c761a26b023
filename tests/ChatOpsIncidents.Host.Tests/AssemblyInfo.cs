using ChatOpsIncidents.Host.Tests;

// Hosts start, workers wait, processes end: on two cores ten at once keep both busy.
[assembly: CollectionBehavior(MaxParallelThreads = 10)]
[assembly: TestCollectionOrderer($"ChatOpsIncidents.Host.Tests.{nameof(LongestFirst)}", "ChatOpsIncidents.Host.Tests")]
