using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents;

/// <summary>Steps for a known task.</summary>
/// <param name="Name">Its short name: the file's name without its ending.</param>
/// <param name="Title">A heading.</param>
/// <param name="Body">The Markdown below the front matter.</param>
public sealed partial record Runbook(string Name, string Title, string Body)
{
    /// <summary>The services it is for; empty: any.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Who keeps it; null: nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>When somebody last went through it; null: never.</summary>
    public DateOnly? Reviewed { get; init; }

    /// <summary>The steps in order: each list item is one, and each paragraph outside a list.</summary>
    public IReadOnlyList<RunbookStep> Steps => [.. Cut()];

    private IEnumerable<RunbookStep> Cut()
    {
        var (section, text, isCode) = ("", new List<string>(), false);
        foreach (var line in Body.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal)) isCode = !isCode;
            else if (isCode) text.Add(Ink.Code(line));
            else
            {
                var heading = Heading().Match(line);
                if ((heading.Success || Item().IsMatch(line) || line.Trim().Length == 0) && text.Count > 0)
                {
                    yield return new RunbookStep(section, string.Join('\n', text));
                    text.Clear();
                }

                if (heading.Success) section = heading.Groups["t"].Value.Trim();
                else if (line.Trim().Length > 0) text.Add(Inline(Item().Replace(line, "").Trim()));
            }
        }

        if (text.Count > 0) yield return new RunbookStep(section, string.Join('\n', text));
    }

    private static string Inline(string text) => string.Concat(Marked().Split(text).Select(part => part switch
    {
        ['`', .., '`'] when part.Length > 2 => Ink.Code(part[1..^1]),
        ['*', '*', .., '*', '*'] when part.Length > 4 => Ink.Bold(part[2..^2]),
        _ => Ink.Clean(part),
    }));

    [GeneratedRegex(@"^#{1,4}\s+(?<t>.+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s*(?:\d+[.)]|[-*+])\s+(?:\[[ x]\]\s+)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Item();

    [GeneratedRegex(@"(?<m>`[^`]+`|\*\*[^*]+\*\*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marked();
}

/// <summary>One step of a runbook.</summary>
/// <param name="Section">The heading above it; empty: none.</param>
/// <param name="Text">What to do, with marks.</param>
public sealed record RunbookStep(string Section, string Text);

/// <summary>What makes a runbook hard to use in the night.</summary>
public static class RunbookLint
{
    private const int WordsPerMinute = 200;
    private const int MinutesMax = 10;
    private const int FreshDays = 180;

    // The five answers that somebody needs at night, and the headings that give them.
    private static readonly (string Answer, string[] Words)[] Sections =
    [
        ("how to recognise it", ["symptom", "recogni"]),
        ("first checks", ["check", "diagnos", "triage"]),
        ("common causes and safe fixes", ["cause", "fix", "mitigat"]),
        ("when to escalate", ["escalat"]),
        ("how to roll back or restore", ["rollback", "roll back", "restor", "recover"]),
    ];

    /// <summary>Every fault, as one sentence; empty: good.</summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="today">The day.</param>
    public static IReadOnlyList<string> Faults(Runbook runbook, DateOnly today)
    {
        var headings = runbook.Steps.Select(step => step.Section.ToLowerInvariant()).Distinct().ToList();
        List<string> faults = [.. Sections.Where(row => !headings.Any(heading => row.Words.Any(heading.Contains)))
            .Select(row =>
            $"It does not say {row.Answer}.")];
        var minutes = Minutes(runbook);
        if (minutes > MinutesMax) faults.Add($"It takes {minutes} minutes to read; over {MinutesMax} is too long.");
        if (runbook.Reviewed is not { } day) faults.Add("Nobody has ever reviewed it.");
        else if (today.DayNumber - day.DayNumber > FreshDays) faults.Add($"It was last reviewed on {day:yyyy-MM-dd}.");
        return faults;
    }

    /// <summary>Reading time in whole minutes, at least 1.</summary>
    public static int Minutes(Runbook runbook) =>
        Math.Max(1, (runbook.Body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length
            + WordsPerMinute - 1) / WordsPerMinute);
}
