namespace ChatOpsIncidents.Host;

/// <summary>
/// Work that costs as much for many as for one. Nobody waits for company: whoever comes first goes at once, alone, and
/// those who come while it is on its way go together.
/// </summary>
/// <param name="max">Largest batch.</param>
/// <param name="run">Does it: a result for each, in order. What it throws is thrown to all of the batch.</param>
/// <param name="identity">What may stand in a batch once only, such as the same delivery.</param>
internal sealed class Batches<TItem, TResult>(
    int max,
    Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> run,
    Func<TItem, object> identity
)
{
    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _queue = [];
    private bool _isRunning;

    /// <summary>Has one done.</summary>
    public Task<TResult> Add(TItem item)
    {
        var waiting = new Waiting(item);
        lock (_gate)
        {
            _queue.Enqueue(waiting);
            if (!_isRunning)
            {
                _isRunning = true;
                _ = Task.Run(RunAll);
            }
        }

        return waiting.Result.Task;
    }

    private async Task RunAll()
    {
        while (Next() is { Count: > 0 } batch)
        {
            try
            {
                var results = await run([.. batch.Select(waiting => waiting.Item)]);
                for (var i = 0; i < batch.Count; i++)
                    batch[i].Result.SetResult(results[i]);
            }
            catch (Exception fault)
            {
                batch.ForEach(waiting => waiting.Result.TrySetException(fault));
            }
        }
    }

    // Empty: all is done, and whoever comes next begins anew.
    private List<Waiting> Next()
    {
        List<Waiting> batch = [];
        HashSet<object> identities = [];
        lock (_gate)
        {
            while (batch.Count < max && _queue.TryPeek(out var next) && identities.Add(identity(next.Item)))
                batch.Add(_queue.Dequeue());
            _isRunning = batch.Count > 0;
        }

        return batch;
    }

    private sealed class Waiting(TItem item)
    {
        public TItem Item { get; } = item;

        public TaskCompletionSource<TResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
