using System.Globalization;

namespace ChatOpsIncidents.Engine.Chat;

/// <summary>Texts cut to the room that there is for them.</summary>
public static class ShortText
{
    /// <summary>The text, at most so many characters long; what was cut ends in "…". What people see as one character,
    /// such as an emoji, is left whole or left out.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="most">The most UTF-16 characters, 1 at least.</param>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var kept = 0;
        while (kept + StringInfo.GetNextTextElementLength(text, kept) is var next && next < most)
            kept = next;
        return text[..kept] + "…";
    }
}
