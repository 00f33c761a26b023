using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Exports;

/// <summary>Words that the readable exports share.</summary>
public static class ExportWords
{
    /// <summary>The head's pairs, those that are known.</summary>
    public static IEnumerable<(string Label, string Value)> Head(Incident incident)
    {
        yield return ("Severity", incident.SeverityText);
        yield return ("Phase", incident.Phase.ToString());
        if (incident.DrillName is { } drill)
            yield return (
                "Drill",
                $"{drill}: practice, nobody outside was paged or told"
                    + (incident.Drill?.Score is { } met ? $"; {met}" : "")
            );
        if (incident.Impact is { } impact)
            yield return ("Impact", ImpactText.Of(impact));
        if (incident.Services.Count > 0)
            yield return ("Services", string.Join(", ", incident.Services));
        foreach (var (role, person) in incident.Roles)
            yield return (role.ToString(), person.Name);
        if (incident.Via is not null || incident.ReportedBy is not null || incident.DetectedBy is not null)
            yield return (
                "Reported",
                Intake.Words(incident.Via, incident.ReportedBy, incident.DetectedBy).Trim(' ', '(', ')')
                    is { Length: > 0 } way
                    ? way
                    : "by an alert"
            );
        if (incident.StartedAt is { } started)
            yield return ("Symptoms began", Minute(started));
        if (incident.DeclaredAt is { } declared)
            yield return ("Declared", Minute(declared));
        if (incident.MitigatedAt is { } mitigated)
            yield return ("Mitigated", Minute(mitigated));
        if (incident.EndedAt is { } ended)
            yield return ("Symptoms ended", Minute(ended));
        if (incident.ResolvedAt is { } resolved)
            yield return ("Resolved", Minute(resolved));
        if (incident.ResolvedSummary is { Length: > 0 } summary)
            yield return ("Summary", summary);
    }

    /// <summary>The ten steps of the rhythm, each with its command and its time or how it stands.</summary>
    public static IEnumerable<(string Step, string Command, string Standing)> Rhythm(Incident incident) =>
        RhythmBar
            .Of(incident)
            .Select(step => ($"{step.Number}. {step.Label}", $"/incident {step.Command}", Standing(step)));

    private static string Standing(RhythmStep step)
    {
        if (step.At is not { } at)
            return step.Standing;
        return step.IsNow ? $"now, since {Minute(at)}" : Minute(at);
    }

    /// <summary>A link that a reader may follow: http and https only.</summary>
    public static string? SafeLink(string? link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || uri.Scheme == "http")
            ? uri.AbsoluteUri
            : null;

    private static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'");
}
