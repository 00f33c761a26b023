using ChatOpsIncidents.Host.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>A change as the history has it.</summary>
/// <param name="Revision">Grows with each of its states.</param>
/// <param name="Status">How far it was.</param>
/// <param name="At">When that was.</param>
public sealed record ChangeRevision(int Revision, string Status, DateTimeOffset At);

/// <summary>A change that an incident was not told of.</summary>
/// <param name="Revision">Which of its states.</param>
/// <param name="Source">Who told us.</param>
/// <param name="Change">As the incident is told.</param>
public sealed record UntoldChange(int Revision, string Source, KnownChange Change);

/// <summary>The history of changes in the database.</summary>
public sealed class PostgresChanges(NpgsqlDataSource source, TimeProvider clock)
{
    /// <summary>What is known of a change; null: it is new.</summary>
    public async Task<ChangeRevision?> Find(string id, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("signals/change")).With("id", id);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new ChangeRevision(row.GetInt32(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2))
            : null;
    }

    /// <summary>The versions of a service that ran before a change, the newest first.</summary>
    public async Task<IReadOnlyList<string>> Deployed(
        string service,
        string? environment,
        string except,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("signals/deploys"))
            .With("id", except)
            .With("service", service)
            .With("at", at);
        command.Parameters.Add(Text("environment", environment));
        List<string> versions = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            versions.Add(row.GetString(0));
        return versions;
    }

    /// <summary>Records a change, or its next state.</summary>
    public async Task Record(RecordedChange change, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("signals/record_change"))
            .With("id", change.Id)
            .With("source", change.Source)
            .With("kind", change.Kind)
            .With("what", change.What)
            .With("status", change.Status)
            .With("way_back", change.IsWayBack)
            .With("at", change.At)
            .With("seen", clock.GetUtcNow());
        command.Parameters.Add(Time("ended", change.EndedAt));
        command.Parameters.Add(Text("service", change.Service));
        command.Parameters.Add(Text("environment", change.Environment));
        command.Parameters.Add(Text("version", change.Version));
        command.Parameters.Add(Text("previous", change.PreviousVersion));
        command.Parameters.Add(Text("actor", change.Actor));
        command.Parameters.Add(Text("url", change.Url));
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The incidents that run, and the number of each one's last fact.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Running(CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("signals/running"));
        Dictionary<string, long> running = new(StringComparer.Ordinal);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            running[row.GetString(0)] = row.GetInt64(1);
        return running;
    }

    /// <summary>What an incident was not told of, the newest first.</summary>
    /// <param name="incident">Its id.</param>
    /// <param name="services">Its services and what they need, in lower case; empty: all count as its own.</param>
    /// <param name="since">From when on changes of these count.</param>
    /// <param name="near">From when on changes of others count.</param>
    /// <param name="limit">How many.</param>
    /// <param name="ct">Ends it early.</param>
    public async Task<IReadOnlyList<UntoldChange>> Untold(
        string incident,
        string[] services,
        DateTimeOffset since,
        DateTimeOffset near,
        int limit,
        CancellationToken ct
    )
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("signals/untold"))
            .With("incident", incident)
            .With("services", services)
            .With("since", since)
            .With("near", near)
            .With("limit", limit);
        List<UntoldChange> untold = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            untold.Add(new UntoldChange(row.GetInt32(1), row.GetString(2), Change(row)));
        return untold;
    }

    /// <summary>An incident was told of a change.</summary>
    public async Task Told(string incident, UntoldChange told, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("signals/told"))
            .With("incident", incident)
            .With("change", told.Change.Id)
            .With("revision", told.Revision);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static KnownChange Change(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(6))
        {
            Status = row.GetString(5),
            Service = Text(row, 7),
            Version = Text(row, 8),
            PreviousVersion = Text(row, 9),
            Actor = Text(row, 10),
            Url = Text(row, 11),
        };

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    private static NpgsqlParameter Text(string name, string? value) =>
        new(name, NpgsqlDbType.Text) { Value = (object?)value ?? DBNull.Value };

    private static NpgsqlParameter Time(string name, DateTimeOffset? value) =>
        new(name, NpgsqlDbType.TimestampTz) { Value = (object?)value?.ToUniversalTime() ?? DBNull.Value };
}

/// <summary>A change on its way into the history.</summary>
/// <param name="Id">The source's name and its own id of the change.</param>
/// <param name="Source">Who told us.</param>
/// <param name="Kind">As for <see cref="KnownChange"/>.</param>
/// <param name="What">In words.</param>
/// <param name="Status">How far it is.</param>
/// <param name="At">When it began, as far as known.</param>
public sealed record RecordedChange(
    string Id,
    string Source,
    string Kind,
    string What,
    string Status,
    DateTimeOffset At
)
{
    /// <summary>It brings back what ran before.</summary>
    public bool IsWayBack { get; init; }

    /// <summary>When it ended; null: it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Canonical name; null: not known.</summary>
    public string? Service { get; init; }

    /// <summary>Where; null: not said.</summary>
    public string? Environment { get; init; }

    /// <summary>What came; null: not said.</summary>
    public string? Version { get; init; }

    /// <summary>What was there before; null: not known.</summary>
    public string? PreviousVersion { get; init; }

    /// <summary>Who did it; null: not said.</summary>
    public string? Actor { get; init; }

    /// <summary>Where it is shown; null: nowhere.</summary>
    public string? Url { get; init; }
}
