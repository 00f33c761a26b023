using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>The words of the three taps, and the form that asks for them.</summary>
public static class ImpactWords
{
    private static readonly (Reach Value, string Word, string Label, string[] Also)[] Reaches =
    [
        (Reach.One, "one", "One", ["single", "1"]),
        (Reach.Some, "some", "Some", ["few", "several", "many"]),
        (Reach.Most, "most", "Most", ["majority"]),
        (Reach.All, "all", "All", ["everyone", "everybody"]),
        (Reach.Unknown, "unknown", "Not known yet", ["?", "unsure"]),
    ];

    private static readonly (Loss Value, string Word, string Label, string[] Also)[] Losses =
    [
        (
            Loss.WholeApp,
            "whole-app",
            "The whole application",
            ["wholeapp", "whole", "app", "down", "everything", "whole-application"]
        ),
        (Loss.MainFlow, "main-flow", "A main flow", ["mainflow", "main", "main-flows"]),
        (Loss.SomeFlow, "some-flow", "Some flow", ["someflow", "some-flows", "flow"]),
        (Loss.Secondary, "secondary", "Something secondary", ["minor", "cosmetic"]),
        (Loss.Unknown, "unknown", "Not known yet", ["?", "unsure"]),
    ];

    private static readonly (Answer Value, string Word, string Label, string[] Also)[] Answers =
    [
        (Answer.Yes, "yes", "Yes", ["y", "ongoing", "still", "true"]),
        (Answer.No, "no", "No", ["n", "over", "stopped", "ended", "false"]),
        (Answer.Unknown, "unknown", "Not known yet", ["?", "unsure"]),
    ];

    private static readonly string[] DataWords = ["ok", "corrupt", "lost", "exposed"];

    private static readonly HashSet<string> Filler = new(
        ["users", "user", "customers", "customer", "people", "are", "is", "of", "affected", "hit", "and", "the", "a"],
        StringComparer.Ordinal
    );

    /// <summary>The word of a reach.</summary>
    public static string Of(Reach value) => Reaches.First(row => row.Value == value).Word;

    /// <summary>The word of a loss.</summary>
    public static string Of(Loss value) => Losses.First(row => row.Value == value).Word;

    /// <summary>The word of an answer.</summary>
    public static string Of(Answer value) => Answers.First(row => row.Value == value).Word;

    /// <summary>Reads the keys of a line; a value that is none of the words is refused by name.</summary>
    public static (ImpactAnswers Answers, Refusal? Refusal) Keyed(CommandLine line)
    {
        var faults = new Dictionary<string, string>();
        var scope = line["scope"];
        // "scope: all" says who is hit; any other scope is a place.
        var who =
            Pick(Reaches, line["who"], "who", faults)
            ?? (line["who"] is null && scope is not null ? Match(Reaches, scope) : null);
        var answers = new ImpactAnswers(
            who,
            Pick(Losses, line["how-bad"], "how-bad", faults),
            Pick(Answers, line["ongoing"], "ongoing", faults),
            scope,
            line["working"],
            line["data"]?.ToLowerInvariant()
        );
        if (answers.Data is not null && !DataWords.Contains(answers.Data))
            faults["data"] = "Say ok, corrupt, lost or exposed.";
        return (
            answers,
            faults.Count == 0
                ? null
                : new Refusal(
                    "impact-words",
                    string.Join(' ', faults.Select(fault => $"{fault.Key}: {fault.Value}")),
                    new NextStep("Choose", "impact")
                )
                {
                    Fields = faults,
                }
        );
    }

    /// <summary>Reads free words such as <c>most main-flow yes</c>.</summary>
    /// <returns>The answers, and the words that say none of them; empty: all were understood.</returns>
    public static (ImpactAnswers Answers, string Left) Free(string text)
    {
        var words = text.ToLowerInvariant().Split([' ', ',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var (answers, unknowns, left) = (ImpactAnswers.None, 0, new List<string>());
        for (var i = 0; i < words.Length; i++)
        {
            var pair = i + 1 < words.Length ? $"{words[i]}-{words[i + 1]}" : "";
            if (answers.HowBad is null && Match(Losses, pair) is { } two)
                (answers, i) = (answers with { HowBad = two }, i + 1);
            else if (words[i] is "unknown" or "?" or "unsure")
                unknowns++;
            else if (answers.Who is null && Match(Reaches, words[i]) is { } who)
                answers = answers with { Who = who };
            else if (answers.HowBad is null && Match(Losses, words[i]) is { } loss)
                answers = answers with { HowBad = loss };
            else if (answers.Ongoing is null && Match(Answers, words[i]) is { } goesOn)
                answers = answers with { Ongoing = goesOn };
            else if (!Filler.Contains(words[i]))
                left.Add(words[i]);
        }

        return (FillUnknown(answers, unknowns), string.Join(' ', left));
    }

    /// <summary>The three taps, with what is known already.</summary>
    public static Form Ask(ImpactAnswers known) =>
        new()
        {
            Verb = "impact",
            Title = "Impact",
            Intro = "Three taps. “Not known yet” is an answer, and is asked again.",
            Fields =
            [
                Choice("who", "Who is hit?", Reaches, known.Who),
                Choice("how-bad", "What fails?", Losses, known.HowBad),
                Choice("ongoing", "Is it still going on?", Answers, known.Ongoing),
                new FormField
                {
                    Key = "scope",
                    Label = "Where? Region, tenant, version",
                    Optional = true,
                    Value = known.Scope,
                },
                new FormField
                {
                    Key = "working",
                    Label = "What still works?",
                    Optional = true,
                    Value = known.Working,
                },
                new FormField
                {
                    Key = "data",
                    Label = "Data",
                    Kind = FieldKind.Choice,
                    Optional = true,
                    Value = known.Data,
                    Options = [.. DataWords.Select(word => new FieldOption(word, word))],
                },
            ],
        };

    // One "unknown" alone answers all three; otherwise each fills the next open one, in the order in which they are
    // asked.
    private static ImpactAnswers FillUnknown(ImpactAnswers answers, int unknowns)
    {
        if (answers == ImpactAnswers.None && unknowns == 1)
            unknowns = 3;
        for (; unknowns > 0; unknowns--)
        {
            answers = WithUnknown(answers);
        }

        return answers;
    }

    private static T? Pick<T>(
        (T Value, string Word, string Label, string[] Also)[] rows,
        string? typed,
        string key,
        Dictionary<string, string> faults
    )
        where T : struct
    {
        if (typed is null)
            return null;
        var found = Match(rows, typed) ?? Match(rows, typed.Split(' ')[0]);
        if (found is null)
            faults[key] = $"Say {string.Join(", ", rows.Select(row => row.Word))}.";
        return found;
    }

    private static T? Match<T>((T Value, string Word, string Label, string[] Also)[] rows, string typed)
        where T : struct
    {
        var word = typed.Trim('.', '!').ToLowerInvariant().Replace(' ', '-');
        foreach (var row in rows)
        {
            if (row.Word == word || row.Also.Contains(word))
                return row.Value;
        }

        return null;
    }

    private static FormField Choice<T>(
        string key,
        string label,
        (T Value, string Word, string Label, string[] Also)[] rows,
        T? known
    )
        where T : struct =>
        new()
        {
            Key = key,
            Label = label,
            Kind = FieldKind.Choice,
            Value = known is { } value ? rows.First(row => row.Value.Equals(value)).Word : null,
            Options = [.. rows.Select(row => new FieldOption(row.Word, row.Label))],
        };

    private static ImpactAnswers WithUnknown(ImpactAnswers answers)
    {
        if (answers.Who is null)
            return answers with { Who = Reach.Unknown };
        if (answers.HowBad is null)
            return answers with { HowBad = Loss.Unknown };
        return answers.Ongoing is null ? answers with { Ongoing = Answer.Unknown } : answers;
    }
}
