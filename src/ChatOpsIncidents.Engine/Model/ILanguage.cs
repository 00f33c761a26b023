using System.Text.Json;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>
/// The words and stored names of all features together. A feature that needs the whole of it is handed it: the tables
/// stand above the features, since each feature has its rows in them.
/// </summary>
public interface ILanguage
{
    /// <summary>How facts are written as the text that is stored: by their stored names.</summary>
    JsonSerializerOptions Stored { get; }

    /// <summary>A fact's stored name.</summary>
    string NameOf(IncidentEvent fact);

    /// <summary>The command's own word, of it or a synonym of it; null: there is no such command.</summary>
    string? VerbOf(string word);

    /// <summary>The word that was probably meant; null: none.</summary>
    string? Nearest(string typed);

    /// <summary>Reads a typed line (without <c>/incident</c>). Never throws.</summary>
    Parsed Read(string line, DecisionContext context);
}
