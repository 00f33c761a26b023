using System.Globalization;
using System.Text.Json;

namespace ChatOpsIncidents.Host.Signals.Reading;

/// <summary>Reads the few fields that we need from what others send: a field of another type than expected is a field
/// that is not there.</summary>
internal static class JsonReading
{
    private static readonly JsonDocumentOptions Tolerant = new() { MaxDepth = 64 };

    /// <summary>The root of a body; null: it is no JSON.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Tolerant);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The root of JSON that came inside a string; null: it is none.</summary>
    public static JsonElement? Parse(string? json)
    {
        if (json is null)
            return null;
        try
        {
            using var document = JsonDocument.Parse(json, Tolerant);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What stands at a path; of kind <c>Undefined</c> where there is nothing.</summary>
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return default;
        }

        return element;
    }

    /// <summary>A text, number or truth value at a path, as text; null: none, or empty.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        var found = element.At(path);
        var text = found.ValueKind switch
        {
            JsonValueKind.String => found.Words(),
            JsonValueKind.Number => found.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    /// <summary>A time at a path; null: none.</summary>
    public static DateTimeOffset? Time(this JsonElement element, params ReadOnlySpan<string> path) =>
        SignalTime.Read(element.At(path));

    /// <summary>A truth value at a path; null: none.</summary>
    public static bool? Truth(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path).ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    /// <summary>A whole number at a path; null: none.</summary>
    public static int? Number(this JsonElement element, params ReadOnlySpan<string> path) =>
        int.TryParse(element.Text(path), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The members of a list at a path; empty: there is none.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, params ReadOnlySpan<string> path)
    {
        var found = element.At(path);
        return found.ValueKind == JsonValueKind.Array ? found.EnumerateArray() : [];
    }

    /// <summary>A string's characters without U+0000, which cannot be stored; empty where half a character stands in
    /// it.</summary>
    public static string Words(this JsonElement element)
    {
        try
        {
            return element.GetString()?.Replace("\0", "", StringComparison.Ordinal) ?? "";
        }
        catch (InvalidOperationException)
        {
            return ""; // Half of a surrogate pair.
        }
    }

    /// <summary>The names that are there, in their order.</summary>
    public static IReadOnlyList<string> Names(params ReadOnlySpan<string?> names)
    {
        List<string> there = [];
        foreach (var name in names)
        {
            if (name is not null)
                there.Add(name);
        }

        return there;
    }
}
