using ChatOpsIncidents.Host.Postgres;
using Hangfire;
using Npgsql;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>Writes notes without a name anew each hour, whether or not one came: what the database says of their times
/// is the hour's, and not theirs.</summary>
public sealed class NoteShuffling(NpgsqlDataSource source)
{
    /// <summary>Does it once.</summary>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task ShuffleOnce(CancellationToken ct)
    {
        await using var notes = source.CreateCommand(PostgresSql.Text("retention/shuffle_notes"));
        await notes.ExecuteNonQueryAsync(ct);
    }
}
