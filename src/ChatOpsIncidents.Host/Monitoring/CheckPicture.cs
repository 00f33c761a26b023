namespace ChatOpsIncidents.Host.Monitoring;

/// <summary>What a check showed lately, and what was normal, as it is drawn.</summary>
/// <param name="Check">As the incident knows it.</param>
/// <param name="Samples">The readings, oldest first; empty: none.</param>
/// <param name="Baseline">What was normal; null: it is no number, or nothing is known.</param>
/// <param name="Known">As the catalogue has it; null: it has not.</param>
public sealed record CheckPicture(
    RecoveryCheck Check,
    IReadOnlyList<CheckSample> Samples,
    CheckBaseline? Baseline,
    ServiceCheck? Known
)
{
    /// <summary>Whether there is a line to draw.</summary>
    public bool IsDrawn => Samples.Count(sample => sample.Value is not null) > 1;

    /// <summary>The newest number against the normal one, in words; null: there is none.</summary>
    public string? Compared =>
        Known is not null && Baseline is not null && Samples is [.., { Value: { } now }]
            ? Known.Compare(now, Baseline.Normal)
            : Check.Seen;

    /// <summary>What it was at each of the times before, in words; null: nothing is known.</summary>
    public string? Past
    {
        get
        {
            if (Known is not { } check || Baseline is not { } was)
                return null;
            (string When, double? Value)[] times =
            [
                ("before the symptoms", was.Before),
                ("a day before", was.DayBefore),
                ("a week before", was.WeekBefore),
            ];
            var known = times.Where(time => time.Value is not null).ToArray();
            return known.Length == 0
                ? null
                : string.Join(", ", known.Select(time => $"{check.Say(time.Value!.Value)} {time.When}"));
        }
    }

    /// <summary>Where each reading stands in a picture of that size; null: a gap. The top left is 0, 0.</summary>
    public IReadOnlyList<(double X, double Y)?> Points(double width, double height)
    {
        if (Samples.Count == 0)
            return [];
        var (from, to) = (Samples[0].At, Samples[^1].At);
        var length = Math.Max(1, (to - from).TotalSeconds);
        return
        [
            .. Samples.Select(sample =>
                sample.Value is { } value
                    ? ((sample.At - from).TotalSeconds / length * width, Height(value, height))
                    : ((double, double)?)null
            ),
        ];
    }

    /// <summary>At which height a number stands.</summary>
    public double Height(double value, double height)
    {
        var all = Samples.Select(sample => sample.Value).OfType<double>().Append(Baseline?.Normal ?? 0).ToArray();
        var (low, high) = (Math.Min(0, all.Min()), all.Max());
        return high > low ? height - ((value - low) / (high - low) * height) : height;
    }
}

/// <summary>Finds the pictures of an incident's checks.</summary>
public sealed class CheckPictures(PostgresChecks store, Catalogue.CatalogSource catalog)
{
    private const int SamplesMax = 240;

    /// <summary>One for each check that was read, in the order of their names.</summary>
    public async Task<IReadOnlyList<CheckPicture>> Of(Incident incident, CancellationToken ct)
    {
        if (incident.Checks.IsEmpty || incident.IsDrill)
            return [];
        var samples = await store.Newest(incident.Id, SamplesMax, ct);
        var baselines = await store.Baselines(incident.Id, ct);
        var known = catalog.Current.ChecksOf(incident.Services);
        return
        [
            .. incident.Checks.Values.Select(check => new CheckPicture(
                check,
                [.. samples[check.Name]],
                baselines.GetValueOrDefault(check.Name),
                known.FirstOrDefault(one => one.Name == check.Name)
            )),
        ];
    }
}
