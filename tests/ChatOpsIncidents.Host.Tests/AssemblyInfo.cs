// Hosts start, workers wait, processes end: on two cores four at once keep both busy.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
