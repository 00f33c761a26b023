namespace ChatOpsIncidents.Engine.Words;

/// <summary>When a way back was rehearsed last, in words.</summary>
public static class RehearsalWords
{
    /// <summary><c>last rehearsed 2026-10-01 (60 days ago)</c>, or that it never was.</summary>
    /// <param name="day">When; null: never.</param>
    /// <param name="today">The day from which it is looked back.</param>
    public static string Say(DateOnly? day, DateOnly today)
    {
        if (day is not { } known)
            return "never rehearsed";
        var since = known <= today ? $" ({Days(today.DayNumber - known.DayNumber)})" : "";
        return $"last rehearsed {known:yyyy-MM-dd}{since}";
    }

    /// <summary>How many days ago.</summary>
    internal static string Days(int days) =>
        days switch
        {
            0 => "today",
            1 => "1 day ago",
            _ => $"{days} days ago",
        };
}
