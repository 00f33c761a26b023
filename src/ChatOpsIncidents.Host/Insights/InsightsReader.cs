using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Insights;

/// <summary>The figures that were kept, of incidents that a viewer may see. Drills are left out.</summary>
/// <remarks>Which incidents these are, and of which version their figures, is asked each time; the figures themselves
/// come out of memory where that version was read before.</remarks>
public sealed class InsightsReader(NpgsqlDataSource source) : IDisposable
{
    private readonly KeptFigures _kept = new(source);

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

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();

    private async Task<IReadOnlyList<ComparedIncident>> Read(NpgsqlCommand asked, CancellationToken ct)
    {
        var rows = await Rows(asked, ct);
        var figures = await _kept.Of(rows.ConvertAll(row => (row.Id, row.Version)), ct);
        return
        [
            .. rows.Where(row => figures.ContainsKey(row.Id))
                .Select(row => new ComparedIncident(row.Id, row.Title, row.DeclaredAt, figures[row.Id])),
        ];
    }

    private static async Task<List<Row>> Rows(NpgsqlCommand asked, CancellationToken ct)
    {
        await using var command = asked;
        List<Row> rows = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            rows.Add(
                new Row(
                    row.GetString(0),
                    row.GetString(1),
                    row.GetFieldValue<DateTimeOffset>(2),
                    row.GetFieldValue<uint>(3)
                )
            );
        return rows;
    }

    private readonly record struct Row(string Id, string Title, DateTimeOffset DeclaredAt, uint Version);
}
