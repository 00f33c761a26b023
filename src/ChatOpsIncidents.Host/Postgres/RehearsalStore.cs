using ChatOpsIncidents.Host.Ports;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>A store that does everything that the real one does, except that no transaction is ever
/// committed.</summary>
public sealed class RehearsalStore(NpgsqlDataSource source) : IEventStore, IDisposable
{
    private readonly PostgresEventStore _states = new(source);

    /// <inheritdoc/>
    public Task<IWork> Begin(IReadOnlyList<Sought> requests, bool waits, CancellationToken ct) =>
        _states.Begin(requests, waits, isRehearsal: true, ct);

    /// <summary>Keeps nothing: what a rehearsal asked is of no interest later.</summary>
    public Task Defer(VerifiedRequest request, DateTimeOffset now, CancellationToken ct) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Recorded>> Read(string incidentId, CancellationToken ct) => _states.Read(incidentId, ct);

    /// <inheritdoc/>
    public Task<Incident> State(string incidentId, CancellationToken ct) => _states.State(incidentId, ct);

    /// <inheritdoc/>
    public void Dispose() => _states.Dispose();
}
