using ChatOpsIncidents.Host.Postgres;
using Hangfire;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>Removes what is no longer needed, a bounded number of rows at a time so that nobody waits for it.</summary>
public sealed class Housekeeping(
    NpgsqlDataSource source,
    TimeProvider clock,
    IOptions<RetentionOptions> options,
    ILogger<Housekeeping> log
)
{
    private const int AtATime = 1_000;
    private static readonly TimeSpan Samples = TimeSpan.FromDays(90);

    /// <summary>Removes all that is older than the retention says.</summary>
    /// <returns>How many rows went or were emptied.</returns>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task<int> SweepOnce(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var keep = options.Value;
        var requests = await Sweep("retention/requests", now - keep.Requests, ct);
        var effects = await Sweep("retention/settled_effects", now - keep.Effects, ct);
        var messages = keep.Messages is { } age
            ? await Sweep("retention/messages", now - age, ct) + await Sweep("retention/files", now - age, ct)
            : 0;
        await Sweep("retention/check_samples", now - Samples, ct);
        await using var pauses = source.CreateCommand(PostgresSql.Text("retention/pauses")).With("now", now);
        await pauses.ExecuteNonQueryAsync(ct);
        Log.Swept(log, requests, effects, messages);
        return requests + effects + messages;
    }

    private async Task<int> Sweep(string statement, DateTimeOffset before, CancellationToken ct)
    {
        for (var all = 0; ; )
        {
            await using var command = source
                .CreateCommand(PostgresSql.Text(statement))
                .With("before", before)
                .With("limit", AtATime);
            var gone = await command.ExecuteNonQueryAsync(ct);
            all += gone;
            if (gone < AtATime)
                return all;
        }
    }
}
