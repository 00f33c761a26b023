using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>Who is writing which section of a review just now, on whichever host.</summary>
public sealed class ReviewWriters(NpgsqlDataSource source, IncidentChanges changes, TimeProvider clock)
{
    // A page says it each ten seconds while its reader types.
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(25);

    /// <summary>Somebody is writing.</summary>
    /// <param name="incidentId">Which incident's review.</param>
    /// <param name="section">The section's key.</param>
    /// <param name="by">Who.</param>
    /// <param name="ct">Ends it.</param>
    public async Task Say(string incidentId, string section, PlatformPerson by, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var command = source
            .CreateCommand(PostgresSql.Text("review/writing"))
            .With("incident", incidentId)
            .With("section", section)
            .With("person", by.Id)
            .With("name", by.Name)
            .With("now", now)
            .With("past", now - Lasts);
        await command.ExecuteNonQueryAsync(ct);
        changes.Say(incidentId);
    }

    /// <summary>The names of those who write, by section.</summary>
    public async Task<ILookup<string, string>> Of(string incidentId, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("review/writers"))
            .With("incident", incidentId)
            .With("past", clock.GetUtcNow() - Lasts);
        List<(string Section, string Name)> writers = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            writers.Add((row.GetString(0), row.GetString(1)));
        return writers.ToLookup(one => one.Section, one => one.Name);
    }
}
