// Each test runs a whole world, which waits more than it works; nothing here measures time, so that four at once harm nothing.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
