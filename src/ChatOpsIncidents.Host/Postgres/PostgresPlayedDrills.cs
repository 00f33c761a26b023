using System.Text.Json;
using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Host.Ports;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>Reads the scores of drills where the figures are kept, a minute after a drill is over.</summary>
internal sealed class PostgresPlayedDrills(NpgsqlDataSource source) : IPlayedDrills
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<PlayedDrill>> Of(Viewer viewer, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("insights/played_drills")).To(viewer);
        List<PlayedDrill> drills = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var drill = JsonSerializer.Deserialize<DrillFigure>(row.GetString(2))!;
            var at = row.GetFieldValue<DateTimeOffset>(1);
            drills.Add(new PlayedDrill(row.GetString(0), drill.Scenario, at, drill.IsTabletop, drill.Results));
        }

        return drills;
    }
}
