using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Access;

/// <summary>
/// Who may see an incident. Every surface asks here, or asks the database's <c>visible_to</c> itself, where many
/// incidents are looked through at once: there the rule stands. Who may record is said by <see cref="Membership"/>,
/// and who may command by the incident's facts: <see cref="Incident.MayCommand"/>.
/// </summary>
public sealed class IncidentAccess(NpgsqlDataSource source)
{
    /// <summary>An incident's id, if somebody may see it. One row is read, no timeline.</summary>
    /// <param name="viewer">Who.</param>
    /// <param name="incidentId">Which, in any case.</param>
    /// <param name="ct">Ends the read.</param>
    /// <returns>The id as it is stored; null: there is none, or none for this viewer.</returns>
    public async Task<string?> Find(Viewer viewer, string incidentId, CancellationToken ct)
    {
        var id = incidentId.ToUpperInvariant();
        await using var command = source.CreateCommand(PostgresSql.Text("store/is_visible")).With("id", id).To(viewer);
        return await command.ExecuteScalarAsync(ct) is true ? id : null;
    }
}
