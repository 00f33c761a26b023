using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>By when something is due, in the same words on card, page and home tab: a missed time is marked and never
/// slides away.</summary>
public static class DueText
{
    /// <summary><c>by 14:05</c>, or <c>overdue since 14:05</c>; with marks. It stands for a while, so it says no
    /// length that would grow.</summary>
    public static string Of(DateTimeOffset due, DateTimeOffset now) =>
        IsOverdue(due, now) ? $"overdue since {Markup.Time(due)}" : $"by {Markup.Time(due)}";

    /// <summary>No update is due, and when it is asked instead whether the incident is still happening; with
    /// marks.</summary>
    public static string NoUpdate(DateTimeOffset look) =>
        $"none is due; whether it is still happening is asked {Markup.Time(look)}";

    /// <summary>Its time is there, or over: what is recorded at the deadline itself marks it.</summary>
    public static bool IsOverdue(DateTimeOffset due, DateTimeOffset now) => now >= due;
}
