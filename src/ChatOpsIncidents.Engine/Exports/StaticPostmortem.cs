using System.Text;
using System.Text.Json;
using ChatOpsIncidents.Engine.Timeline;

namespace ChatOpsIncidents.Engine.Exports;

/// <summary>The post-mortem as Markdown with keys at its top, as static sites (Hugo, Jekyll, MkDocs, Docusaurus) take
/// it: the same text as the Markdown export below them.</summary>
public static class StaticPostmortem
{
    /// <summary>Writes it.</summary>
    public static string Write(TimelineDocument document)
    {
        var incident = document.Incident;
        var at = incident.DeclaredAt ?? incident.LastAt;
        var head = new StringBuilder("---\n")
            .Append($"title: {Quoted($"{incident.Id} {incident.Title}")}\n")
            .Append($"date: {at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\n")
            .Append($"slug: {incident.Id.ToLowerInvariant()}\n")
            .Append($"severity: {incident.Severity.ToString().ToLowerInvariant()}\n")
            .Append($"tags: [{string.Join(", ", incident.Services.Select(Quoted))}]\n")
            .Append("---\n\n");
        return head.Append(TimelineMarkdown.Write(document)).ToString();
    }

    // A JSON string is a YAML string too, whatever people typed.
    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
