using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Monitoring;

/// <summary>
/// Finds what was normal: the median of a stretch that ended when the symptoms began, and of the same hour a day and a
/// week before. Found once for an incident and the beginning of its symptoms, and kept: monitoring may forget.
/// </summary>
public sealed class Baselines(PostgresChecks store, IOptions<MonitoringOptions> options)
{
    // What was measured as it began is not from before.
    private static readonly TimeSpan Instant = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>What was normal for a check; null: nobody knows yet.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="onset">When its symptoms began.</param>
    /// <param name="check">The check.</param>
    /// <param name="known">What was found before.</param>
    /// <param name="reader">Who can be asked.</param>
    /// <param name="ct">Ends it early.</param>
    public async Task<double?> Of(
        string incident,
        DateTimeOffset onset,
        ServiceCheck check,
        IReadOnlyDictionary<string, CheckBaseline> known,
        ICheckReader reader,
        CancellationToken ct
    )
    {
        if (known.TryGetValue(check.Name, out var found) && found.Onset == onset)
            return found.Normal;
        var window = options.Value.BaselineWindow;
        var before = await Median(reader, check, onset - window, onset - Instant, ct);
        var day = await Median(reader, check, onset - Day - window, onset - Day + window, ct);
        var week = await Median(reader, check, onset - Week - window, onset - Week + window, ct);
        if (check.Normal(before, day, week) is not { } normal)
            return null;
        await store.Keep(incident, check.Name, new CheckBaseline(onset, before, day, week, normal), ct);
        return normal;
    }

    private static async Task<double?> Median(
        ICheckReader reader,
        ServiceCheck check,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken ct
    )
    {
        double[] numbers = [.. (await reader.Past(check, from, to, ct)).Order()];
        return numbers.Length == 0 ? null : numbers[numbers.Length / 2];
    }
}
