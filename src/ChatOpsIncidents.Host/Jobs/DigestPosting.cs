using System.Collections.Concurrent;
using System.Globalization;
using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Hangfire;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>
/// Posts each workspace's digest once a day, into its announcement channel. A host that was down at the time posts it
/// when it is back, the same day; hosts beside one another post it once, because the day is the request's id.
/// </summary>
public sealed class DigestPosting(
    NpgsqlDataSource source,
    ICommandPipeline pipeline,
    PolicySource policy,
    IOptions<DigestOptions> options,
    IOptions<OutboxOptions> outbox,
    TimeProvider clock,
    ILogger<DigestPosting> log
)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // Only spares the question: that a day is posted once is the request's care.
    private readonly ConcurrentDictionary<string, DateOnly> _done = new(StringComparer.Ordinal);

    /// <summary>Posts what is due now and was not posted yet.</summary>
    /// <returns>How many workspaces had something to be told of today.</returns>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task<int> PostOnce(CancellationToken ct)
    {
        var zone = policy.Current.TimeZone;
        var now = clock.GetUtcNow();
        var local = TimeZoneInfo.ConvertTime(now, zone);
        if (!options.Value.Enabled || local.TimeOfDay < options.Value.At)
            return 0;
        var due = local.Date + options.Value.At;
        var until = new DateTimeOffset(due, zone.GetUtcOffset(due)).ToUniversalTime();
        var posted = 0;
        var day = DateOnly.FromDateTime(local.Date);
        foreach (var workspace in outbox.Value.AnnounceChannels.Keys.Where(key => _done.GetValueOrDefault(key) != day))
        {
            var lines = await Lines(workspace, until, ct);
            if (lines.Count > 0)
            {
                await Post(workspace, day, lines, now, ct);
                posted++;
            }

            _done[workspace] = day;
        }

        return posted;
    }

    private async Task Post(
        string workspace,
        DateOnly day,
        List<IncidentSummary> lines,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var outcome = await pipeline.Run(
            new VerifiedRequest
            {
                Platform = "clock",
                Workspace = workspace,
                Id = $"digest:{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
                By = SystemPerson.Value,
                IncidentId = lines[0].Id,
                Input = new RequestInput.Signal(new PostDigest(day, DigestView.Render(day, lines, now))),
            },
            ct
        );
        if (!outcome.WasEarlier)
            Log.DigestPosted(log, workspace, lines.Count);
    }

    private async Task<List<IncidentSummary>> Lines(string workspace, DateTimeOffset until, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("digest/lines"))
            .With("workspace", workspace)
            .With("until", until)
            .With("since", until - Day);
        List<IncidentSummary> lines = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            lines.Add(PostgresWork.Summary(row));
        return lines;
    }
}
