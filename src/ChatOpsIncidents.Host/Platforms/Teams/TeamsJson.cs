using System.Buffers;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Activity = Microsoft.Bot.Schema.Activity;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>The Bot Framework's JSON. What looks like a time in somebody's words stays as it was typed.</summary>
internal static class TeamsJson
{
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(
        new JsonSerializerSettings
        {
            DateParseHandling = DateParseHandling.None,
            NullValueHandling = NullValueHandling.Ignore,
            MissingMemberHandling = MissingMemberHandling.Ignore,
            MaxDepth = 64,
        }
    );

    /// <summary>A delivery; U+0000 is dropped because it cannot be stored.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static Activity Read(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body);
        if (text.Contains("\\u0000", StringComparison.Ordinal))
            text = text.Replace("\\u0000", "", StringComparison.Ordinal);
        using var reader = new JsonTextReader(new StringReader(text))
        {
            DateParseHandling = DateParseHandling.None,
            MaxDepth = 64,
            ArrayPool = Letters.Shared,
        };
        return Serializer.Deserialize<Activity>(reader) ?? throw new JsonSerializationException("There is nothing.");
    }

    /// <summary>An answer's body.</summary>
    public static string Write(object body)
    {
        using var text = new StringWriter();
        Serializer.Serialize(text, body);
        return text.ToString();
    }

    /// <summary>JSON that was made elsewhere, to stand in an activity as it is.</summary>
    public static JRaw Raw(System.Text.Json.Nodes.JsonNode json) => new(json.ToJsonString(Relaxed));

    /// <summary>An object's text field; null: none.</summary>
    public static string? Text(JToken? of, string name) =>
        (of as JObject)?[name] is JValue { Type: JTokenType.String, Value: string { Length: > 0 } text } ? text : null;

    /// <summary>An object within an object; null: none.</summary>
    public static JObject? Object(object? of, string name) => (of as JObject)?[name] as JObject;

    internal static readonly System.Text.Json.JsonSerializerOptions Relaxed = new(
        System.Text.Json.JsonSerializerDefaults.Web
    )
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // What is read is read into arrays that others have read into before.
    private sealed class Letters : IArrayPool<char>
    {
        public static Letters Shared { get; } = new();

        public char[] Rent(int minimumLength) => ArrayPool<char>.Shared.Rent(minimumLength);

        public void Return(char[]? array)
        {
            if (array is not null)
                ArrayPool<char>.Shared.Return(array);
        }
    }
}
