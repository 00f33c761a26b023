using System.Text;
using ChatOpsIncidents.Engine.Timeline;

namespace ChatOpsIncidents.Engine.Exports;

/// <summary>
/// The timeline as CSV (RFC 4180, CR LF). A cell that a spreadsheet would take for a formula (it begins with
/// <c>= + - @</c>, a tab or a carriage return) gets an apostrophe in front.
/// </summary>
public static class TimelineCsv
{
    private static readonly string[] Header =
    [
        "seq",
        "kind",
        "observedAt",
        "recordedAt",
        "actorId",
        "actor",
        "source",
        "text",
        "marks",
        "link",
        "contentDigest",
        "hash",
    ];

    /// <summary>Writes it.</summary>
    public static string Write(TimelineDocument document)
    {
        var csv = new StringBuilder();
        Line(csv, Header);
        foreach (var entry in document.Entries)
        {
            Line(
                csv,
                [
                    entry.Seq?.ToString(),
                    entry.Kind,
                    FactHash.Utc(entry.ObservedAt),
                    FactHash.Utc(entry.RecordedAt),
                    entry.Actor.Id,
                    entry.Actor.Name,
                    entry.Source,
                    entry.Text,
                    string.Join("; ", entry.Marks),
                    entry.Link,
                    entry.ContentDigest,
                    entry.Hash,
                ]
            );
        }

        return csv.ToString();
    }

    /// <summary>Adds a line; a cell that a spreadsheet would take for a formula becomes text.</summary>
    public static void Line(StringBuilder csv, string?[] cells) =>
        csv.AppendJoin(',', cells.Select(cell => Cell(cell ?? ""))).Append("\r\n");

    private static string Cell(string text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return safe.AsSpan().ContainsAny("\",\r\n") ? $"\"{safe.Replace("\"", "\"\"")}\"" : safe;
    }
}
