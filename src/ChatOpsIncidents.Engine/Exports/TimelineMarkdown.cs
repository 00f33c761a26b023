using System.Text;
using ChatOpsIncidents.Engine.Timeline;

namespace ChatOpsIncidents.Engine.Exports;

/// <summary>The timeline as Markdown, ready for a review document. All that people typed is escaped.</summary>
public static class TimelineMarkdown
{
    /// <summary>Writes it.</summary>
    public static string Write(TimelineDocument document)
    {
        var incident = document.Incident;
        var text = new StringBuilder($"# {Escape(incident.Id)} {Escape(incident.Title)}\n\n");
        foreach (var (label, value) in ExportWords.Head(incident)) text.Append($"- **{label}:** {Escape(value)}\n");
        text.Append("\n## Scorecard\n\n| | |\n|---|---|\n");
        foreach (var (label, value) in ExportWords.Score(document.Scorecard)) text.Append(
            $"| {label} | {Escape(value)} |\n");
        text.Append("\n## Rhythm\n\n| Step | Command | When |\n|---|---|---|\n");
        foreach (var (step, command, standing) in ExportWords.Rhythm(incident)) text.Append(
            $"| {step} | `{command}` | {standing} |\n");
        text.Append("\n## Timeline\n\nTimes are UTC.\n");
        var day = "";
        foreach (var entry in document.Readable)
        {
            var today = entry.ObservedAt.UtcDateTime.ToString("yyyy-MM-dd");
            if (today != day) text.Append($"\n### {day = today}\n\n| Time | # | Who | What |\n|---|---|---|---|\n");
            text.Append(Row(entry));
        }

        return text.Append($"\nGenerated {FactHash.Utc(document.GeneratedAt)}. {Seal(document)}\n").ToString();
    }

    private static string Row(TimelineEntry entry)
    {
        var words = Escape(entry.Text);
        if (entry.Undone) words = $"~~{words}~~";
        var marks = string.Concat(entry.Marks.Select(mark => $" *({mark})*"));
        var link = ExportWords.SafeLink(entry.Link) is { } url ? $" [link](<{url.Replace("|", "%7C")}>)" : "";
        return $"| {entry.ObservedAt.UtcDateTime:HH:mm:ss} | {entry.Seq} | {Escape(entry.Actor.Name)} | "
            + $"{words}{marks}{link} |\n";
    }

    private static string Seal(TimelineDocument document) =>
        document.Entries.Where(entry => !entry.IsMessage).MaxBy(entry => entry.Seq) is { } last
            ? $"Chain of {last.Seq} facts, head `{last.Hash}`."
            : "No facts.";

    private static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c == '\n') safe.Append("<br>");
            else if (c == '<') safe.Append("&lt;");
            else if (c == '&') safe.Append("&amp;");
            else if ("\\`*_[]>|#~!".Contains(c)) safe.Append('\\').Append(c);
            else if (c >= ' ') safe.Append(c);
        }

        return safe.ToString();
    }
}
