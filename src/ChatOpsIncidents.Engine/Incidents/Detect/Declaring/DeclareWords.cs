using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Declaring;

/// <summary>Reads <c>declare …</c>. A title keeps its words: what only looks like grammar is text.</summary>
internal static class DeclareWords
{
    private const int OptionsMax = 100;

    // A form takes as much as a declaration does: it is never refused for its length.
    private const int LongestTyped = 3_000;

    // After these words a severity's name is part of a title: "critical path", "minor release".
    private static readonly string[] Compounds =
    [
        "path",
        "paths",
        "section",
        "version",
        "versions",
        "release",
        "upgrade",
    ];

    /// <summary>What can be the value of a key.</summary>
    public static IReadOnlyDictionary<string, Func<string, bool>> Takes { get; } =
        new Dictionary<string, Func<string, bool>>
        {
            ["service"] = KeyValues.List,
            ["severity"] = KeyValues.Word,
            ["even-so"] = KeyValues.Flag,
            ["started"] = KeyValues.Time,
            ["ended"] = KeyValues.Time,
            ["source"] = value => Intake.Way(value) is not null,
            ["detected-by"] = value => MarkDetection.Hows.Contains(value.ToLowerInvariant()),
        };

    /// <summary>Reads a line.</summary>
    public static Parsed Read(CommandLine line, DecisionContext context)
    {
        var words = new Queue<string>(line.RestWords);
        var isPast = TakesPast(words, line);
        var isPrivate = Took(words, "private");
        isPast |= TakesPast(words, line);
        Severity? severity = line["severity"] is { } keyed ? SeverityWords.Find(keyed) : null;
        if (line["severity"] is { } bad && severity is null)
            return SeverityWords.Unknown(bad);
        severity ??= SeverityIn(words);
        var (services, unknown) = ServicesIn(line, context.Catalog);
        // With its line breaks: a pasted alert has several lines.
        var typed = line.RestAfter(line.RestWords.Length - words.Count);
        var whole = line["title"] ?? string.Join(' ', unknown.Prepend(typed)).Trim();
        if (Intake.Read(line) is { Refusal: { } unclear })
            return unclear;
        var declaration = Intake.Into(Titled(whole, severity, services, isPrivate), line);
        if (isPast)
            return DeclarePast.Read(line, declaration, context);
        return whole.Length == 0
            ? Parsed.Ask((_, ask) => Intake.Ask(Ask(severity, whole, services, ask), line), ofIncident: false)
            : Begun(line, declaration, context);
    }

    private static DeclareIncident Titled(
        string whole,
        Severity? severity,
        IReadOnlyList<string> services,
        bool isPrivate
    )
    {
        var isLong = whole.Length > DeclareIncident.TitleLengthMax || whole.Contains('\n');
        return new DeclareIncident(isLong ? Short(whole) : whole, severity, services, isPrivate)
        {
            Whole = isLong ? whole : null,
        };
    }

    // The first line, cut at a word's end.
    private static string Short(string whole)
    {
        var line = whole.Split('\n')[0].Trim();
        if (line.Length <= DeclareIncident.TitleLengthMax)
            return line;
        var cut = ShortText.Cut(line, DeclareIncident.TitleLengthMax).TrimEnd('…');
        var space = cut.LastIndexOf(' ');
        return (space > DeclareIncident.TitleLengthMax / 2 ? cut[..space] : cut).TrimEnd(',', ';', ' ') + "…";
    }

    private static Parsed Begun(CommandLine line, DeclareIncident declaration, DecisionContext context)
    {
        var began = line["started"] is { } typed ? Times.Past(typed, context) : null;
        return declaration with
        {
            EvenSo = line["even-so"] is not null,
            Started = began,
            Unread = line["started"] is { } said && began is null ? [said] : UnreadIn(declaration.Title),
        };
    }

    // "started: about noon" stays in the title, and is pointed out.
    private static string[] UnreadIn(string title)
    {
        var at = title.IndexOf("started:", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? [] : [ShortText.Cut(title[(at + "started:".Length)..].Trim(), 60)];
    }

    // "past orders are missing" runs; it was over only if somebody says from when until when.
    private static bool TakesPast(Queue<string> words, CommandLine line) =>
        (line["started"] is not null && line["ended"] is not null || IsOnly(words, line)) && Took(words, "past");

    private static bool IsOnly(Queue<string> words, CommandLine line) =>
        words.All(word => word.ToLowerInvariant() is "past" or "private") || line["title"] is not null;

    private static bool Took(Queue<string> words, string word) =>
        words.TryPeek(out var first)
        && first.Equals(word, StringComparison.OrdinalIgnoreCase)
        && words.Dequeue() is { };

    private static Severity? SeverityIn(Queue<string> words)
    {
        if (!words.TryPeek(out var first))
            return null;
        var next = words.ElementAtOrDefault(1) ?? "";
        // "sev 2"
        var isApart = first.ToLowerInvariant() is "sev" or "severity" && SeverityWords.OfNumber(next) is not null;
        var found = isApart ? SeverityWords.OfNumber(next) : SeverityWords.Find(first.Trim('[', ']', '(', ')'));
        if (found is null || Compounds.Contains(next.ToLowerInvariant()))
            return null;
        words.Dequeue();
        if (isApart)
            words.Dequeue();
        while (words.TryPeek(out var sign) && sign.All(c => c is '-' or ':' or '|' or '–' or '—' or '·'))
            words.Dequeue();
        return found;
    }

    // "payment service: timeouts" names no service: where services are known, what is not near any of them is text.
    private static (string[] Services, string[] Text) ServicesIn(CommandLine line, Catalog catalog)
    {
        var named = (line["service"] ?? "").Split(
            [',', ' '],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        var isText =
            named.Length > 0
            && line.Rest.Length > 0
            && named.All(name => !ServiceWords.IsKnown(name, catalog) && ServiceWords.Near(name, catalog) is null);
        return isText ? ([], ["service:", line["service"]!]) : (named, []);
    }

    /// <summary>The form, prefilled with what is known.</summary>
    public static Form Ask(Severity? severity, string title, IReadOnlyList<string> named, DecisionContext context) =>
        new()
        {
            Verb = "declare",
            Title = "Declare an incident",
            Submit = "Declare",
            Intro = "A few words are enough. Everything can be changed later.",
            Fields =
            [
                new FormField
                {
                    Key = "title",
                    Label = "What is wrong?",
                    Value = title,
                    LengthMax = LongestTyped,
                    Hint = "As a customer would say it",
                    Example = "checkout fails for EU cards",
                },
                new FormField
                {
                    Key = "severity",
                    Label = "How bad?",
                    Kind = FieldKind.Choice,
                    Optional = true,
                    Value = severity?.ToString(),
                    Options = SeverityWords.Options,
                },
                Service(named, context.Catalog.Services),
            ],
        };

    // One that is known is picked; several, or one that nobody knows yet, are text.
    private static FormField Service(IReadOnlyList<string> named, IReadOnlyList<Service> known)
    {
        var field = new FormField
        {
            Key = "service",
            Label = "Which service?",
            Optional = true,
            Value = string.Join(", ", named),
        };
        var names = known.Select(service => service.Name).ToList();
        var canPick = names.Count is > 0 and <= OptionsMax && named.Count < 2 && named.All(names.Contains);
        if (!canPick)
            return names.Count == 0 ? field : field with { Hint = "Known: " + string.Join(", ", names.Take(10)) };
        return field with { Kind = FieldKind.Select, Options = [.. names.Select(name => new FieldOption(name, name))] };
    }
}
