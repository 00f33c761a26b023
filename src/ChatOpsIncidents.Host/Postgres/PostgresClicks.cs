using ChatOpsIncidents.Host.Ports;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>Presses of buttons in PostgreSQL, beside the requests as which they run.</summary>
public sealed class PostgresClicks(NpgsqlDataSource source) : IClickLedger
{
    /// <inheritdoc/>
    public async Task<string> First(
        string workspace,
        string press,
        string requestId,
        DateTimeOffset since,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("store/first_press"))
            .With("workspace", workspace)
            .With("press", press)
            .With("request", requestId)
            .With("since", since)
            .With("now", now);
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }
}
