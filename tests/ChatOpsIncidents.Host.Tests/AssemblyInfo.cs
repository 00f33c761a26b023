// Hosts start, workers wait, processes end: on two cores six at once keep both busy.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]
