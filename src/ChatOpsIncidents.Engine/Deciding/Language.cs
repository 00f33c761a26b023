using System.Text.Json;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>The tables of all features, for those who stand below them.</summary>
public sealed class Language : ILanguage
{
    /// <summary>The one there is.</summary>
    public static Language Whole { get; } = new();

    /// <inheritdoc/>
    public JsonSerializerOptions Stored => FactJson.Options;

    /// <inheritdoc/>
    public string NameOf(IncidentEvent fact) => Vocabulary.NameOf(fact);

    /// <inheritdoc/>
    public string? VerbOf(string word) => Vocabulary.Find(word)?.Verb;

    /// <inheritdoc/>
    public string? Nearest(string typed) => Vocabulary.Nearest(typed);

    /// <inheritdoc/>
    public Parsed Read(string line, DecisionContext context) => CommandReader.Read(line, context);
}
