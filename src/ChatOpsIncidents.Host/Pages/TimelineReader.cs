using System.Text;
using System.Text.Json;
using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Engine.Timeline;
using ChatOpsIncidents.Host.Access;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>Timelines and lists as they stand in the store, for pages, the read API and uploads.</summary>
public sealed class TimelineReader(NpgsqlDataSource source, IncidentAccess access, TimeProvider clock, PdfPrinter pdf)
{
    /// <summary>An incident's whole timeline; null: there is no such incident, or none for this viewer.</summary>
    public async Task<TimelineDocument?> Read(Viewer viewer, string incidentId, CancellationToken ct) =>
        await access.Find(viewer, incidentId, ct) is { } id ? await Read(id, ct) : null;

    /// <summary>An incident's whole timeline, whoever may see it; null: there is no such incident.</summary>
    public async Task<TimelineDocument?> Read(string incidentId, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var (facts, entries) = await Facts(connection, incidentId, ct);
        if (facts.Count == 0)
            return null;
        await Messages(connection, incidentId, entries, ct);
        return TimelineDocument.Of(Incident.Replay(incidentId, facts), entries, clock.GetUtcNow());
    }

    /// <summary>Incidents, newest first.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="runningOnly">Leave out what is over.</param>
    /// <param name="before">Only those with a lower number.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Ends the read.</param>
    public async Task<IReadOnlyList<IncidentSummary>> List(
        Viewer viewer,
        bool runningOnly,
        long before,
        int limit,
        CancellationToken ct
    )
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(PostgresSql.Text("store/list_incidents"), connection)
            .To(viewer)
            .With("running", runningOnly)
            .With("before", before)
            .With("limit", limit);
        List<IncidentSummary> incidents = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            incidents.Add(PostgresWork.Summary(row));
        return incidents;
    }

    /// <summary>A timeline as a file.</summary>
    /// <param name="incidentId">The incident.</param>
    /// <param name="format">One of <see cref="TimelineExport.Formats"/>.</param>
    /// <param name="patience">How long to wait for a printer that is busy.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<ExportEnd> Render(string incidentId, string format, TimeSpan patience, CancellationToken ct)
    {
        if (await Read(incidentId, ct) is not { } document)
            return new ExportEnd.Impossible($"there is no incident {incidentId}");
        if (format == "pdf")
            return await pdf.Print(TimelineExport.Printable(document), patience, ct);
        var file = TimelineExport.Render(document, format);
        return new ExportEnd.Made(new RenderedFile(file.Name, file.ContentType, Encoding.UTF8.GetBytes(file.Text)));
    }

    private static async Task<(List<Recorded> Facts, List<TimelineEntry> Entries)> Facts(
        NpgsqlConnection connection,
        string id,
        CancellationToken ct
    )
    {
        List<Recorded> facts = [];
        List<TimelineEntry> entries = [];
        var previous = FactHash.First;
        await using var command = new NpgsqlCommand(PostgresSql.Text("store/load_timeline"), connection).With("id", id);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var fact = PostgresEventStore.Fact(row);
            var content = row.IsDBNull(2) ? null : row.GetString(2);
            var salt = row.IsDBNull(10) ? null : row.GetFieldValue<byte[]>(10);
            entries.Add(TimelineEntry.Of(fact, content, salt, row.GetString(11), row.GetString(12), previous));
            previous = row.GetString(12);
            facts.Add(fact);
        }

        return (facts, entries);
    }

    private static async Task Messages(
        NpgsqlConnection connection,
        string id,
        List<TimelineEntry> entries,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(PostgresSql.Text("store/load_messages"), connection).With("id", id);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            entries.Add(Message(row));
    }

    private static TimelineEntry Message(NpgsqlDataReader row)
    {
        var content = row.IsDBNull(6) ? null : row.GetString(6);
        return new TimelineEntry
        {
            Kind = row.GetString(0),
            ObservedAt = row.GetFieldValue<DateTimeOffset>(1),
            RecordedAt = row.GetFieldValue<DateTimeOffset>(2),
            Actor = new Person(row.GetString(3), row.GetString(4)),
            Source = row.GetString(5),
            Text = content is null ? "Erased" : Words(content),
            Content = content,
            Salt = row.IsDBNull(7) ? null : Convert.ToHexStringLower(row.GetFieldValue<byte[]>(7)),
            ContentDigest = row.GetString(8),
            Link = row.IsDBNull(9) ? null : row.GetString(9),
            Erased = content is null,
        };
    }

    private static string Words(string content)
    {
        using var json = JsonDocument.Parse(content);
        var text = json.RootElement.TryGetProperty("text", out var said) ? said.GetString() ?? "" : "";
        if (!json.RootElement.TryGetProperty("files", out var files) || files.ValueKind != JsonValueKind.Array)
            return text;
        var names = files
            .EnumerateArray()
            .Select(file => file.TryGetProperty("name", out var name) ? $"[file: {name.GetString()}]" : "");
        return string.Join(' ', [text, .. names]).Trim();
    }
}
