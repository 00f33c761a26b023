namespace ChatOpsIncidents.Host.Signals.Reading;

/// <summary>The words that monitoring systems use for how bad it is.</summary>
internal static class SeverityWord
{
    /// <summary>As one of our four; null: not said, or a word that nobody knows.</summary>
    public static Severity? Read(string? word) =>
        word?.ToLowerInvariant() switch
        {
            "critical" or "crit" or "page" or "fatal" or "emergency" or "disaster" or "p1" or "sev1" =>
                Severity.Critical,
            "error" or "err" or "major" or "high" or "urgent" or "p2" or "sev2" => Severity.Major,
            "warning" or "warn" or "average" or "medium" or "p3" or "sev3" => Severity.Medium,
            "info" or "information" or "informational" or "notice" or "minor" or "low" or "none" => Severity.Minor,
            "p4" or "p5" or "sev4" or "sev5" or "debug" or "not classified" => Severity.Minor,
            _ => null,
        };
}
