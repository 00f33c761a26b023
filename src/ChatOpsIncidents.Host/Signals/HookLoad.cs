namespace ChatOpsIncidents.Host.Signals;

/// <summary>How much is asked of the hooks just now. Who is told that it is too much comes back soon; who waits for an
/// answer that never comes may not.</summary>
public sealed class HookLoad : IDisposable
{
    private const int AtATime = 32;
    private const long WaitingMax = 50_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _places = new(AtATime);
    private long _waiting;

    /// <summary>How many deliveries wait to be read, as last counted.</summary>
    public long Waiting
    {
        get => Interlocked.Read(ref _waiting);
        set => Interlocked.Exchange(ref _waiting, value);
    }

    /// <summary>A place among those who are served; null: there are too many. Disposing it frees the place.</summary>
    public async Task<IDisposable?> Enter(CancellationToken ct) =>
        Waiting < WaitingMax && await _places.WaitAsync(Patience, ct) ? new Place(_places) : null;

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}
