using System.Text.Json;
using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Hangfire;
using Npgsql;
using NpgsqlTypes;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>Keeps the figures of incidents that are over. A declaration pays nothing for them: they are reckoned here,
/// each minute, for those alone that have changed since.</summary>
public sealed class FiguresJob(NpgsqlDataSource source, IEventStore store, ILogger<FiguresJob> log)
{
    private const int IncidentsMax = 500;

    /// <summary>Brings the figures up to date.</summary>
    /// <returns>How many incidents were reckoned.</returns>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task<int> KeepOnce(CancellationToken ct)
    {
        var kept = 0;
        foreach (var id in await Stale(ct))
        {
            try
            {
                await Keep(id, ct);
                kept++;
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                Log.NotReckoned(log, id, fault.GetType().Name);
            }
        }

        return kept;
    }

    private async Task<List<string>> Stale(CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("insights/stale")).With("limit", IncidentsMax);
        List<string> ids = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            ids.Add(row.GetString(0));
        return ids;
    }

    private async Task Keep(string id, CancellationToken ct)
    {
        var incident = await store.State(id, ct);
        await using var command = source.CreateCommand(PostgresSql.Text("insights/keep"));
        command.With("id", id).With("seq", incident.Seq);
        var content = JsonSerializer.Serialize(IncidentFigures.Of(incident));
        command.Parameters.Add(new NpgsqlParameter("content", NpgsqlDbType.Jsonb) { Value = content });
        await command.ExecuteNonQueryAsync(ct);
    }
}
