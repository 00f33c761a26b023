using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>Whether changes to a service wait, for deploy pipelines. We answer; the pipeline decides.</summary>
public sealed class FreezeReader(NpgsqlDataSource source, IEventStore store, CatalogSource catalog)
{
    /// <summary>The freeze that a service is under.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="service">Its name or alias. One that the catalogue does not know may be under a freeze of
    /// everything, or of its name.</param>
    /// <param name="ct">Ends the read.</param>
    public async Task<FreezeAnswer> Read(Viewer viewer, string service, CancellationToken ct)
    {
        var known = catalog.Current.Find(service);
        foreach (var (id, isVisible) in await Candidates(viewer, ct))
        {
            var incident = await store.State(id, ct);
            if (incident.Freezes(known?.Name ?? service))
                return new FreezeAnswer(known is not null, incident, isVisible);
        }

        return new FreezeAnswer(known is not null, null, false);
    }

    private async Task<List<(string Id, bool IsVisible)>> Candidates(Viewer viewer, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("store/maybe_frozen")).To(viewer);
        List<(string, bool)> candidates = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            candidates.Add((row.GetString(0), row.GetBoolean(1)));
        return candidates;
    }
}

/// <summary>The answer.</summary>
/// <param name="Known">Whether the service stands in the catalogue.</param>
/// <param name="By">The incident that freezes it; null: none does.</param>
/// <param name="IsVisible">Whether whoever asked may know which incident that is.</param>
public sealed record FreezeAnswer(bool Known, Incident? By, bool IsVisible);
