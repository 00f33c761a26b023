using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>Tells pages of this host that an incident has changed. A hint only: a reader reads the store again, and
/// asks it now and then anyway.</summary>
public sealed class IncidentChanges
{
    private readonly ConcurrentDictionary<Channel<string>, byte> _readers = new();
    private readonly Channel<bool> _rooms = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    private readonly Channel<string> _named = Channel.CreateUnbounded<string>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    /// <summary>An incident has changed.</summary>
    public void Say(string incidentId)
    {
        foreach (var reader in _readers.Keys)
            reader.Writer.TryWrite(incidentId);
    }

    /// <summary>An incident has a room now, or another one.</summary>
    public void SayRoomOpened() => _rooms.Writer.TryWrite(true);

    /// <summary>Returns when rooms were opened since the last time it returned.</summary>
    public async Task<bool> RoomOpened(CancellationToken ct) => await _rooms.Reader.ReadAsync(ct);

    /// <summary>It is known now which services an incident concerns; before, none was.</summary>
    public void SayServicesNamed(string incidentId) => _named.Writer.TryWrite(incidentId);

    /// <summary>The ids of incidents whose services became known, each once a naming; for one reader.</summary>
    public IAsyncEnumerable<string> ServicesNamed(CancellationToken ct) => _named.Reader.ReadAllAsync(ct);

    /// <summary>The ids of changed incidents from now on; a slow reader misses repetitions, nothing else.</summary>
    public async IAsyncEnumerable<string> Listen([EnumeratorCancellation] CancellationToken ct)
    {
        var channel = Channel.CreateBounded<string>(
            new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest }
        );
        _readers[channel] = 0;
        try
        {
            await foreach (var id in channel.Reader.ReadAllAsync(ct))
                yield return id;
        }
        finally
        {
            _readers.TryRemove(channel, out _);
        }
    }
}
