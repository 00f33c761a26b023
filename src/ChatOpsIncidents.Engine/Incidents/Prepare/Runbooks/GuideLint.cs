using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Runbooks;

/// <summary>What makes a guide hard to use in the night.</summary>
/// <param name="Sentence">What is wrong.</param>
/// <param name="Line">Where, 1 for the body's first line; null: nowhere in particular.</param>
/// <param name="Key">The key above the body that it is about; null: none.</param>
public sealed record GuideFault(string Sentence, int? Line = null, string? Key = null);

/// <summary>Finds what makes a guide hard to use in the night.</summary>
public static class GuideLint
{
    private const int MinutesMax = 10;
    private const int FreshDays = 180;

    /// <summary>Every fault, as one sentence; empty: good.</summary>
    /// <param name="guide">The guide.</param>
    /// <param name="today">The day.</param>
    /// <param name="language">The commands there are.</param>
    public static IReadOnlyList<GuideFault> Faults(Guide guide, DateOnly today, ILanguage language) =>
        [
            .. guide.Steps.Count == 0 ? [new GuideFault("It has no steps.")] : Missing(guide),
            .. guide.Minutes > MinutesMax
                ? [new GuideFault($"It takes {guide.Minutes} minutes to read; over {MinutesMax} is too long.")]
                : Array.Empty<GuideFault>(),
            .. guide
                .Steps.SelectMany(step => step.Commands.Select(words => (step.Line, Wrong: Wrong(words, language))))
                .Where(pair => pair.Wrong is not null)
                .Select(pair => new GuideFault(pair.Wrong!, pair.Line)),
            .. Stale(guide, today),
        ];

    private static IEnumerable<GuideFault> Missing(Guide guide)
    {
        foreach (var section in guide.Sections.Where(section => guide.FirstOf(section) is null))
        {
            var empty = guide.Headings.Where(heading => section.Is(heading.Text)).ToArray();
            yield return empty is [var heading, ..]
                ? new GuideFault($"Nothing stands under “{heading.Text}”.", heading.Line)
                : new GuideFault($"It does not say {section.Says}: a section “{section.Heading}” is missing.");
        }
    }

    private static IEnumerable<GuideFault> Stale(Guide guide, DateOnly today)
    {
        if (guide.Reviewed is not { } day)
            yield return new GuideFault("Nobody has ever reviewed it.", Key: "reviewed");
        else if (day > today)
            yield return new GuideFault($"It was reviewed on {day:yyyy-MM-dd}, which is yet to come.", Key: "reviewed");
        else if (today.DayNumber - day.DayNumber is var age and > FreshDays)
            yield return new GuideFault(
                $"It was last reviewed on {day:yyyy-MM-dd}, {age} days ago; {FreshDays} is the most.",
                Key: "reviewed"
            );
    }

    // A command in a step becomes a button, so it must be one that can be given.
    private static string? Wrong(string words, ILanguage language)
    {
        var typed = words.Split(' ', 2)[0].ToLowerInvariant();
        if (language.VerbOf(typed) is { } verb)
            return verb == StartMitigation.Word.Verb ? WrongKind(words) : null;
        var meant = language.Nearest(typed) is { } near ? $" Did you mean {near}?" : "";
        return $"“/incident {words}”: there is no command “{typed}”.{meant}";
    }

    private static string? WrongKind(string words)
    {
        var line = Grammar.Cut(words, _ => StartMitigation.Word);
        if (line.RestWords is not [var first, ..] || !new NextStep("", words).IsComplete)
            return null;
        if (
            first.Equals("none", StringComparison.OrdinalIgnoreCase)
            || MitigationKinds.Cut(line.RestWords).Kind is not null
        )
            return null;
        return $"“/incident {words}”: “{first}” is no kind of mitigation. There are "
            + string.Join(", ", MitigationKinds.Rows.Select(kind => kind.Name))
            + ".";
    }
}
