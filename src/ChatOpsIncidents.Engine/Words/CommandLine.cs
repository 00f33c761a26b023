using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>A command line, cut into its parts; also what a submitted form becomes.</summary>
/// <param name="Verb">The command in its canonical word; empty: none was typed.</param>
/// <param name="Rest">The text before the first key, as typed, trimmed.</param>
public sealed record CommandLine(string Verb, string Rest)
{
    /// <summary>The command that the verb names; null: none, or not looked up.</summary>
    public CommandWord? Word { get; init; }

    /// <summary>The incident named first (<c>INC-12 status</c>), upper case; null: the room's.</summary>
    public string? IncidentId { get; init; }

    /// <summary>The values by key, as typed, trimmed; keys are canonical (<c>how-bad</c>).</summary>
    public ImmutableSortedDictionary<string, string> Keys { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The rest's words.</summary>
    public string[] RestWords => Rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The rest after so many words, with its line breaks.</summary>
    public string RestAfter(int words)
    {
        var at = 0;
        for (var n = 0; n < words; n++)
        {
            while (at < Rest.Length && !char.IsWhiteSpace(Rest[at]))
                at++;
            while (at < Rest.Length && char.IsWhiteSpace(Rest[at]))
                at++;
        }

        return Rest[at..];
    }

    /// <summary>A key's value; null: not given, or empty.</summary>
    public string? this[string key] => Keys.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

    /// <summary>The line in canonical words, which reads back as the same line; without the incident's id.</summary>
    public string ToWords() => Grammar.Write(this);
}

/// <summary>A row of the vocabulary: a command's words.</summary>
/// <param name="Verb">The canonical word.</param>
/// <param name="Usage">What may follow, for example <c>&lt;gate&gt; &lt;why&gt;</c>; empty: nothing.</param>
/// <param name="Help">What it does, in one short sentence without a full stop.</param>
/// <param name="Read">Reads the line; a missing argument gives a form.</param>
public sealed record CommandWord(
    string Verb,
    string Usage,
    string Help,
    Func<CommandLine, DecisionContext, Parsed> Read
)
{
    /// <summary>Other words for it.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>The keys it knows, canonical.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>What a key's value may look like when it is typed bare; what cannot be one is text. A value in
    /// quotation marks is one always, and keys that are not named here take anything.</summary>
    public IReadOnlyDictionary<string, Func<string, bool>> Takes { get; init; } =
        new Dictionary<string, Func<string, bool>>();

    /// <summary>Nothing is to be known of who asked it, or when: no request is stored and no line is logged.</summary>
    public bool IsNameless { get; init; }

    /// <summary>Whether <c>help</c> shows it; <c>help all</c> shows all.</summary>
    public bool FrontRow { get; init; }

    /// <summary>The group in which <c>help all</c> shows it.</summary>
    public string Topic { get; init; } = "Run";

    /// <summary>A complete line people can copy; null: the verb alone.</summary>
    public string? Example { get; init; }

    /// <summary>A line that begins with it.</summary>
    /// <param name="rest">What follows.</param>
    public CommandLine Line(string rest) => new(Verb, rest) { Word = this };
}
