namespace ChatOpsIncidents.Engine.Catalogue;

/// <summary>Something that was written before, to be read during an incident.</summary>
/// <param name="Name">Its short name: the file's name without its ending.</param>
/// <param name="Title">A heading.</param>
/// <param name="Body">The Markdown below the keys.</param>
public abstract record Guide(string Name, string Title, string Body)
{
    private const int WordsPerMinute = 200;

    /// <summary>The sections that it must have, in the order of their buttons.</summary>
    public abstract IReadOnlyList<GuideSection> Sections { get; }

    /// <summary>The services it is for; empty: any.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Words or phrases of an incident that make it fit.</summary>
    public IReadOnlyList<string> Symptoms { get; init; } = [];

    /// <summary>Who keeps it; null: nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>When somebody last went through it; null: never.</summary>
    public DateOnly? Reviewed { get; init; }

    /// <summary>The steps in order: each list item is one, and each paragraph outside a list.</summary>
    public IReadOnlyList<GuideStep> Steps => GuideText.Steps(Body);

    /// <summary>The headings in order, each with its line in the body.</summary>
    public IReadOnlyList<(string Text, int Line)> Headings => GuideText.Headings(Body);

    /// <summary>The title that stands as the one highest heading; null: none does.</summary>
    public static string? TitleIn(string body) => GuideText.Title(body);

    /// <summary>Reading time in whole minutes, at least 1.</summary>
    public int Minutes =>
        Math.Max(
            1,
            (Body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length + WordsPerMinute - 1)
                / WordsPerMinute
        );

    /// <summary>The number of a section's first step, 1 for the first; null: it has none.</summary>
    public int? FirstOf(GuideSection section)
    {
        var at = Steps.ToList().FindIndex(step => section.Is(step.Section));
        return at < 0 ? null : at + 1;
    }
}

/// <summary>A section that a guide must have.</summary>
/// <param name="Word">The word that shows it: <c>runbook dns checks</c>.</param>
/// <param name="Heading">The heading to write.</param>
/// <param name="Says">What it says, as the end of “It does not say …”.</param>
/// <param name="Marks">Parts of words, in lower case; a heading with one of them is this section's.</param>
public sealed record GuideSection(string Word, string Heading, string Says, params IReadOnlyList<string> Marks)
{
    /// <summary>What its button says.</summary>
    public string Label { get; init; } = Heading;

    /// <summary>Whether a heading is this section's.</summary>
    public bool Is(string heading) => Marks.Any(mark => heading.Contains(mark, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether somebody who typed that means it.</summary>
    public bool IsMeant(string typed) =>
        typed.Length > 0 && (Word.StartsWith(typed, StringComparison.OrdinalIgnoreCase) || Is(typed));
}

/// <summary>One step of a guide.</summary>
/// <param name="Section">The heading above it; empty: none.</param>
/// <param name="Text">What to do, with marks.</param>
/// <param name="Line">Where it begins, 1 for the body's first line.</param>
/// <param name="Commands">The words after <c>/incident</c> that stand in it between code marks, in order.</param>
public sealed record GuideStep(string Section, string Text, int Line, IReadOnlyList<string> Commands);
