using System.Text;
using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>JSON from outside, of which every text can be read and stored.</summary>
internal static class SlackJson
{
    private const string Replacement = "\\ufffd";
    private const int EscapeLength = 6;

    /// <summary>Parses; half an emoji (an escaped surrogate without its other half) becomes U+FFFD.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is no JSON.</exception>
    public static JsonNode? Parse(string json) => JsonNode.Parse(WithWholeCharacters(json));

    private static string WithWholeCharacters(string json)
    {
        if (!json.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
            return json;
        var whole = new StringBuilder(json.Length);
        for (var at = 0; at < json.Length; )
        {
            var (text, length) = Next(json, at);
            whole.Append(text);
            at += length;
        }

        return whole.ToString();
    }

    private static (string Text, int Length) Next(string json, int at)
    {
        if (json[at] != '\\' || at + 1 >= json.Length)
            return (json[at].ToString(), 1);
        if (Escaped(json, at) is not { } character || !char.IsSurrogate(character))
            return (json.Substring(at, 2), 2);
        var isPair =
            char.IsHighSurrogate(character)
            && Escaped(json, at + EscapeLength) is { } other
            && char.IsLowSurrogate(other);
        return isPair ? (json.Substring(at, 2 * EscapeLength), 2 * EscapeLength) : (Replacement, EscapeLength);
    }

    // The character of an escape \uXXXX; null: there is none.
    private static char? Escaped(string json, int at)
    {
        if (at + EscapeLength > json.Length || json[at] != '\\' || json[at + 1] is not ('u' or 'U'))
            return null;
        return ushort.TryParse(
            json.AsSpan(at + 2, EscapeLength - 2),
            System.Globalization.NumberStyles.AllowHexSpecifier,
            System.Globalization.CultureInfo.InvariantCulture,
            out var code
        )
            ? (char)code
            : null;
    }
}
