using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>
/// Marked text → Slack's mrkdwn. Marks are read first, then every word of a person is escaped, and what is too long is
/// cut by whole characters of the source, so that neither an entity nor a mention is ever cut in two.
/// </summary>
/// <remarks>Source: docs.slack.dev/messaging/formatting-message-text</remarks>
internal static partial class SlackText
{
    private const char Ellipsis = '…';

    /// <summary>How far from now an instant is still shown by its time of day alone.</summary>
    private static readonly TimeSpan SameDay = TimeSpan.FromHours(12);

    /// <summary>One text of at most <paramref name="max"/> characters.</summary>
    /// <param name="text">Text with marks.</param>
    /// <param name="max">Slack's limit, which it counts after escaping.</param>
    /// <param name="now">Decides whether an instant needs its date.</param>
    /// <param name="plain">Whether bold and code lose their marks: for notifications and screen readers.</param>
    public static string Fit(string text, int max, DateTimeOffset now, bool plain = false) =>
        Fit(Markup.Parts(text).SelectMany(p => Tokens(p, now, plain)), max);

    /// <summary>The text in pieces of at most <paramref name="max"/> characters, broken at line ends; what goes beyond
    /// <paramref name="piecesMax"/> pieces is cut.</summary>
    public static List<string> Pieces(string text, int max, int piecesMax, DateTimeOffset now)
    {
        var pieces = new List<string>();
        var lines = new List<string>();
        var length = 0;
        max -= 2; // room for a line with the ellipsis
        foreach (var line in Lines(Markup.Parts(text).SelectMany(p => Tokens(p, now, plain: false))))
        {
            var fitted = Fit(line, max);
            if (lines.Count > 0 && length + 1 + fitted.Length > max)
            {
                pieces.Add(string.Join('\n', lines));
                lines.Clear();
                length = 0;
            }

            length += fitted.Length + (lines.Count > 0 ? 1 : 0);
            lines.Add(fitted);
        }

        pieces.Add(string.Join('\n', lines));
        pieces.RemoveAll(string.IsNullOrWhiteSpace);
        if (pieces.Count <= piecesMax)
            return pieces;
        pieces.RemoveRange(piecesMax, pieces.Count - piecesMax);
        pieces[^1] += "\n" + Ellipsis;
        return pieces;
    }

    /// <summary>Escapes a person's words: exactly <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c>.</summary>
    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>Whether this can be an id of Slack's: anything else never becomes a mention.</summary>
    public static bool IsId(string id) => Id().IsMatch(id);

    /// <summary>A mention of a person or a group that cannot become anything else.</summary>
    public static string Mention(string id)
    {
        if (!Id().IsMatch(id))
            return Escape("@" + id);
        return id[0] == 'S' ? $"<!subteam^{id}>" : $"<@{id}>";
    }

    private static string Fit(IEnumerable<string> tokens, int max)
    {
        var fitted = new StringBuilder();
        var safe = 0; // so much can stay when an ellipsis must follow
        foreach (var token in tokens)
        {
            if (fitted.Length + token.Length > max)
            {
                fitted.Length = safe;
                return fitted.Append(Ellipsis).ToString();
            }

            fitted.Append(token);
            if (fitted.Length <= max - 1)
                safe = fitted.Length;
        }

        return fitted.ToString();
    }

    // A token is cut from nothing: an escaped character, a mention, a whole link.
    private static IEnumerable<string> Tokens(InkPart part, DateTimeOffset now, bool plain) =>
        part.Kind switch
        {
            InkKind.Person => [Mention(part.Text)],
            InkKind.Channel => [Id().IsMatch(part.Text) ? $"<#{part.Text}>" : Escape("#" + part.Text)],
            InkKind.Time => [Time(part, now)],
            InkKind.Link => Link(part.Text, part.Label ?? part.Text),
            InkKind.Bold when !plain => Wrapped(part.Text, '*', '∗'),
            InkKind.Code when !plain => Wrapped(part.Text, '`', '\''),
            _ => Words(part.Text),
        };

    // Slack gives no escape for its marks: inside the mark the same character is replaced by its look-alike. A mark
    // spans no line end and touches no space, else Slack shows the bare characters.
    private static IEnumerable<string> Wrapped(string text, char mark, char instead)
    {
        var inner = text.Replace(mark, instead).Replace('\n', ' ').Trim();
        if (inner.Length == 0)
            return [];
        return inner.Length > 300 ? Words(inner) : [mark + Escape(inner) + mark];
    }

    // Plain addresses are linked here, because `verbatim` text is not touched by Slack. What people typed arrives with
    // Slack's own marks for people, channels and addresses, and leaves with them; every other `<` is a character.
    private static IEnumerable<string> Words(string text)
    {
        var at = 0;
        foreach (Match typed in Typed().Matches(text))
        {
            foreach (var character in Characters(text[at..typed.Index]))
                yield return character;
            at = typed.Index + typed.Length;
            if (typed.Groups["who"] is { Success: true, Value: var who })
                yield return $"<@{who}>";
            else if (typed.Groups["where"] is { Success: true, Value: var where })
                yield return $"<#{where}>";
            else
                yield return Address(typed.Groups["url"].Value, typed.Groups["label"]);
        }

        foreach (var character in Characters(text[at..]))
            yield return character;
    }

    private static string Address(string url, Group label) =>
        label.Success ? Link(url, label.Value).First() : "<" + UrlText(url) + ">";

    private static IEnumerable<string> Characters(string text)
    {
        for (int at = 0, length; at < text.Length; at += length)
        {
            length = StringInfo.GetNextTextElementLength(text, at);
            yield return Escape(text.Substring(at, length));
        }
    }

    private static IEnumerable<string> Link(string url, string label)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https" or "mailto"))
            return Words(label);
        var shown = label.Replace('|', '¦').Replace('<', '‹').Replace('>', '›').Replace('\n', ' ').Trim();
        shown = PlainText.WholeCharacters(shown.Length == 0 ? url : shown, 200);
        return [$"<{UrlText(url)}|{Escape(shown.Replace("|", "¦"))}>"];
    }

    private static string UrlText(string url) =>
        url.Replace("&", "&amp;")
            .Replace("<", "%3C")
            .Replace(">", "%3E")
            .Replace("|", "%7C")
            .Replace(" ", "%20")
            .Replace("\n", "%0A");

    private static string Time(InkPart part, DateTimeOffset now)
    {
        var at = part.At!.Value;
        var utc = at.ToUniversalTime();
        var shows = (at - now).Duration() < SameDay ? "{time}" : "{date_short_pretty} {time}";
        if (part.SaysHowLongAgo)
            shows += ", {ago}";
        var fallback = utc.ToString(
            (at - now).Duration() < SameDay ? "HH:mm 'UTC'" : "yyyy-MM-dd HH:mm 'UTC'",
            CultureInfo.InvariantCulture
        );
        return $"<!date^{utc.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}^{shows}|{fallback}>";
    }

    // A quotation's mark at a line's start is the one `>` that must not stay escaped.
    private static IEnumerable<List<string>> Lines(IEnumerable<string> tokens)
    {
        var line = new List<string>();
        foreach (var token in tokens)
        {
            if (token == "\n")
            {
                yield return line;
                line = [];
            }
            else
            {
                line.Add(line.Count == 0 && token == "&gt;" ? ">" : token);
            }
        }

        yield return line;
    }

    [GeneratedRegex("^[A-Z][A-Z0-9_]{1,40}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Id();

    [GeneratedRegex(
        """
            <@(?<who>[UW][A-Z0-9]{1,40}) (\|[^<>]{0,100})? >        # a person
            | <\#(?<where>C[A-Z0-9]{1,40}) (\|[^<>]{0,100})? >      # a channel
            | <(?<url>https?://[^\s<>|]+) (\|(?<label>[^<>|]+))? >  # an address with a label
            | (?<url>https?://[^\s<>|"'⟦⟧]+                         # a bare address,
                [^\s<>|"'⟦⟧.,;:!?)\]}])                             # without the point that ends the sentence
            """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        1000
    )]
    private static partial Regex Typed();
}
