using System.Text;

namespace ChatOpsIncidents.Engine.Exports;

/// <summary>The report and the review as parts of the page.</summary>
internal static class ReviewHtml
{
    /// <summary>Writes them: the three goals always, the review once there is one.</summary>
    public static void Write(StringBuilder page, Incident incident)
    {
        page.Append("<h2>Report</h2>\n<p class=\"lead\">")
            .Append($"{TimelineHtml.Escape(ReviewExport.Summary(incident))}</p>\n<dl>\n");
        foreach (var (label, value) in IssueReport.Goals(incident))
            TimelineHtml.Pair(page, label, value);
        page.Append("</dl>\n");
        var parts = ReviewExport.Parts(incident);
        var course = ReviewExport.Course(incident).ToList();
        if (parts.Count > 0)
            page.Append("<h2>Review</h2>\n<section class=\"review\">\n<p class=\"quiet\">")
                .Append($"{TimelineHtml.Escape(ReviewExport.Opening)}</p>\n");
        foreach (var part in parts)
            Part(page, part);
        if (parts.Count > 0)
            page.Append("</section>\n");
        var known = ReviewExport.ReportParts(incident);
        if (known.Count > 0)
            page.Append("<section class=\"review\">\n");
        foreach (var part in known)
            Part(page, part);
        if (known.Count > 0)
            page.Append("</section>\n");
        if (course.Count == 0)
            return;
        page.Append("<dl>\n");
        foreach (var (label, value) in course)
            TimelineHtml.Pair(page, label, value);
        page.Append("</dl>\n");
    }

    private static void Part(StringBuilder page, ReviewPart part)
    {
        page.Append($"<h3>{TimelineHtml.Escape(part.Title)}</h3>\n");
        if (part.Mark.Length > 0)
            page.Append($"<p class=\"quiet\">{TimelineHtml.Escape(part.Mark)}</p>\n");
        if (part.Text.Length > 0)
            page.Append($"<p>{TimelineHtml.Escape(part.Text)}</p>\n");
        if (part.Actions.Count == 0)
            return;
        page.Append("<table class=\"table\">\n<tr><th>#</th><th>What</th><th>Who</th><th>How it stands</th></tr>\n");
        foreach (var action in part.Actions)
        {
            var link = ExportWords.SafeLink(action.Link) is { } url
                ? $" <a href=\"{TimelineHtml.Escape(url)}\" rel=\"noreferrer\">item</a>"
                : "";
            page.Append($"<tr><td>{action.Number}</td><td>{TimelineHtml.Escape(action.Text)}{link}</td>")
                .Append($"<td>{TimelineHtml.Escape(action.Owner.Name)}</td>")
                .Append($"<td>{TimelineHtml.Escape(ReviewExport.Standing(action))}</td></tr>\n");
        }

        page.Append("</table>\n");
    }
}
