using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Engine.Chat;

/// <summary>
/// The few marks that a message's text may bear, the same for every platform: <c>⟦b:bold⟧</c>, <c>⟦c:code⟧</c>,
/// <c>⟦@U1⟧</c> (a person), <c>⟦#C1⟧</c> (a channel), <c>⟦t:2026-11-21T14:05:00Z⟧</c> (an instant, shown in the
/// reader's zone; with <c>|ago</c> also how long ago) and <c>⟦l:https://…|label⟧</c>. A renderer turns each into the
/// platform's own; all other text is a person's and is escaped.
/// </summary>
public static partial class Markup
{
    private const string AgoLabel = "ago";

    /// <summary>Bold text.</summary>
    public static string Bold(string text) => $"⟦b:{Clean(text)}⟧";

    /// <summary>Text in a fixed-width face: commands, ids, versions.</summary>
    public static string Code(string text) => $"⟦c:{Clean(text)}⟧";

    /// <summary>A person by the platform's id; the reader sees the display name.</summary>
    public static string Mention(string personId) => $"⟦@{Clean(personId)}⟧";

    /// <summary>A channel by the platform's id.</summary>
    public static string Channel(string channelId) => $"⟦#{Clean(channelId)}⟧";

    /// <summary>An instant, to the second; the reader sees the local time of day (and the date when it is not
    /// today's).</summary>
    public static string Time(DateTimeOffset at) => $"⟦t:{Iso(at)}⟧";

    /// <summary>An instant that is past; the reader sees, where the platform can, also how long ago: <c>12:31, 17 min
    /// ago</c>.</summary>
    public static string Ago(DateTimeOffset at) => $"⟦t:{Iso(at)}|{AgoLabel}⟧";

    /// <summary>An instant to the second as ISO 8601 writes it, UTC.</summary>
    public static string Iso(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A link with a label.</summary>
    public static string Link(string url, string label) => $"⟦l:{Clean(url).Replace("|", "%7C")}|{Clean(label)}⟧";

    /// <summary>
    /// Makes a person's text safe to stand among marks: the mark brackets are replaced, control characters other
    /// than a new line are dropped (U+0000 cannot be stored).
    /// </summary>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAny("⟦⟧") && !text.Any(c => char.IsControl(c) && c != '\n'))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '⟦')
                clean.Append('[');
            else if (c is '⟧')
                clean.Append(']');
            else if (c is '\t')
                clean.Append(' ');
            else if (!char.IsControl(c) || c == '\n')
                clean.Append(c);
        }

        return clean.ToString();
    }

    /// <summary>
    /// Cuts a marked text into its parts, in order; text between marks has kind <see cref="InkKind.Text"/>.
    /// An unclosed mark is text.
    /// </summary>
    public static IEnumerable<InkPart> Parts(string text)
    {
        var at = 0;
        foreach (Match mark in Mark().Matches(text))
        {
            if (mark.Index > at)
                yield return new InkPart(InkKind.Text, text[at..mark.Index]);
            yield return PartOf(mark.Groups["k"].Value, mark.Groups["v"].Value);
            at = mark.Index + mark.Length;
        }

        if (at < text.Length)
            yield return new InkPart(InkKind.Text, text[at..]);
    }

    /// <summary>The text without marks: times as <c>2026-11-21 14:05Z</c>, people by <paramref name="nameOf"/> or their
    /// id.</summary>
    public static string Plain(string text, Func<string, string>? nameOf = null)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var part in Parts(text))
        {
            plain.Append(
                part.Kind switch
                {
                    InkKind.Person => "@" + (nameOf?.Invoke(part.Text) ?? part.Text),
                    InkKind.Channel => "#" + part.Text,
                    InkKind.Time => part.At!.Value.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture),
                    InkKind.Link when part.Label != part.Text => $"{part.Label} ({part.Text})",
                    _ => part.Text,
                }
            );
        }

        return plain.ToString();
    }

    private static InkPart PartOf(string kind, string value)
    {
        if (kind == "@")
            return new InkPart(InkKind.Person, value);
        if (kind == "#")
            return new InkPart(InkKind.Channel, value);
        if (kind == "b:")
            return new InkPart(InkKind.Bold, value);
        if (kind == "c:")
            return new InkPart(InkKind.Code, value);
        if (kind == "l:" && value.IndexOf('|') is var bar and >= 0)
            return new InkPart(InkKind.Link, value[..bar], value[(bar + 1)..]);
        return kind == "t:" ? Instant(value) : new InkPart(InkKind.Text, value);
    }

    private static InkPart Instant(string value)
    {
        var isAgo = value.EndsWith("|" + AgoLabel, StringComparison.Ordinal);
        var iso = isAgo ? value[..^(AgoLabel.Length + 1)] : value;
        if (!DateTimeOffset.TryParse(iso, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            return new InkPart(InkKind.Text, value);
        return new InkPart(InkKind.Time, iso, isAgo ? AgoLabel : null, at);
    }

    [GeneratedRegex(
        "⟦(?<k>@|#|[bctl]:)(?<v>[^⟦⟧]*)⟧",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Mark();
}

/// <summary>What a part of a marked text is.</summary>
public enum InkKind
{
    /// <summary>A person's or our plain words.</summary>
    Text,

    /// <summary>Bold words.</summary>
    Bold,

    /// <summary>Fixed-width words.</summary>
    Code,

    /// <summary>A person; the text is the platform's id.</summary>
    Person,

    /// <summary>A channel; the text is the platform's id.</summary>
    Channel,

    /// <summary>An instant.</summary>
    Time,

    /// <summary>A link; the text is the address.</summary>
    Link,
}

/// <summary>One part of a marked text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The words, the id, or the address.</param>
/// <param name="Label">A link's label.</param>
/// <param name="At">A time's instant, UTC.</param>
public sealed record InkPart(InkKind Kind, string Text, string? Label = null, DateTimeOffset? At = null)
{
    /// <summary>Whether a time is past, and how long ago is to be read too.</summary>
    public bool SaysHowLongAgo => Kind == InkKind.Time && Label is not null;
}
