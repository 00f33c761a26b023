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
        foreach (var (label, value) in ExportWords.Head(incident))
            text.Append($"- **{label}:** {Escape(value)}\n");
        text.Append($"\n## Report\n\n{Escape(ReviewExport.Summary(incident))}\n\n");
        foreach (var (label, value) in IssueReport.Goals(incident))
            text.Append($"- **{label}:** {Escape(value)}\n");
        Review(text, incident);
        text.Append("\n## Scorecard\n\n| | |\n|---|---|\n");
        foreach (var (label, value) in ScoreRows.Of(incident))
            text.Append($"| {label} | {Escape(value)} |\n");
        text.Append("\n## Rhythm\n\n| Step | Command | When |\n|---|---|---|\n");
        foreach (var (step, command, standing) in ExportWords.Rhythm(incident))
            text.Append($"| {step} | `{command}` | {standing} |\n");
        text.Append("\n## Timeline\n\nTimes are UTC.\n");
        var day = "";
        foreach (var entry in document.Decisions)
        {
            var today = entry.ObservedAt.UtcDateTime.ToString("yyyy-MM-dd");
            if (today != day)
                text.Append($"\n### {day = today}\n\n| Time | # | Who | What |\n|---|---|---|---|\n");
            text.Append(Row(entry));
        }

        Rest(text, document);
        return text.Append($"\nGenerated {FactHash.Utc(document.GeneratedAt)}. {Seal(document)}\n").ToString();
    }

    // Folded where Markdown is shown; it is all there.
    private static void Rest(StringBuilder text, TimelineDocument document)
    {
        var rest = document.Readable.Except(document.Decisions).ToList();
        if (rest.Count == 0)
            return;
        text.Append($"\n<details><summary>All the rest: {rest.Count} lines</summary>\n\n")
            .Append("| Time | # | Who | What |\n|---|---|---|---|\n");
        foreach (var entry in rest)
            text.Append(Row(entry, withDay: true));
        text.Append("\n</details>\n");
    }

    private static void Review(StringBuilder text, Incident incident)
    {
        var parts = ReviewExport.Parts(incident);
        if (parts.Count > 0)
            text.Append($"\n## Review\n\n{Escape(ReviewExport.Opening)}\n");
        foreach (var part in parts.Concat(ReviewExport.ReportParts(incident)))
            Part(text, part);
        var course = ReviewExport.Course(incident).ToList();
        if (course.Count > 0)
            text.Append('\n');
        foreach (var (label, value) in course)
            text.Append($"- **{label}:** {Escape(value)}\n");
    }

    private static void Part(StringBuilder text, ReviewPart part)
    {
        text.Append($"\n### {part.Title}\n\n");
        if (part.Mark.Length > 0)
            text.Append($"*{part.Mark}*\n\n");
        if (part.Text.Length > 0)
            text.Append(Escape(part.Text)).Append('\n');
        Actions(text, part.Actions);
    }

    private static void Actions(StringBuilder text, IReadOnlyList<ReviewAction> actions)
    {
        if (actions.Count > 0)
            text.Append("| # | What | Who | How it stands |\n|---|---|---|---|\n");
        foreach (var action in actions)
            text.Append(
                $"| {action.Number} | {Escape(action.Text)}{Link(action.Link, "item")} "
                    + $"| {Escape(action.Owner.Name)} | {Escape(ReviewExport.Standing(action))} |\n"
            );
    }

    private static string Link(string? link, string label) =>
        ExportWords.SafeLink(link) is { } url ? $" [{label}](<{url.Replace("|", "%7C")}>)" : "";

    private static string Row(TimelineEntry entry, bool withDay = false)
    {
        var words = Escape(entry.Shown);
        if (entry.Undone)
            words = $"~~{words}~~";
        var marks = string.Concat(entry.Marks.Select(mark => $" *({mark})*"));
        var link = Link(entry.Link, "link");
        var at = entry.ObservedAt.UtcDateTime.ToString(withDay ? "yyyy-MM-dd HH:mm:ss" : "HH:mm:ss");
        return $"| {at} | {entry.Seq} | {Escape(entry.Actor.Name)} | " + $"{words}{marks}{link} |\n";
    }

    private static string Seal(TimelineDocument document) =>
        document.Entries.Where(entry => !entry.IsMessage).MaxBy(entry => entry.Seq) is { } last
            ? $"Chain of {last.Seq} facts, head `{last.Hash}`."
            : "No facts.";

    /// <summary>What somebody typed, as text that Markdown leaves alone.</summary>
    internal static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c == '\n')
                safe.Append("<br>");
            else if (c == '<')
                safe.Append("&lt;");
            else if (c == '&')
                safe.Append("&amp;");
            else if ("\\`*_[]>|#~!".Contains(c))
                safe.Append('\\').Append(c);
            else if (c >= ' ')
                safe.Append(c);
        }

        return safe.ToString();
    }
}
