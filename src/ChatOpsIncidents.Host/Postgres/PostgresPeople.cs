using ChatOpsIncidents.Host.Ports;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>The table <c>person</c>.</summary>
public sealed class PostgresPeople(NpgsqlDataSource source) : IPeopleStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<KnownPerson>> Read(int limit, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("people/read")).With("limit", limit);
        List<KnownPerson> people = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            people.Add(Person(row));
        return people;
    }

    /// <inheritdoc/>
    public async Task<KnownPerson?> Find(string platform, string workspace, string id, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("people/find"))
            .With("platform", platform)
            .With("workspace", workspace)
            .With("id", id);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? Person(row) : null;
    }

    /// <inheritdoc/>
    public async Task Keep(IReadOnlyList<KnownPerson> people, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("people/keep"))
            .With("platforms", people.Select(p => p.Platform).ToArray())
            .With("workspaces", people.Select(p => p.Workspace).ToArray())
            .With("ids", people.Select(p => p.Person.Id).ToArray())
            .With("names", people.Select(p => p.Person.Name).ToArray())
            .With("zones", people.Select(p => p.Person.TimeZone).ToArray())
            .With("outsiders", people.Select(p => p.Person.IsOutsider).ToArray())
            .With("bots", people.Select(p => p.Person.IsBot).ToArray())
            .With("deactivated", people.Select(p => p.Person.IsDeactivated).ToArray())
            .With("seen", people.Select(p => p.At.UtcDateTime).ToArray());
        await command.ExecuteNonQueryAsync(ct);
    }

    private static KnownPerson Person(NpgsqlDataReader row) =>
        new(
            row.GetString(0),
            row.GetString(1),
            new PlatformPerson(
                row.GetString(2),
                row.GetString(3),
                row.IsDBNull(4) ? null : row.GetString(4),
                row.GetBoolean(5),
                row.GetBoolean(6)
            )
            {
                IsDeactivated = row.GetBoolean(7),
            },
            row.GetFieldValue<DateTimeOffset>(8)
        );
}
