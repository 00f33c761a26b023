using System.Text.Json;
using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Host.Postgres;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace ChatOpsIncidents.Host.Insights;

/// <summary>Figures as they were read last, by incident. They are handed out for the version that stands in the
/// database alone: what was reckoned anew, or redacted, is not answered from here.</summary>
internal sealed class KeptFigures(NpgsqlDataSource source) : IDisposable
{
    /// <summary>So many incidents are kept, about a kilobyte each; of more, some are read each time.</summary>
    internal const int KeptMax = 10_000;

    // What nobody compares gives its memory back.
    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(15);
    private readonly MemoryCache _figures = new(new MemoryCacheOptions { SizeLimit = KeptMax });

    /// <summary>The figures of some incidents, without those whose row is gone meanwhile.</summary>
    /// <param name="rows">The incidents, each with the version of its row.</param>
    /// <param name="ct">Ends the read.</param>
    public async Task<IReadOnlyDictionary<string, IncidentFigures>> Of(
        List<(string Id, uint Version)> rows,
        CancellationToken ct
    )
    {
        Dictionary<string, IncidentFigures> found = new(rows.Count, StringComparer.Ordinal);
        List<string> unknown = [];
        foreach (var (id, version) in rows)
        {
            if (_figures.Get<Kept>(id) is { } kept && kept.Version == version)
                found[id] = kept.Figures;
            else
                unknown.Add(id);
        }

        if (unknown.Count > 0)
            await Fetch(unknown, found, ct);
        return found;
    }

    /// <inheritdoc/>
    public void Dispose() => _figures.Dispose();

    private async Task Fetch(List<string> unknown, Dictionary<string, IncidentFigures> found, CancellationToken ct)
    {
        foreach (var id in unknown)
            _figures.Remove(id);
        await using var command = source
            .CreateCommand(PostgresSql.Text("insights/contents"))
            .With("ids", unknown.ToArray());
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var figures = JsonSerializer.Deserialize<IncidentFigures>(row.GetString(2))!;
            found[row.GetString(0)] = figures;
            _figures.Set(
                row.GetString(0),
                new Kept(row.GetFieldValue<uint>(1), figures),
                new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Unused }
            );
        }
    }

    private sealed record Kept(uint Version, IncidentFigures Figures);
}
