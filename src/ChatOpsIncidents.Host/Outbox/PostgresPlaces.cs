using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Outbox;

/// <summary>Places in PostgreSQL.</summary>
public sealed class PostgresPlaces(NpgsqlDataSource source) : IPlaces
{
    /// <inheritdoc/>
    public async Task<PlacedMessages> Find(LeasedEffect leased, string? key, CancellationToken ct)
    {
        string[] names = [OutboxRow.RoomKey, OutboxRow.OriginKey, key ?? OutboxRow.RoomKey];
        var places = await Read(leased.IncidentId, names, ct);
        if (places is { Fallback: not null, Room: Resolved.There { Place: { } room } })
            await FallBack(leased, room, ct);
        return places;
    }

    private async Task<PlacedMessages> Read(string incidentId, string[] names, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("outbox/places"))
            .With("incident", incidentId)
            .With("names", names);
        var places = new PlacedMessages();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            places.Add(row.GetString(0), row.GetString(1), Text(row, 2), Text(row, 3), Text(row, 4));
        return places;
    }

    private async Task FallBack(LeasedEffect leased, MessagePlace room, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("outbox/fall_back"))
            .With("incident", leased.IncidentId)
            .With("platform", leased.Platform)
            .With("workspace", leased.Workspace)
            .With("channel", room.ChannelId)
            .With("thread", room.ThreadId ?? "");
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
