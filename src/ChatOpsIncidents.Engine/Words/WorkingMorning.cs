namespace ChatOpsIncidents.Engine.Words;

/// <summary>When people read what can wait: at ten on the morning of a working day.</summary>
public static class WorkingMorning
{
    private const int Hour = 10;

    /// <summary>The first one that is not before a time.</summary>
    /// <param name="at">The time.</param>
    /// <param name="zone">Where the morning is.</param>
    /// <returns>UTC.</returns>
    public static DateTimeOffset From(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        var morning = local.Date.AddHours(Hour);
        while (morning < local || morning.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            morning = morning.AddDays(1);
        // No zone leaps over ten in the morning; one that did would be asked an hour later.
        var wall = zone.IsInvalidTime(morning) ? morning.AddHours(1) : morning;
        return new DateTimeOffset(wall, zone.GetUtcOffset(wall)).ToUniversalTime();
    }
}
