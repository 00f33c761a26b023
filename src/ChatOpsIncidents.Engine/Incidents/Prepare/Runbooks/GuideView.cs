using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Runbooks;

/// <summary>The list of guides, and the buttons under a part of one.</summary>
internal static class GuideView
{
    private const int ListMax = 20;
    private const int ListButtonsMax = 4;
    private const int CommandsMax = 3;
    private const int LabelMax = 40;

    /// <summary>All guides of a kind, with a button for the first few; the one that fits best is recommended.</summary>
    /// <param name="verb">The command that shows one, which is also what they are called.</param>
    /// <param name="ranked">Those that fit first.</param>
    /// <param name="instead">What to do where there are none.</param>
    public static Decision List(string verb, IReadOnlyList<(Guide Guide, bool Fits)> ranked, ChatAction instead) =>
        Decision.Answer(
            ranked.Count == 0
                ? Reply.Text($"There are no {verb}s in the catalogue yet.", instead)
                : new Reply
                {
                    Message = new ChatMessage
                    {
                        Title = $"{char.ToUpperInvariant(verb[0])}{verb[1..]}s",
                        Body = string.Join(
                            '\n',
                            ranked
                                .Take(ListMax)
                                .Select(one =>
                                    $"• {Markup.Code(one.Guide.Name)} {Markup.Clean(one.Guide.Title)}"
                                    + (one.Fits ? " (fits)" : "")
                                )
                        ),
                        Actions =
                        [
                            .. ranked
                                .Take(ListButtonsMax)
                                .Select(
                                    (one, i) =>
                                        new ChatAction(
                                            one.Guide.Title,
                                            $"{verb} {one.Guide.Name}",
                                            i == 0 && one.Fits ? ActionStyle.Primary : ActionStyle.Default
                                        )
                                ),
                        ],
                    },
                }
        );

    /// <summary>There is no guide of that name; the likeliest are offered.</summary>
    /// <param name="verb">The command that shows one.</param>
    /// <param name="name">What was typed.</param>
    /// <param name="ranked">Those that fit first.</param>
    public static Refusal Unknown(string verb, string name, IReadOnlyList<(Guide Guide, bool Fits)> ranked) =>
        new(
            $"no-such-{verb}",
            $"There is no {verb} “{name}”.",
            [
                .. ranked
                    .Take(ListButtonsMax - 1)
                    .Select(one => new NextStep(ShortText.Cut(one.Guide.Title, 75), $"{verb} {one.Guide.Name}")),
                new NextStep("Show all", verb),
            ]
        );

    /// <summary>A button for each complete command that a step names, the first as the recommended one.</summary>
    public static IReadOnlyList<ChatAction> Commands(GuideStep step, ILanguage language)
    {
        var complete = step
            .Commands.Where(words =>
                new NextStep("", words).IsComplete && language.VerbOf(words.Split(' ')[0]) is not null
            )
            .Distinct(StringComparer.Ordinal)
            .Take(CommandsMax)
            .ToArray();
        var starts = complete.Count(words => Starts(words, language));
        return
        [
            .. complete.Select(
                (words, i) =>
                    new ChatAction(
                        Starts(words, language) && starts == 1 ? "Start it" : Label(words),
                        words,
                        i == 0 ? ActionStyle.Primary : ActionStyle.Default
                    )
            ),
        ];
    }

    /// <summary>A button for each section that the guide has.</summary>
    /// <param name="guide">The guide.</param>
    /// <param name="line">The words that show the guide.</param>
    public static IEnumerable<ChatAction> Jumps(Guide guide, string line) =>
        guide
            .Sections.Where(section => guide.FirstOf(section) is not null)
            .Select(section => new ChatAction(section.Label, $"{line} {section.Word}"));

    /// <summary>The way to the whole guide on one page, where the web has an address.</summary>
    public static IEnumerable<ChatAction> Whole(Guide guide, Policy policy) =>
        policy.PageOf(guide) is { } url ? [new ChatAction("Read it whole", "", Url: url)] : [];

    // Whether it begins a change; "mitigate" and "rollback" alone only ask.
    private static bool Starts(string words, ILanguage language) =>
        words.Split(' ') is [var verb, _, ..] && language.VerbOf(verb) is "mitigate" or "rollback";

    private static string Label(string words) => ShortText.Cut(char.ToUpperInvariant(words[0]) + words[1..], LabelMax);
}
