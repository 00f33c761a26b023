using System.Globalization;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Host.Platforms;

/// <summary>Texts for places that know no marks, cut to the room that there is for them.</summary>
internal static class PlainText
{
    private const char Ellipsis = '…';

    /// <summary>One line without marks; never empty.</summary>
    /// <param name="text">Text with marks.</param>
    /// <param name="max">Longest, in UTF-16 characters.</param>
    public static string Label(string text, int max)
    {
        var plain = Markup.Plain(text).Replace('\n', ' ').Trim();
        if (plain.Length == 0)
            plain = "–";
        return plain.Length <= max ? plain : WholeCharacters(plain, max - 1) + Ellipsis;
    }

    /// <summary>The longest start of a text with at most so many UTF-16 units that cuts no visible character.</summary>
    public static string WholeCharacters(string text, int max)
    {
        if (text.Length <= max)
            return text;
        var end = 0;
        for (var next = 0; next < text.Length; end = next)
        {
            next += StringInfo.GetNextTextElementLength(text, next);
            if (next > max)
                break;
        }

        return text[..end];
    }
}
