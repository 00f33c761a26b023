using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents;

/// <summary>The buttons under a part of a guide.</summary>
internal static class GuideView
{
    private const int CommandsMax = 3;
    private const int LabelMax = 40;

    /// <summary>A button for each complete command that a step names, the first as the recommended one.</summary>
    public static IReadOnlyList<ChatAction> Commands(GuideStep step)
    {
        var complete = step.Commands.Where(words => new NextStep("", words).IsComplete
            && Vocabulary.Find(words.Split(' ')[0]) is not null).Distinct(StringComparer.Ordinal).Take(CommandsMax)
            .ToArray();
        var starts = complete.Count(Starts);
        return [.. complete.Select((words, i) => new ChatAction(
            Starts(words) && starts == 1 ? "Start it" : Label(words), words,
            i == 0 ? ActionStyle.Primary : ActionStyle.Default))];
    }

    /// <summary>A button for each section that the guide has.</summary>
    /// <param name="guide">The guide.</param>
    /// <param name="line">The words that show the guide.</param>
    public static IEnumerable<ChatAction> Jumps(Guide guide, string line) => guide.Sections
        .Where(section => guide.FirstOf(section) is not null)
        .Select(section => new ChatAction(section.Label, $"{line} {section.Word}"));

    /// <summary>The way to the whole guide on one page, where the web has an address.</summary>
    public static IEnumerable<ChatAction> Whole(Guide guide, Policy policy) =>
        policy.PageOf(guide) is { } url ? [new ChatAction("Read it whole", "", Url: url)] : [];

    // Whether it begins a change; "mitigate" and "rollback" alone only ask.
    private static bool Starts(string words) => words.Split(' ') is [var verb, _, ..]
        && Vocabulary.Find(verb)?.Verb is "mitigate" or "rollback";

    private static string Label(string words) =>
        CardView.Short(char.ToUpperInvariant(words[0]) + words[1..], LabelMax);
}
