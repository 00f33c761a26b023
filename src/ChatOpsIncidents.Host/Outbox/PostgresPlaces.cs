using System.Globalization;
using System.Text.Json;
using ChatOpsIncidents.Engine.Effects;
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
        string[] names = [Keys.Room, Keys.Origin, key ?? Keys.Room];
        await using var command = source
            .CreateCommand(PostgresSql.Numbered("outbox/places"))
            .With("incident", leased.IncidentId)
            .With("names", names);
        var places = new PlacedMessages();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            Add(places, row);
        return places;
    }

    /// <inheritdoc/>
    public async Task RegisterThread(LeasedEffect leased, MessagePlace thread, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Numbered("store/set_room"))
            .With("platform", leased.Platform)
            .With("workspace", leased.Workspace)
            .With("channel", thread.ChannelId)
            .With("thread", thread.ThreadId)
            .With("id", leased.IncidentId);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static void Add(PlacedMessages places, NpgsqlDataReader row)
    {
        var name = row.GetString(1);
        var place = Text(row, 2) is { } channel ? new MessagePlace(channel, Text(row, 3), Text(row, 4)) : null;
        switch (row.GetString(0))
        {
            case "placed" when place is not null:
                places.Place(name, place);
                break;
            case "waiting":
                places.Waits(name);
                break;
            case "over":
                places.IsOver(name);
                break;
            case "private":
                places.IsPrivate = true;
                break;
            case "head":
                places.Head = new ChainHead(long.Parse(name, CultureInfo.InvariantCulture), Text(row, 4)!);
                break;
            case "thread":
                places.IsThreadRegistered = true;
                break;
            case "origin":
                places.Origin = place;
                break;
            case "people":
                places.People = JsonSerializer.Deserialize<string[]>(name) ?? [];
                break;
            case "fallback":
                places.Fallback = place;
                break;
        }
    }

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
