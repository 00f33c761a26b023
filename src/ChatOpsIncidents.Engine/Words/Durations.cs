namespace ChatOpsIncidents.Engine.Words;

/// <summary>Lengths of time in words.</summary>
public static class Durations
{
    /// <summary>To the second; from an hour on to the minute.</summary>
    public static string Say(TimeSpan span)
    {
        if (span.TotalHours >= 1)
            return $"{(int)span.TotalHours} h" + (span.Minutes > 0 ? $" {span.Minutes} min" : "");
        if (span.TotalMinutes < 1)
            return $"{span.Seconds} s";
        return span.Seconds > 0 ? $"{span.Minutes} min {span.Seconds} s" : $"{span.Minutes} min";
    }
}
