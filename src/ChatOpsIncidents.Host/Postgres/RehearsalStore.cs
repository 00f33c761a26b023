using ChatOpsIncidents.Host.Ports;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>A store that does everything that the real one does, except that no transaction is ever
/// committed.</summary>
public sealed class RehearsalStore(NpgsqlDataSource source) : IEventStore
{
    private readonly PostgresEventStore _states = new(source);

    /// <inheritdoc/>
    public async Task<IWork> Begin(VerifiedRequest request, DateTimeOffset now, CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        try
        {
            return await PostgresWork.Begin(_states, connection, request, now, ct, isRehearsal: true);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Keeps nothing: what a rehearsal asked is of no interest later.</summary>
    public Task Defer(VerifiedRequest request, DateTimeOffset now, CancellationToken ct) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Recorded>> Read(string incidentId, CancellationToken ct) => _states.Read(incidentId, ct);

    /// <inheritdoc/>
    public Task<Incident> State(string incidentId, CancellationToken ct) => _states.State(incidentId, ct);
}
