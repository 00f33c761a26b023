using System.Text.Json;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>Decides requests that were acknowledged before there was time to decide them, oldest first, and answers
/// them late.</summary>
public sealed class InboxWorker(
    NpgsqlDataSource source,
    ICommandPipeline pipeline,
    IEnumerable<IChatPlatform> platforms,
    TimeProvider clock,
    ILogger<InboxWorker> log
) : BackgroundService
{
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, IChatPlatform> _platforms = platforms.ToDictionary(platform => platform.Name);

    /// <summary>Decides all that may be decided now.</summary>
    /// <returns>How many were tried.</returns>
    public async Task<int> WorkOnce(CancellationToken ct)
    {
        var tried = 0;
        for (; await Take(ct) is { } kept; tried++)
            await Work(kept, ct);
        return tried;
    }

    /// <summary>Requests that could not be decided yet.</summary>
    public async Task<IReadOnlyList<FailingRequest>> Failing(int limit, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("inbox/failing")).With("limit", limit);
        List<FailingRequest> failing = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            failing.Add(
                new FailingRequest(
                    row.GetInt64(0),
                    row.GetString(1),
                    row.GetFieldValue<DateTimeOffset>(2),
                    row.GetInt32(3),
                    row.GetString(4)
                )
            );
        }

        return failing;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            try
            {
                await WorkOnce(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.InboxFailed(log, fault);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<Kept?> Take(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var command = source
            .CreateCommand(PostgresSql.Text("inbox/claim"))
            .With("now", now)
            .With("until", now + Claim);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new Kept(row.GetInt64(0), row.GetString(1), row.GetInt32(2)) : null;
    }

    private async Task Work(Kept kept, CancellationToken ct)
    {
        try
        {
            var request =
                JsonSerializer.Deserialize<VerifiedRequest>(kept.Json, FactJson.Options)
                ?? throw new JsonException("A stored request is null.");
            // The permission to open a form has expired by now: what would be a form becomes words.
            var outcome = await pipeline.Run(request with { Trigger = null }, ct);
            if (!await IsDecided(kept, ct))
            {
                await Fail(kept, "The incident is busy.", ct);
                return;
            }

            await Answer(request, outcome, ct);
            await Run("inbox/remove", kept, ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            Log.RequestFailed(log, fault, kept.Id, kept.Attempts);
            await Fail(kept, $"It failed: {fault.GetType().Name}.", ct);
        }
    }

    private async Task Answer(VerifiedRequest request, Outcome outcome, CancellationToken ct)
    {
        var message =
            outcome.Reply.Message
            ?? (
                outcome.Reply.Form is { } form
                    ? ChatMessage.Text(
                        "There is time again. Please open it once more.",
                        new ChatAction(form.Title, form.Verb)
                    )
                    : null
            );
        if (message is null || request.ReplyAddress is not { } address)
            return;
        if (!_platforms.TryGetValue(request.Platform, out var platform))
            return;
        if (!await platform.Answer(request.Workspace, address, message, ct))
            Log.AnswerTooLate(log, request.Platform, request.Id);
    }

    private async Task<bool> IsDecided(Kept kept, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("inbox/is_decided")).With("id", kept.Id);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task Fail(Kept kept, string why, CancellationToken ct)
    {
        var wait = Backoff.After(kept.Attempts, Random.Shared.NextDouble());
        await using var command = source
            .CreateCommand(PostgresSql.Text("inbox/failed"))
            .With("id", kept.Id)
            .With("not_before", clock.GetUtcNow() + wait)
            .With("why", why);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task Run(string statement, Kept kept, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text(statement)).With("id", kept.Id);
        await command.ExecuteNonQueryAsync(ct);
    }

    private sealed record Kept(long Id, string Json, int Attempts);
}

/// <summary>A request that was acknowledged and could not be decided yet. What it says is not shown.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="Platform">Where it came from.</param>
/// <param name="ReceivedAt">When.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Why">One sentence.</param>
public sealed record FailingRequest(long Id, string Platform, DateTimeOffset ReceivedAt, int Attempts, string Why);
