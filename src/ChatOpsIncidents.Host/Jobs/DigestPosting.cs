using System.Collections.Concurrent;
using System.Globalization;
using ChatOpsIncidents.Host.Catalogue;
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
    CatalogSource catalog,
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
    /// <returns>In how many workspaces there may be something to tell: incidents, or rotations.</returns>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task<int> PostOnce(CancellationToken ct)
    {
        var zone = policy.Current.TimeZone;
        var local = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone);
        if (!options.Value.Enabled || local.TimeOfDay < options.Value.At)
            return 0;
        var due = local.Date + options.Value.At;
        var until = new DateTimeOffset(due, zone.GetUtcOffset(due)).ToUniversalTime();
        var posted = 0;
        var day = DateOnly.FromDateTime(local.Date);
        foreach (var workspace in outbox.Value.AnnounceChannels.Keys.Where(key => _done.GetValueOrDefault(key) != day))
        {
            var digest = await Digest(workspace, day, until, ct);
            if ((digest.Way ?? await Newest(workspace, ct)) is { } incident)
            {
                await Post(workspace, incident, digest, ct);
                posted++;
            }

            _done[workspace] = day;
        }

        return posted;
    }

    private async Task<PostDigest> Digest(string workspace, DateOnly day, DateTimeOffset until, CancellationToken ct)
    {
        var lines = await Lines(workspace, until, ct);
        var (overdue, gaps) = await LeftOpen(workspace, until, ct);
        return new PostDigest(day, lines, OnDuty: !catalog.IsExample) { Overdue = overdue, Gaps = gaps };
    }

    // What is posted goes by way of an incident; gaps on duty alone by the newest that everybody may see.
    private async Task<string?> Newest(string workspace, CancellationToken ct)
    {
        if (catalog.IsExample || catalog.Current.Rotations.Count == 0)
            return null;
        await using var command = source.CreateCommand(PostgresSql.Text("digest/newest")).With("workspace", workspace);
        return await command.ExecuteScalarAsync(ct) as string;
    }

    private async Task Post(string workspace, string incident, PostDigest digest, CancellationToken ct)
    {
        var outcome = await pipeline.Run(
            new VerifiedRequest
            {
                Platform = "clock",
                Workspace = workspace,
                Id = $"digest:{digest.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
                By = SystemPerson.Value,
                IncidentId = incident,
                Input = new RequestInput.Signal(digest),
            },
            ct
        );
        if (!outcome.WasEarlier)
            Log.DigestPosted(log, workspace, digest.Incidents.Count);
    }

    private async Task<(List<OverdueAction>, List<OpenGaps>)> LeftOpen(
        string workspace,
        DateTimeOffset until,
        CancellationToken ct
    )
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("digest/left_open"))
            .With("workspace", workspace)
            .With("until", until);
        List<OverdueAction> overdue = [];
        List<OpenGaps> gaps = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var (id, title, number) = (row.GetString(0), row.GetString(1), row.GetInt32(2));
            if (number > 0)
                overdue.Add(new(id, title, number, row.GetString(3), row.GetFieldValue<DateTimeOffset>(4)));
            else
                gaps.Add(new OpenGaps(id, title, row.GetInt32(5)));
        }

        return (overdue, gaps);
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
