// Each test runs a whole world; two at once on two cores would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
