using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>
/// Marked text → the little Markdown that a card's text knows. Every word of a person is escaped, so that it can
/// neither
/// call anybody nor change the card's look.
/// </summary>
/// <remarks>Source: learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format</remarks>
internal sealed partial class TeamsText(DateTimeOffset now, TeamsNames names)
{
    private const string Slash = "/incident";

    /// <summary>How far from now an instant is still shown by its time of day alone.</summary>
    private static readonly TimeSpan SameDay = TimeSpan.FromHours(12);

    private readonly Dictionary<string, string> _mentioned = [];

    /// <summary>Who is mentioned in what was written so far: the text that stands for them, by their ids.</summary>
    public IReadOnlyDictionary<string, string> Mentioned => _mentioned;

    /// <summary>The lines of a text, at most so many characters in all; empty ones are kept.</summary>
    /// <param name="text">Text with marks.</param>
    /// <param name="max">What is longer is cut at a whole word or mark.</param>
    public IReadOnlyList<string> Lines(string text, int max)
    {
        var written = new StringBuilder();
        foreach (var part in Markup.Parts(text))
        {
            if (written.Length + part.Text.Length > max && part.Kind is not InkKind.Text)
                return Cut(written);
            written.Append(Mark(part, Math.Max(0, max - written.Length)));
            if (written.Length > max)
                return Cut(written);
        }

        return [.. written.ToString().Split('\n').Select(LineStart)];
    }

    /// <summary>One line.</summary>
    public string Line(string text, int max) =>
        string.Join(' ', Lines(text, max).Where(line => line.Length > 0)) is { Length: > 0 } line ? line : "–";

    private string[] Cut(StringBuilder written) => [.. (written + "…").Split('\n').Select(LineStart)];

    private string Mark(InkPart part, int left) =>
        part.Kind switch
        {
            InkKind.Person => Mention(part.Text),
            InkKind.Channel => Channel(part.Text),
            InkKind.Time => Time(part.At!.Value),
            InkKind.Link => Link(part.Text, part.Label ?? part.Text),
            InkKind.Bold when part.Text.Trim() is { Length: > 0 } bold => $"**{Escape(OneLine(bold))}**",
            InkKind.Code => Escape(Code(OneLine(part.Text))),
            _ => Words(PlainText.WholeCharacters(part.Text, left + 1)),
        };

    // Here the same words follow the bot's name.
    private string Code(string code) =>
        code == Slash || code.StartsWith(Slash + " ", StringComparison.Ordinal)
            ? "@" + names.Bot + code[Slash.Length..]
            : code;

    private string Mention(string id)
    {
        if (names.Of(id) is not { } name)
            return Escape("@" + id);
        var shown = new string([
            .. name.Where(c => c is not ('<' or '>' or '&' or '*' or '_' or '[' or ']' or '\\' or '`')),
        ]);
        return _mentioned[id] = $"<at>{shown}</at>";
    }

    private string Channel(string id) =>
        TeamsPlaces.Link(names.Tenant, id, group: names.Group) is { } link ? $"[open]({link})" : Escape("the chat");

    // Rendered in the reader's own zone; the day only where it is not today's.
    private string Time(DateTimeOffset at)
    {
        var utc = at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return (at - now).Duration() < SameDay
            ? $"{{{{TIME({utc})}}}}"
            : $"{{{{DATE({utc},SHORT)}}}} {{{{TIME({utc})}}}}";
    }

    // What people typed arrives with marks for people, and is shown with their names; it calls nobody again.
    private static string Words(string text)
    {
        var written = new StringBuilder();
        var at = 0;
        foreach (Match match in Special().Matches(text))
        {
            written.Append(Escape(text[at..match.Index]));
            written.Append(
                match.Groups["name"] is { Success: true, Value: var name }
                    ? Escape("@" + name)
                    : Link(match.Value, match.Value)
            );
            at = match.Index + match.Length;
        }

        return written.Append(Escape(text[at..])).ToString();
    }

    private static string Link(string url, string label)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https" or "mailto"))
            return Escape(label);
        var address = uri.AbsoluteUri.Replace("(", "%28").Replace(")", "%29");
        return $"[{Escape(OneLine(label))}]({address})";
    }

    private static string OneLine(string text) => text.Replace('\n', ' ').Trim();

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            escaped.Append(
                c switch
                {
                    '&' => "&amp;",
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '\\' or '*' or '_' or '[' or ']' or '`' or '~' => "\\" + c,
                    _ => c.ToString(),
                }
            );
        }

        // The card's own functions are ours alone.
        return escaped.Replace("{{", "{\u200B{").ToString();
    }

    // At a line's start more characters mean something.
    private static string LineStart(string line)
    {
        if (line is ['#' or '-' or '+' or '=', ..])
            return "\\" + line;
        return Numbered().Replace(line, "${number}\\${dot}");
    }

    [GeneratedRegex(
        @"<@[^|<>\s]{1,200}\|(?<name>[^<>]{1,200})>|https?://[^\s<>""|]+[^\s<>""|.,;:!?)\]]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Special();

    [GeneratedRegex(
        @"^(?<number>\d{1,9})(?<dot>[.)])(?=\s)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Numbered();
}

/// <summary>The names that stand in cards.</summary>
/// <param name="Tenant">The tenant, for links.</param>
/// <param name="Bot">What people call us.</param>
/// <param name="Of">Somebody's name by id; null: unknown.</param>
internal sealed record TeamsNames(string Tenant, string Bot, Func<string, string?> Of)
{
    /// <summary>The group behind the team of rooms that are channels, for links; null: rooms are threads.</summary>
    public string? Group { get; init; }
}
