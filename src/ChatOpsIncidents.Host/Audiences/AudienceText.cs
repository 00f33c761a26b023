using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Host.Audiences;

/// <summary>A message as text that is read outside chat: times in UTC and in the house's zone.</summary>
internal sealed partial class AudienceText(TimeZoneInfo zone)
{
    /// <summary>As plain text.</summary>
    public string Plain(ChatMessage message)
    {
        var text = new StringBuilder();
        if (message.Title is { } title)
            text.Append(Line(title)).Append("\n\n");
        text.Append(Line(message.Body)).Append('\n');
        foreach (var fact in message.Facts)
            text.Append('\n').Append(fact.Label).Append(": ").Append(Line(fact.Value));
        if (message.Footer is { } footer)
            text.Append("\n\n").Append(Line(footer));
        return text.ToString().TrimEnd() + "\n";
    }

    /// <summary>As a page of HTML that needs nothing from elsewhere.</summary>
    public string Html(ChatMessage message)
    {
        var html = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><body style=\"font-family:sans-serif\">");
        if (message.Title is { } title)
            html.Append($"<h2>{Encode(Line(title))}</h2>");
        foreach (var line in Line(message.Body).Split('\n'))
            html.Append($"<p>{Encode(line)}</p>");
        if (message.Facts.Count > 0)
        {
            var rows = message.Facts.Select(fact =>
                $"<tr><th align=\"left\" valign=\"top\">{Encode(fact.Label)}</th>"
                + $"<td>{Encode(Line(fact.Value))}</td></tr>"
            );
            html.Append($"<table cellpadding=\"4\">{string.Concat(rows)}</table>");
        }

        if (message.Footer is { } footer)
            html.Append($"<p><small>{Encode(Line(footer))}</small></p>");
        return html.Append("</body></html>").ToString();
    }

    /// <summary>A text with marks, without them.</summary>
    public string Line(string marked)
    {
        var text = new StringBuilder();
        foreach (var part in Markup.Parts(marked))
            text.Append(part.At is { } at ? Time(at) : Markup.Plain(Shown(part)));
        return Typed().Replace(text.ToString(), Said);
    }

    private string Time(DateTimeOffset at)
    {
        var utc = $"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC";
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return local.Offset == TimeSpan.Zero ? utc : $"{utc} ({local:HH:mm} {zone.Id})";
    }

    private static string Shown(InkPart part) =>
        part.Kind switch
        {
            InkKind.Link when part.Label is { } label && label != part.Text => $"{label} ({part.Text})",
            InkKind.Person => "@" + part.Text,
            InkKind.Channel => "#" + part.Text,
            _ => part.Text,
        };

    // What people typed bears the chat platform's own marks.
    private static string Said(Match typed)
    {
        var label = typed.Groups["label"] is { Success: true, Value: { Length: > 0 } said } ? said : null;
        if (typed.Groups["id"].Success)
            return label ?? "somebody";
        var url = typed.Groups["url"].Value;
        return label is null || label == url ? url : $"{label} ({url})";
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    [GeneratedRegex(
        @"<(?:[@#!](?<id>[^|>]+)|(?<url>(?:https?|mailto):[^|>\s]+))(?:\|(?<label>[^>]*))?>",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Typed();
}
