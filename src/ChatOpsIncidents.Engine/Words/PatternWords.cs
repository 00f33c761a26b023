using System.Globalization;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>A pattern in words.</summary>
internal static class PatternWords
{
    /// <summary><c>payments, 3 times since March 2026, mostly process; last time rollback helped, in 12 min
    /// (INC-7)</c></summary>
    public static string Says(PastPattern pattern)
    {
        var since = pattern.Since.UtcDateTime.ToString("MMMM yyyy", CultureInfo.InvariantCulture);
        var often = pattern.Times == 1 ? $"once, in {since}" : $"{pattern.Times} times since {since}";
        var factor = pattern.Factor is { } kind ? $", mostly {kind}" : "";
        var help = pattern is { Helped: { } helped, HelpedIn: { } took }
            ? $"; last time {helped} helped, in {Durations.Say(took)}"
            : "";
        return $"{pattern.Service}, {often}{factor}{help} ({pattern.LastIncident})";
    }
}
