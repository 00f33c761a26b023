using System.Globalization;
using System.Text;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>Words of many languages in the letters a to z, so that people recognise them in the name of a
/// room.</summary>
public static class PlainLetters
{
    // The runtime takes letters apart only where it knows cultures, and the product runs without them.
    private static readonly Dictionary<char, string> Written = Table(
        "ae:äæ oe:öøœ ue:ü ss:ß aa:å th:þ a:àáâãāăąǎ c:çćĉċč d:ďđð e:èéêëēĕėęě g:ĝğġģ h:ĥħ "
            + "i:ìíîïĩīĭįıǐ j:ĵ k:ķ l:ĺļľŀł n:ñńņňŉ o:òóôõōŏőǒ r:ŕŗř s:śŝşšș t:ţťŧț u:ùúûũūŭůűųǔ w:ŵ y:ýÿŷ z:źżž"
    );

    /// <summary>The words in lower-case a to z and digits. A word with a letter that cannot be written so is left out
    /// whole: none is torn.</summary>
    public static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        var isWhole = true;
        foreach (var c in text.ToLowerInvariant().Append(' '))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            if (char.IsLetterOrDigit(c))
            {
                var letters = Plain(c);
                isWhole &= letters.Length > 0;
                word.Append(letters);
                continue;
            }

            if (word.Length > 0 && isWhole)
                yield return word.ToString();
            word.Clear();
            isWhole = true;
        }
    }

    private static string Plain(char c) =>
        char.IsAsciiLetterOrDigit(c) ? c.ToString() : Written.GetValueOrDefault(c, "");

    private static Dictionary<char, string> Table(string rows) =>
        rows.Split(' ')
            .Select(row => row.Split(':'))
            .SelectMany(row => row[1].Select(letter => (letter, Plain: row[0])))
            .ToDictionary(pair => pair.letter, pair => pair.Plain);
}
