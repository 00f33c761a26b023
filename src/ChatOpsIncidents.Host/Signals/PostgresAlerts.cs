using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Signals.Reading;
using Npgsql;
using NpgsqlTypes;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>What monitoring said of an alert last.</summary>
/// <param name="State">Firing, resolved or blind.</param>
/// <param name="At">When it became so.</param>
/// <param name="Incident">The incident that knows of it; null: none.</param>
public sealed record KnownAlert(string State, DateTimeOffset At, string? Incident);

/// <summary>An alert with what it means here.</summary>
/// <param name="Signal">As it was told.</param>
/// <param name="Service">Canonical name; null: not known.</param>
/// <param name="At">When it became what it is; where it does not say that, when we heard it.</param>
public sealed record HeardAlert(AlertSignal Signal, string? Service, DateTimeOffset At);

/// <summary>Alerts in the database: what was said of each last, and which incident knows of it.</summary>
public sealed class PostgresAlerts(NpgsqlDataSource source)
{
    /// <summary>What is known of these alerts, by their ids.</summary>
    public async Task<Dictionary<string, KnownAlert>> Find(string from, string[] objects, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("signals/alerts"))
            .With("source", from)
            .With("objects", objects);
        Dictionary<string, KnownAlert> known = new(StringComparer.Ordinal);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            known[row.GetString(0)] = new KnownAlert(
                row.GetString(1),
                row.GetFieldValue<DateTimeOffset>(2),
                row.IsDBNull(3) ? null : row.GetString(3)
            );
        }

        return known;
    }

    /// <summary>On how many other machines the same rule fires.</summary>
    public async Task<int> OthersFiring(string from, HeardAlert alert, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("signals/firing"))
            .With("source", from)
            .With("rule", alert.Signal.Rule ?? "")
            .With("instance", alert.Signal.Instance ?? "");
        command.Parameters.Add(Text("service", alert.Service));
        return (int)(long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The running incident to which an alert belongs; null: none.</summary>
    public async Task<string?> Home(
        string from,
        HeardAlert alert,
        KnownAlert? known,
        AlertPlace place,
        CancellationToken ct
    )
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("signals/alert_home"))
            .With("source", from)
            .With("platform", place.Platform)
            .With("workspace", place.Workspace);
        command.Parameters.Add(Text("known", known?.Incident));
        command.Parameters.Add(Text("service", alert.Service));
        command.Parameters.Add(Text("group", alert.Signal.Group));
        command.Parameters.Add(Text("rule", alert.Signal.Rule));
        return await command.ExecuteScalarAsync(ct) as string;
    }

    /// <summary>These alerts were heard, and that incident knows of them; null: none does.</summary>
    public async Task Record(string from, IReadOnlyList<HeardAlert> alerts, string? incident, CancellationToken ct)
    {
        // One statement changes a row once: of several states of one alert the last stands.
        HeardAlert[] last = [.. alerts.Reverse().DistinctBy(alert => alert.Signal.Object)];
        await using var command = source.CreateCommand(PostgresSql.Text("signals/record_alerts")).With("source", from);
        Add(command, "objects", last.Select(alert => alert.Signal.Object));
        Add(command, "states", last.Select(alert => alert.Signal.State.ToString()));
        command.With("ats", last.Select(alert => alert.At.UtcDateTime).ToArray());
        Add(command, "incidents", last.Select(_ => incident));
        Add(command, "services", last.Select(alert => alert.Service));
        Add(command, "rules", last.Select(alert => alert.Signal.Rule));
        Add(command, "instances", last.Select(alert => alert.Signal.Instance));
        Add(command, "groups", last.Select(alert => alert.Signal.Group));
        await command.ExecuteNonQueryAsync(ct);
    }

    private static void Add(NpgsqlCommand command, string name, IEnumerable<string?> values) =>
        command.Parameters.Add(
            new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = values.ToArray() }
        );

    private static NpgsqlParameter Text(string name, string? value) =>
        new(name, NpgsqlDbType.Text) { Value = (object?)value ?? DBNull.Value };
}
