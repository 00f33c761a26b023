using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Timeline;

namespace ChatOpsIncidents.Engine.Exports;

/// <summary>A file made from a timeline.</summary>
/// <param name="Name">File name, for example <c>inc-12-timeline.md</c>.</param>
/// <param name="ContentType">Media type with its character set.</param>
/// <param name="Text">The whole content; UTF-8 when written.</param>
public sealed record ExportedFile(string Name, string ContentType, string Text);

/// <summary>The formats in which a timeline can be had, in one table. A PDF is the HTML, printed by the host.</summary>
public static class TimelineExport
{
    private static readonly Dictionary<string, (string ContentType, Func<TimelineDocument, string> Write)> Rows = new(
        StringComparer.Ordinal
    )
    {
        ["md"] = (Markdown, TimelineMarkdown.Write),
        ["html"] = ("text/html; charset=utf-8", TimelineHtml.Write),
        ["json"] = ("application/json; charset=utf-8", TimelineJson.Write),
        ["csv"] = ("text/csv; charset=utf-8", TimelineCsv.Write),
        ["public-post"] = (Markdown, PublicPost.Write),
        ["handout"] = (Markdown, Handout.Write),
        ["one-page"] = ("text/html; charset=utf-8", OnePage.Write),
        ["postmortem"] = (Markdown, StaticPostmortem.Write),
    };

    private const string Markdown = "text/markdown; charset=utf-8";

    /// <summary>The formats people may name: those written here, and <c>pdf</c>.</summary>
    public static IReadOnlyList<string> Formats => ExportFormats.All;

    /// <summary>Writes a timeline.</summary>
    /// <param name="document">The timeline.</param>
    /// <param name="format">One of <see cref="Formats"/> but <c>pdf</c>.</param>
    /// <exception cref="KeyNotFoundException">No such format: a fault of the caller's.</exception>
    public static ExportedFile Render(TimelineDocument document, string format) =>
        Write(document, format, Rows[format].Write);

    /// <summary>The page that is printed as <c>pdf</c>.</summary>
    public static ExportedFile Printable(TimelineDocument document) =>
        Write(document, "html", TimelineHtml.WriteForPrint);

    private static ExportedFile Write(TimelineDocument document, string format, Func<TimelineDocument, string> write)
    {
        var contentType = Rows[format].ContentType;
        return new ExportedFile(Name(document.Incident, format, contentType), contentType, write(document));
    }

    private static string Name(Incident incident, string format, string contentType)
    {
        var id = incident.Id.ToLowerInvariant();
        if (ExportFormats.OfTimeline.Contains(format))
            return $"{id}-timeline.{format}";
        return contentType == Markdown ? $"{id}-{format}.md" : $"{id}-{format}.html";
    }
}
