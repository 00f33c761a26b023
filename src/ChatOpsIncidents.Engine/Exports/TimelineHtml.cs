using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using ChatOpsIncidents.Engine.Timeline;

namespace ChatOpsIncidents.Engine.Exports;

/// <summary>
/// The timeline as one self-contained page: it loads nothing, works on a phone and on paper, and checks its own chain
/// of hashes in the browser. All that people typed is escaped; a policy in the page lets no other script run.
/// </summary>
public static class TimelineHtml
{
    private static readonly string Style = Resource("timeline.css");
    private static readonly string Script = Resource("timeline.js");

    /// <summary>Writes it. Where the page's script runs, it says itself what its check showed.</summary>
    public static string Write(TimelineDocument document) =>
        Write(document, "<p id=\"proof\">The chain of hashes is checked where this page may run its script.</p>");

    /// <summary>Writes it as it is printed: the chain is checked now, for paper runs no script.</summary>
    public static string WriteForPrint(TimelineDocument document)
    {
        var faults = HashChain.Faults(document.Entries);
        var at = FactHash.Utc(document.GeneratedAt);
        if (faults.Count > 0)
            return Write(document, Proof("bad", $"✗ Checked {at}: {string.Join(' ', faults)}"));
        var open = document.Entries.Count(entry => entry.Unsealed);
        var but = open == 0 ? "" : $"; no fact vouches yet for {open} of the messages";
        return Write(document, Proof("good", $"✓ Checked {at}: the chain of hashes holds{but}."));
    }

    private static string Proof(string look, string said) => $"<p id=\"proof\" class=\"{look}\">{Escape(said)}</p>";

    private static string Write(TimelineDocument document, string proof)
    {
        var page = new StringBuilder(64_000);
        Top(page, document);
        ReviewHtml.Write(page, document.Incident);
        Score(page, document.Incident);
        Rhythm(page, document);
        Tools(page, document);
        Entries(page, document);
        page.Append(
                $"{proof}\n<footer>Generated {FactHash.Utc(document.GeneratedAt)} · "
                    + $"{TimelineDocument.Schema}</footer>\n</main>\n"
            )
            .Append(
                $"<script type=\"application/json\" "
                    + $"id=\"timeline\">{TimelineJson.WriteForPage(document)}</script>\n"
            )
            .Append($"<script>{Script}</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void Top(StringBuilder page, TimelineDocument document)
    {
        var incident = document.Incident;
        page.Append(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta http-equiv="Content-Security-Policy"
              content="default-src 'none'; style-src {Allowed(Style)}; script-src {Allowed(Script)}">
            <title>{Escape(incident.Id)} {Escape(incident.Title)}</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <div class="pills"><span class="pill">{Escape(incident.Id)}</span>
            <span class="pill {incident.Severity}" id="severity">{incident.Severity}</span>
            <span class="pill {incident.Phase}">{incident.Phase}</span></div>
            <h1>{Escape(incident.Title)}</h1>

            """
        );
        page.Append("<dl>\n");
        foreach (var (label, value) in ExportWords.Head(incident).Skip(2))
            Pair(page, label, value);
        page.Append("</dl>\n");
    }

    private static void Score(StringBuilder page, Incident incident)
    {
        page.Append("<h2>Scorecard</h2>\n<dl>\n");
        foreach (var (label, value) in ScoreRows.Of(incident))
            Pair(page, label, value);
        page.Append("</dl>\n");
    }

    private static void Rhythm(StringBuilder page, TimelineDocument document)
    {
        page.Append(
            "<h2>Rhythm</h2>\n<table class=\"table\">\n" + "<tr><th>Step</th><th>Command</th><th>When</th></tr>\n"
        );
        foreach (var (step, command, standing) in ExportWords.Rhythm(document.Incident))
            page.Append(
                $"<tr><td>{Escape(step)}</td><td><code>{Escape(command)}</code></td><td>{Escape(standing)}</td></tr>\n"
            );
        page.Append("</table>\n");
    }

    private static void Tools(StringBuilder page, TimelineDocument document)
    {
        // What only serves the room is folded, and no kind to look for.
        var kinds = document
            .Readable.Select(entry => entry.Kind)
            .Distinct()
            .Where(kind => !Vocabulary.IsAboutTheRoom(kind))
            .Order(StringComparer.Ordinal);
        var first = document.Entries.Select(entry => entry.ObservedAt).DefaultIfEmpty(document.GeneratedAt).Min();
        var last = document.Entries.Select(entry => entry.ObservedAt).DefaultIfEmpty(document.GeneratedAt).Max();
        page.Append(
            "<h2>Timeline</h2>\n<div id=\"tools\">\n<select id=\"kind\" aria-label=\"Kind\"><option "
                + "value=\"\">All kinds</option>"
        );
        foreach (var kind in kinds)
            page.Append($"<option value=\"{Escape(kind)}\">{Escape(KindWords(kind))}</option>");
        page.Append("</select>\n<input type=\"search\" id=\"words\" placeholder=\"Search\" aria-label=\"Search\">\n")
            .Append(
                "<button type=\"button\" id=\"zone\">Show local time</button>\n<button type=\"button\" "
                    + "id=\"play\">Play</button>\n"
                    + "<label class=\"only\"><input type=\"checkbox\" id=\"only\" checked> Decisions only</label>\n"
            )
            .Append("<label>Until <input type=\"range\" id=\"range\" ")
            .Append(CultureInfo.InvariantCulture, $"min=\"{first.ToUnixTimeMilliseconds()}\" ")
            .Append(
                CultureInfo.InvariantCulture,
                $"max=\"{last.ToUnixTimeMilliseconds()}\" value=\"{last.ToUnixTimeMilliseconds()}\">"
            )
            .Append("<output id=\"until\"></output></label>\n</div>\n");
    }

    private static void Entries(StringBuilder page, TimelineDocument document)
    {
        var leftOut = document.Entries.Select(entry => entry.Kind).Distinct().Where(Vocabulary.IsBookkeeping);
        var decisions = document.Decisions.ToHashSet(ReferenceEqualityComparer.Instance);
        page.Append($"<section id=\"entries\" data-left-out=\"{Escape(string.Join(' ', leftOut))}\">\n");
        foreach (var day in document.Readable.GroupBy(entry => entry.ObservedAt.UtcDateTime.Date))
        {
            page.Append($"<h3>{day.Key:yyyy-MM-dd}</h3>\n<ol>\n");
            foreach (var entry in day)
                Entry(page, entry, decisions.Contains(entry));
            page.Append("</ol>\n");
        }

        page.Append("</section>\n");
    }

    private static void Entry(StringBuilder page, TimelineEntry entry, bool isDecision)
    {
        var at = FactHash.Utc(entry.ObservedAt);
        var link = ExportWords.SafeLink(entry.Link) is { } url
            ? $" · <a href=\"{Escape(url)}\" rel=\"noreferrer\">link</a>"
            : "";
        var marks = string.Concat(entry.Marks.Select(mark => $" · <b>{mark}</b>"));
        var rest = isDecision ? "" : " data-rest";
        var undone = entry.Undone ? " class=\"undone\"" : "";
        page.Append($"<li data-kind=\"{Escape(entry.Kind)}\" {Name(entry)} data-at=\"{at}\"{rest}{undone}>")
            .Append($"<time datetime=\"{at}\" title=\"{at}\">{entry.ObservedAt.UtcDateTime:HH:mm:ss}</time>")
            .Append($"<p>{Escape(entry.Shown)}</p><small>{(entry.Seq is { } seq ? $"#{seq} · " : "")}")
            .Append(
                $"<span>{Escape(entry.Actor.Name)} · {Escape(entry.Source)}</span>"
                    + (entry.IsLate ? $" · recorded {FactHash.Utc(entry.RecordedAt)}" : "")
            )
            .Append($"{marks}{link}</small></li>\n");
    }

    // By which entry the page's own check finds what a line must say.
    private static string Name(TimelineEntry entry) =>
        entry.Seq is { } seq ? $"data-seq=\"{seq}\"" : $"data-digest=\"{Escape(entry.ContentDigest)}\"";

    internal static void Pair(StringBuilder page, string label, string value) =>
        page.Append($"<div><dt>{Escape(label)}</dt><dd{(value.Length > 40 ? " class=\"words\"" : "")}>")
            .Append($"{Escape(value)}</dd></div>\n");

    private static string KindWords(string kind)
    {
        var words = kind.Split(".v")[0].Replace('-', ' ');
        return words.Length == 0 ? kind : char.ToUpperInvariant(words[0]) + words[1..];
    }

    internal static string Allowed(string text) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    internal static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string Resource(string name)
    {
        using var stream =
            typeof(TimelineHtml).Assembly.GetManifestResourceStream("Exports." + name)
            ?? throw new InvalidOperationException($"The assembly lacks {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
