using System.Text;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>What keyboards, phones and platforms do to a text, and its undoing.</summary>
internal static partial class TypedText
{
    /// <summary>A colon that is text.</summary>
    public const string Colon = "&#58;";

    /// <summary>
    /// Curly quotes, dashes and odd spaces become the plain ones; invisible characters, marks of ours, halves of
    /// characters and U+0000 go. Entities stay as they are.
    /// </summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                plain.Append(c).Append(text[++i]);
            else if (char.IsSurrogate(c))
                plain.Append('\uFFFD');
            else if (Plain(c) is { } made)
                plain.Append(made);
        }

        return Markup.Clean(plain.Replace("&nbsp;", " ").ToString()).Trim();
    }

    /// <summary>Entities become their characters, once: <c>&amp;amp;lt;</c> becomes <c>&amp;lt;</c>.</summary>
    public static string Decode(string text) =>
        !text.Contains('&')
            ? text
            : Entity()
                .Replace(
                    text,
                    match =>
                        match.Value switch
                        {
                            "&amp;" => "&",
                            "&lt;" => "<",
                            "&gt;" => ">",
                            "&quot;" => "\"",
                            Colon => ":",
                            "&nbsp;" => " ",
                            _ => "'",
                        }
                );

    /// <summary>Text that would read as an entity is encoded, so that <see cref="Decode"/> gives it back; all other
    /// text stays.</summary>
    public static string Encode(string text) =>
        !text.Contains('&') ? text : Entity().Replace(text, match => "&amp;" + match.Value[1..]);

    /// <summary>Quotation marks that are text.</summary>
    public static string EncodeQuotes(string text) => text.Replace("\"", "&quot;");

    private static char? Plain(char c) =>
        c switch
        {
            '“' or '”' or '„' or '‟' or '«' or '»' => '"',
            '‘' or '’' or '‚' or '‛' => '\'',
            '\u2010' or '\u2011' or '\u2012' or '–' or '\u2212' => '-',
            '\u200B' or '\u200C' or '\u200E' or '\u200F' or '\u2060' or '\uFEFF' or '\r' => null,
            '\u2028' or '\u2029' => '\n',
            '\n' => c,
            _ => char.IsWhiteSpace(c) ? ' ' : c,
        };

    [GeneratedRegex("&(?:amp|lt|gt|quot|apos|nbsp|#39|#58);", RegexOptions.CultureInvariant)]
    private static partial Regex Entity();
}
