using System.Text;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Timeline;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Exports;

/// <summary>The incident as a checklist on one page, to be printed and pinned to a wall: the ten steps with their
/// times, and what to have ready next time.</summary>
public static class OnePage
{
    private const int LinesMax = 6;
    private const int TextLengthMax = 140;

    private const string Style = """
        :root { color-scheme: light dark; }
        body { font: 15px/1.45 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 1.2rem; }
        h1 { font-size: 1.35rem; margin: 0 0 .2rem; }
        h2 { font-size: 1rem; margin: 1.1rem 0 .4rem; }
        p.quiet { opacity: .75; margin: .2rem 0; }
        ul { list-style: none; margin: 0; padding: 0; }
        li { display: flex; gap: .6rem; padding: .28rem 0; border-bottom: 1px solid #8884; }
        li .box { flex: 0 0 1.1rem; height: 1.1rem; border: 1.5px solid; border-radius: .2rem; text-align: center;
          line-height: 1rem; }
        li .when { margin-left: auto; padding-left: .6rem; opacity: .75; text-align: right; }
        @media screen and (max-width: 34rem) { li { flex-wrap: wrap; gap: 0 .6rem; } li .what { flex: 1 1 70%; }
          li .when { flex: 0 0 100%; box-sizing: border-box; margin: 0; padding-left: 1.7rem; text-align: left; } }
        @page { size: A4; margin: 14mm; }
        @media print { body { font-size: 11.5px; padding: 0; max-width: none; } h2, li { break-inside: avoid; } }
        """;

    /// <summary>Writes it.</summary>
    public static string Write(TimelineDocument document)
    {
        var incident = document.Incident;
        var page = new StringBuilder(8_000);
        Top(page, incident);
        page.Append("<h2>The order, and when each step was taken</h2>\n<ul>\n");
        foreach (var (step, _, standing) in ExportWords.Rhythm(incident))
            Line(page, step, standing, IsTaken(standing));
        page.Append("</ul>\n");
        var missing = incident.Findings.Select(finding => ($"{finding.Kind}: {finding.Text}", "", false));
        List(page, "What was missing, and is to be ready next time", missing);
        var actions = incident
            .Actions.Where(action => !action.IsDropped)
            .Select(action => (action.Text, ReviewExport.Standing(action), action.DoneAt is not null));
        List(page, "What we change", actions);
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Top(StringBuilder page, Incident incident)
    {
        page.Append(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src {TimelineHtml.Allowed(
                Style
            )}">
            <title>{TimelineHtml.Escape(incident.Id)} on one page</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>{TimelineHtml.Escape(incident.Id)} {TimelineHtml.Escape(incident.Title)}</h1>

            """
        );
        page.Append($"<p class=\"quiet\">{incident.SeverityText}, {incident.Phase}");
        if (Figures.Of(incident).Span is { } span)
            page.Append(
                $"; felt for {Durations.Say(span.To - span.From)} from {span.From.UtcDateTime:yyyy-MM-dd HH:mm} UTC"
            );
        page.Append("</p>\n");
        if (incident.Impact is { } impact)
            page.Append($"<p class=\"quiet\">{TimelineHtml.Escape(ImpactText.Of(impact))}</p>\n");
    }

    private static void List(StringBuilder page, string title, IEnumerable<(string Text, string When, bool Done)> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;
        page.Append($"<h2>{title}</h2>\n<ul>\n");
        foreach (var (text, when, done) in all.Take(LinesMax))
            Line(page, ShortText.Cut(text, TextLengthMax), when, done);
        if (all.Count > LinesMax)
            Line(page, $"and {all.Count - LinesMax} more in the timeline", "", false);
        page.Append("</ul>\n");
    }

    private static void Line(StringBuilder page, string text, string when, bool done) =>
        page.Append($"<li><span class=\"box\">{(done ? "✓" : "")}</span><span class=\"what\">")
            .Append($"{TimelineHtml.Escape(text)}</span>")
            .Append($"<span class=\"when\">{TimelineHtml.Escape(when)}</span></li>\n");

    // A step that was taken bears its time, which begins with a year.
    private static bool IsTaken(string standing) => standing.Length > 0 && char.IsAsciiDigit(standing[0]);
}
