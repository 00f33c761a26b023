namespace ChatOpsIncidents.Engine.Catalogue;

/// <summary>
/// People who are on duty in turn. Turns and hours are those of the rotation's zone: where its clocks jump over a time,
/// the first moment after the jump counts; where they show one twice, the first.
/// </summary>
/// <param name="Name">As people page it.</param>
/// <param name="People">Who takes turns, in order, as the platform knows them.</param>
/// <param name="Begins">The first day of the first person's turn.</param>
public sealed record Rotation(string Name, IReadOnlyList<string> People, DateOnly Begins)
{
    /// <summary>Where its times are read.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>When a turn passes to the next.</summary>
    public TimeOnly Handover { get; init; } = new(9, 0);

    /// <summary>How many days a turn lasts.</summary>
    public int Days { get; init; } = 7;

    /// <summary>From when somebody is on duty each day; null: always.</summary>
    public TimeOnly? From { get; init; }

    /// <summary>Until when; before <see cref="From"/>: on the next day.</summary>
    public TimeOnly? To { get; init; }

    /// <summary>On which days somebody is on duty; empty: on all.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays { get; init; } = [];

    /// <summary>Who is called when nobody else can be; null: nobody.</summary>
    public string? Backup { get; init; }

    /// <summary>Who is away, and when.</summary>
    public IReadOnlyList<RotationAbsence> Away { get; init; } = [];

    /// <summary>Who is on duty; null: nobody.</summary>
    public string? OnDuty(DateTimeOffset now)
    {
        if (People.Count == 0 || !IsCovered(now) || now < Start(0))
            return null;
        var turn = TurnAt(now);
        return Enumerable
            .Range(0, People.Count)
            .Select(step => People[(int)((turn + step) % People.Count)])
            .FirstOrDefault(person => !Away.Any(absence => absence.Covers(person, now, Zone)));
    }

    /// <summary>Who stands in; null: nobody, or away too.</summary>
    public string? BackupAt(DateTimeOffset now) =>
        Backup is { } backup && !Away.Any(absence => absence.Covers(backup, now, Zone)) ? backup : null;

    /// <summary>The times at which nobody is on duty, by a look every quarter of an hour.</summary>
    /// <param name="from">From when.</param>
    /// <param name="until">Until when.</param>
    public IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> Holes(DateTimeOffset from, DateTimeOffset until)
    {
        DateTimeOffset? since = null;
        for (var at = from; at < until; at += TimeSpan.FromMinutes(15))
        {
            var isHole = OnDuty(at) is null;
            if (isHole)
                since ??= at;
            else if (since is { } begun)
            {
                yield return (begun, at);
                since = null;
            }
        }

        if (since is { } left)
            yield return (left, until);
    }

    /// <summary>When somebody is on duty again, within two weeks; null: nobody will be.</summary>
    public DateTimeOffset? NextCover(DateTimeOffset now)
    {
        var last = now.AddDays(14);
        for (var at = now; at < last; at += TimeSpan.FromMinutes(15))
        {
            if (OnDuty(at) is not null)
                return at;
        }

        return null;
    }

    // The instant of a local time: clocks that jump make some times not be, and some be twice.
    internal static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
        {
            var jumped = local;
            while (zone.IsInvalidTime(jumped))
                jumped = jumped.AddMinutes(1);
            return new DateTimeOffset(jumped, zone.GetUtcOffset(jumped)).ToUniversalTime();
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private DateTimeOffset Start(long turn) =>
        Instant(Begins.AddDays((int)(turn * Days)).ToDateTime(Handover, DateTimeKind.Unspecified), Zone);

    private long TurnAt(DateTimeOffset now)
    {
        var local = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime);
        var turn = (local.DayNumber - Begins.DayNumber) / Days;
        return Start(turn) <= now ? turn : turn - 1;
    }

    private bool IsCovered(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime);
        return Covers(today, now) || Covers(today.AddDays(-1), now);
    }

    // A day's hours may end on the next.
    private bool Covers(DateOnly day, DateTimeOffset now)
    {
        if (Weekdays.Count > 0 && !Weekdays.Contains(day.DayOfWeek))
            return false;
        var (from, to) = (From ?? TimeOnly.MinValue, To ?? TimeOnly.MinValue);
        var begins = Instant(day.ToDateTime(from, DateTimeKind.Unspecified), Zone);
        var last = to > from ? day : day.AddDays(1);
        return begins <= now && now < Instant(last.ToDateTime(to, DateTimeKind.Unspecified), Zone);
    }
}

/// <summary>Somebody of a rotation is away.</summary>
/// <param name="Who">As in the rotation.</param>
/// <param name="Until">The first day on which they are back.</param>
/// <param name="From">The first day of absence; null: it has begun.</param>
public sealed record RotationAbsence(string Who, DateOnly Until, DateOnly? From = null)
{
    internal bool Covers(string person, DateTimeOffset now, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return Who.Equals(person, StringComparison.OrdinalIgnoreCase) && day < Until && (From is null || day >= From);
    }
}
