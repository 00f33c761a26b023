using System.Net.Sockets;
using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Hangfire;
using Npgsql;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>
/// Sends what is due as commands. A deadline's row goes in the transaction of its own command, so none is lost; sending
/// it twice changes nothing, so any number of hosts may sweep.
/// </summary>
public sealed class DeadlineSweep(
    NpgsqlDataSource source,
    ICommandPipeline pipeline,
    TimeProvider clock,
    ILogger<DeadlineSweep> log
)
{
    private const int BatchMax = 200;
    private const int AtATime = 4;

    // A bound, should an incident's deadlines come again and again; the next sweep goes on.
    private const int AtOnceMax = 100;

    /// <summary>Sends what is due now: one incident's deadlines in the order of their times, incidents beside one
    /// another.</summary>
    /// <returns>How many deadlines were sent.</returns>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task<int> SweepOnce(CancellationToken ct)
    {
        var sent = 0;
        await Parallel.ForEachAsync(
            await Due(null, ct),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = ct },
            async (first, ct) => Interlocked.Add(ref sent, await RunInOrder(first, ct))
        );
        return sent;
    }

    /// <summary>Deadlines that keep failing, for people to look at.</summary>
    public async Task<IReadOnlyList<FailingDeadline>> Failing(int limit, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("deadline/failing")).With("limit", limit);
        List<FailingDeadline> failing = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            failing.Add(
                new FailingDeadline(
                    row.GetString(0),
                    row.GetBoolean(1),
                    row.GetString(2),
                    row.GetFieldValue<DateTimeOffset>(3),
                    row.GetInt32(4),
                    row.GetString(5)
                )
            );
        }

        return failing;
    }

    // What falls may bring the next one forward, so each time the incident is asked again.
    private async Task<int> RunInOrder(DueDeadline first, CancellationToken ct)
    {
        var sent = 0;
        for (DueDeadline? due = first; due is not null && sent < AtOnceMax; sent++)
        {
            await Run(due, ct);
            due = (await Due(due.IncidentId, ct)).FirstOrDefault();
        }

        return sent;
    }

    private async Task<List<DueDeadline>> Due(string? incident, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("deadline/due"))
            .With("now", clock.GetUtcNow())
            .With("incident", incident)
            .With("limit", BatchMax);
        List<DueDeadline> due = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            due.Add(
                new DueDeadline(
                    row.GetString(0),
                    row.GetString(1),
                    row.GetString(2),
                    row.GetFieldValue<DateTimeOffset>(3),
                    row.GetInt32(4)
                )
            );
        }

        return due;
    }

    private async Task Run(DueDeadline due, CancellationToken ct)
    {
        try
        {
            await pipeline.Run(Request(due), ct);
            await Postpone(due, "Its command left it where it was.", fault: null, ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested && !IsDatabaseAway(fault))
        {
            await Postpone(due, $"Its command failed: {fault.GetType().Name}.", fault, ct);
        }
    }

    // That is no fault of this deadline: it is sent again as soon as the database is back.
    private static bool IsDatabaseAway(Exception fault) =>
        fault
            is NpgsqlException { InnerException: IOException or SocketException }
                or PostgresException { SqlState: ['5', '7', 'P', ..] or ['0', '8', ..] };

    // After a command that did its work there is no such row any more, and nothing is postponed.
    private async Task Postpone(DueDeadline due, string why, Exception? fault, CancellationToken ct)
    {
        var notBefore = clock.GetUtcNow() + Backoff.After(due.Failures + 1, Random.Shared.NextDouble());
        await using var command = source
            .CreateCommand(PostgresSql.Text("deadline/failed"))
            .With("incident", due.IncidentId)
            .With("name", due.Name)
            .With("due", due.DueAt)
            .With("failures", due.Failures)
            .With("not_before", notBefore)
            .With("why", why);
        if (await command.ExecuteScalarAsync(ct) is not null)
            Log.DeadlineFailed(log, fault, due.Name, due.IncidentId, due.DueAt, due.Failures + 1, why, notBefore);
    }

    // A further try is another request: the first one's outcome stands, and would only be read again.
    private static VerifiedRequest Request(DueDeadline due)
    {
        var id = $"deadline:{due.IncidentId}:{due.Name}:{due.DueAt.UtcTicks}";
        return new VerifiedRequest
        {
            Platform = "clock",
            Workspace = due.Workspace,
            Id = due.Failures == 0 ? id : $"{id}:{due.Failures}",
            By = SystemPerson.Value,
            IncidentId = due.IncidentId,
            Input = new RequestInput.Signal(new DeadlineFell(due.Name, due.DueAt)),
        };
    }

    private sealed record DueDeadline(
        string IncidentId,
        string Workspace,
        string Name,
        DateTimeOffset DueAt,
        int Failures
    );
}

/// <summary>A deadline that keeps failing.</summary>
/// <param name="IncidentId">The incident.</param>
/// <param name="IsPrivate">Shown only to those who are in the incident.</param>
/// <param name="Name">The deadline's name.</param>
/// <param name="DueAt">When it was due.</param>
/// <param name="Failures">How often it failed.</param>
/// <param name="Why">One sentence.</param>
public sealed record FailingDeadline(
    string IncidentId,
    bool IsPrivate,
    string Name,
    DateTimeOffset DueAt,
    int Failures,
    string Why
);
