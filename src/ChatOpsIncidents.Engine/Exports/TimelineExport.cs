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
        ["md"] = ("text/markdown; charset=utf-8", TimelineMarkdown.Write),
        ["html"] = ("text/html; charset=utf-8", TimelineHtml.Write),
        ["json"] = ("application/json; charset=utf-8", TimelineJson.Write),
        ["csv"] = ("text/csv; charset=utf-8", TimelineCsv.Write),
    };

    /// <summary>The formats people may name: those written here, and <c>pdf</c>.</summary>
    public static IReadOnlyList<string> Formats => ExportFormats.All;

    /// <summary>Writes a timeline.</summary>
    /// <param name="document">The timeline.</param>
    /// <param name="format">One of <see cref="Formats"/> but <c>pdf</c>.</param>
    /// <exception cref="KeyNotFoundException">No such format: a fault of the caller's.</exception>
    public static ExportedFile Render(TimelineDocument document, string format)
    {
        var (contentType, write) = Rows[format];
        return new ExportedFile(
            $"{document.Incident.Id.ToLowerInvariant()}-timeline.{format}",
            contentType,
            write(document)
        );
    }
}
