using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>Facts as the exact text that is stored and hashed.</summary>
public static class FactJson
{
    /// <summary>How facts are written: camel case, enumerations by name, no nulls, letters as they are.</summary>
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new JsonStringEnumConverter() },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Vocabulary.NameFacts } },
        };

    /// <summary>The text to store.</summary>
    public static string Write(IncidentEvent fact) =>
        fact is UnknownFact unknown ? unknown.Content : JsonSerializer.Serialize(fact, Options);

    /// <summary>
    /// The fact in a stored text; a name that this version does not know gives an <see cref="UnknownFact"/>, and a text
    /// that was erased (null) an <see cref="ErasedFact"/>.
    /// </summary>
    /// <exception cref="JsonException">The text is no fact at all: the store is damaged.</exception>
    public static IncidentEvent Read(string kind, string? content)
    {
        if (content is null)
            return new ErasedFact(kind);
        return Vocabulary.Knows(kind)
            ? JsonSerializer.Deserialize<IncidentEvent>(content, Options)
                ?? throw new JsonException("A stored fact is null.")
            : new UnknownFact(kind, content);
    }
}
