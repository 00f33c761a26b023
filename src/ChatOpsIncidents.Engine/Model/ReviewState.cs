using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>When the review was opened first; null: it never was.</summary>
    public DateTimeOffset? ReviewOpenedAt { get; init; }

    /// <summary>What people wrote into the review, by the key of its <see cref="ReviewSection"/>.</summary>
    public ImmutableSortedDictionary<string, string> ReviewTexts { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>What stood in each section at which time, oldest first: whoever writes has read one of them.</summary>
    public ImmutableSortedDictionary<string, ImmutableList<ReviewVersion>> ReviewVersions { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableList<ReviewVersion>>(StringComparer.Ordinal);

    /// <summary>What stands in a section; null: nobody wrote it.</summary>
    public ReviewVersion? WrittenLast(string section) => ReviewVersions.GetValueOrDefault(section)?[^1];

    /// <summary>Why no action is needed; null: nobody wrote that.</summary>
    public string? NoActionsBecause { get; init; }

    /// <summary>When the report was shared first; null: not since it was resolved.</summary>
    public ReportShare? Shared { get; init; }

    /// <summary>When the review is talked over; null: no session is planned.</summary>
    public ReviewSession? Session { get; init; }

    /// <summary>How often a session was planned, moved or called off.</summary>
    public int SessionChanges { get; init; }
}

/// <summary>A section of the review as somebody wrote it.</summary>
/// <param name="Seq">The number of the fact.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="Text">All of it.</param>
public sealed record ReviewVersion(long Seq, Person By, string Text);

/// <summary>The report was shared.</summary>
/// <param name="At">When it was shared first: from then on people can prepare.</param>
/// <param name="LastSeq">The number of the fact by which it was shared last.</param>
public sealed record ReportShare(DateTimeOffset At, long LastSeq)
{
    /// <summary>How often it was shared.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Who said to have read it, in that order.</summary>
    public ImmutableList<Person> Readers { get; init; } = [];
}

/// <summary>A session in which the review is talked over.</summary>
/// <param name="At">When it begins.</param>
/// <param name="Link">The meeting that it may be a part of; null: not said.</param>
/// <param name="By">Who planned it.</param>
public sealed record ReviewSession(DateTimeOffset At, string? Link, Person By)
{
    /// <summary>Where it takes place, if it is a meeting of its own; null: not said.</summary>
    public string? Where { get; init; }

    /// <summary>Who said to be prepared, in that order.</summary>
    public ImmutableList<Person> Prepared { get; init; } = [];
}

/// <summary>Something that somebody would rather say without their name.</summary>
/// <param name="Kind"><c>confusion</c> or <c>near-miss</c>.</param>
/// <param name="Text">In words.</param>
public sealed record NamelessNote(string Kind, string Text);

/// <summary>One of the seven parts that every review has.</summary>
/// <param name="Key">The word that people type: <c>review went-well: …</c>.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Question">What the form asks; empty: the facts fill it.</param>
public sealed record ReviewSection(string Key, string Title, string Question)
{
    /// <summary>The seven, in order.</summary>
    public static IReadOnlyList<ReviewSection> All { get; } =
    [
        new("summary", "Summary", "What happened, in a few sentences?"),
        new("timeline", "Timeline", ""),
        new("root-cause", "Root cause and contributing factors", "What made it possible?"),
        new("went-well", "What went well", "What went well?"),
        new("went-poorly", "What went poorly", "What went poorly, or was confusing?"),
        new("actions", "Actions", ""),
        new("lessons", "Lessons", "What have we learnt?"),
    ];

    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["cause"] = "root-cause",
        ["factors"] = "root-cause",
        ["well"] = "went-well",
        ["poorly"] = "went-poorly",
        ["lesson"] = "lessons",
    };

    /// <summary>The words by which the sections are named, and the shorter ones.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. All.Select(section => section.Key), .. Words.Keys];

    /// <summary>The section of that word; null: none.</summary>
    public static ReviewSection? Find(string word) =>
        All.FirstOrDefault(section =>
            section.Key.Equals(Words.GetValueOrDefault(word, word), StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>What a review of this incident's severity asks here; null: nothing of its own.</summary>
    public string? AskedOf(Incident incident, Catalog catalog) =>
        catalog.ReviewQuestions.GetValueOrDefault(incident.Severity)?.GetValueOrDefault(Key);

    /// <summary>Whether the review has it: written by people, or there by the facts.</summary>
    public bool IsIn(Incident incident) =>
        incident.ReviewTexts.ContainsKey(Key)
        || Key switch
        {
            "timeline" => !incident.Log.IsEmpty,
            "root-cause" => !incident.Factors.IsEmpty,
            "actions" => incident.NoActionsBecause is not null || incident.Actions.Any(action => !action.IsDropped),
            _ => false,
        };
}
