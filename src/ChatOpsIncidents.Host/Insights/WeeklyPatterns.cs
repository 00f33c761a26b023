using System.Collections.Concurrent;
using System.Globalization;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Hangfire;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatOpsIncidents.Host.Insights;

/// <summary>
/// Tells each workspace on Mondays what came again in the week before, in its announcement channel; nothing where
/// nothing did. A host that was down tells it when it is back, the same week; hosts beside one another tell it once,
/// because the week is the request's id.
/// </summary>
public sealed class WeeklyPatterns(
    NpgsqlDataSource source,
    InsightsReader reader,
    ICommandPipeline pipeline,
    PolicySource policy,
    IOptions<DigestOptions> digest,
    IOptions<OutboxOptions> outbox,
    TimeProvider clock
)
{
    private const int DaysOfWeek = 7;
    private const string Clock = "clock";

    // Only spares the question: that a week is told once is the request's care.
    private readonly ConcurrentDictionary<string, DateOnly> _told = new(StringComparer.Ordinal);

    /// <summary>Posts what is due and was not posted yet.</summary>
    /// <returns>How many workspaces were told.</returns>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task<int> PostOnce(CancellationToken ct)
    {
        if (!digest.Value.Enabled)
            return 0;
        var zone = policy.Current.TimeZone;
        var local = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone);
        var sinceMonday = ((int)local.DayOfWeek + DaysOfWeek - (int)DayOfWeek.Monday) % DaysOfWeek;
        var due = local.Date.AddDays(-sinceMonday) + digest.Value.At;
        if (local.DateTime < due)
            return 0;
        var until = new DateTimeOffset(due, zone.GetUtcOffset(due)).ToUniversalTime();
        var week = DateOnly.FromDateTime(due);
        var told = 0;
        foreach (var workspace in outbox.Value.AnnounceChannels.Keys.Where(key => _told.GetValueOrDefault(key) != week))
        {
            if (await MayRecur(workspace, week, until, ct) && await Post(workspace, week, until, ct))
                told++;
        }

        return told;
    }

    // Spares the look at all figures in a week without incidents, and where another host, or this one before a restart,
    // told it.
    private async Task<bool> MayRecur(string workspace, DateOnly week, DateTimeOffset until, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("insights/may_recur"))
            .With("workspace", workspace)
            .With("since", until.AddDays(-DaysOfWeek))
            .With("until", until)
            .With("platform", Clock)
            .With("request", RequestOf(week));
        return await command.ExecuteScalarAsync(ct) is true;
    }

    private static string RequestOf(DateOnly week) =>
        $"patterns:{week.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    private async Task<bool> Post(string workspace, DateOnly week, DateTimeOffset until, CancellationToken ct)
    {
        var all = (await reader.Read(workspace, ct)).Where(one => !one.Figures.IsCancelled).ToArray();
        var since = until.AddDays(-DaysOfWeek);
        PastPattern[] again =
        [
            .. Pattern
                .In(all.Where(one => one.DeclaredAt < until))
                .Where(pattern => pattern.Seen[^1].DeclaredAt >= since)
                .Select(pattern => pattern.ToPast()),
        ];
        if (again is not [var first, ..])
            return false;
        var outcome = await pipeline.Run(
            new VerifiedRequest
            {
                Platform = Clock,
                Workspace = workspace,
                Id = RequestOf(week),
                By = SystemPerson.Value,
                IncidentId = first.LastIncident,
                Input = new RequestInput.Signal(new PostPatterns(week, again, Trend.Of(all, until))),
            },
            ct
        );
        _told[workspace] = week;
        return !outcome.WasEarlier;
    }
}
