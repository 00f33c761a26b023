using System.Text.Json;
using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Insights;

/// <summary>The figures that were kept, of incidents that a viewer may see. Drills are left out.</summary>
public sealed class InsightsReader(NpgsqlDataSource source)
{
    /// <summary>All of them, oldest first.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="ct">Ends the read.</param>
    public Task<IReadOnlyList<ComparedIncident>> Read(Viewer viewer, CancellationToken ct) =>
        Read(source.CreateCommand(PostgresSql.Text("insights/read")).To(viewer), ct);

    /// <summary>Those of a workspace that everybody there may see, oldest first.</summary>
    public Task<IReadOnlyList<ComparedIncident>> Read(string workspace, CancellationToken ct) =>
        Read(source.CreateCommand(PostgresSql.Text("insights/of_workspace")).With("workspace", workspace), ct);

    /// <summary>Those that concerned one of some services, oldest first.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="services">Their names.</param>
    /// <param name="ct">Ends the read.</param>
    public Task<IReadOnlyList<ComparedIncident>> Read(
        Viewer viewer,
        IReadOnlyCollection<string> services,
        CancellationToken ct
    ) =>
        Read(
            source
                .CreateCommand(PostgresSql.Text("insights/of_services"))
                .To(viewer)
                .With("services", services.ToArray()),
            ct
        );

    private static async Task<IReadOnlyList<ComparedIncident>> Read(NpgsqlCommand asked, CancellationToken ct)
    {
        await using var command = asked;
        List<ComparedIncident> incidents = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            incidents.Add(
                new ComparedIncident(
                    row.GetString(0),
                    row.GetString(1),
                    row.GetFieldValue<DateTimeOffset>(2),
                    JsonSerializer.Deserialize<IncidentFigures>(row.GetString(3))!
                )
            );
        return incidents;
    }
}
