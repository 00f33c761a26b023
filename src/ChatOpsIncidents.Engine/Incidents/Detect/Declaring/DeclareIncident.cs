using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Declaring;

/// <summary><c>/incident declare major checkout fails for EU cards service: checkout</c></summary>
/// <param name="Title">What is wrong, at most 200 characters.</param>
/// <param name="Severity">Null: Major, unconfirmed.</param>
/// <param name="Services">Names as typed.</param>
/// <param name="Private">Visible only to those who are in it.</param>
/// <param name="EvenSo">Declare although a like one was declared a moment ago.</param>
public sealed record DeclareIncident(
    string Title,
    Severity? Severity,
    IReadOnlyList<string> Services,
    bool Private = false,
    bool EvenSo = false
) : IncidentCommand
{
    /// <summary>Longest title, in characters.</summary>
    public const int TitleLengthMax = 200;

    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(2);

    /// <summary>How the news came: <c>chat</c>, <c>phone</c>, <c>email</c>, <c>ticket</c> or <c>alert</c>; null: not
    /// said.</summary>
    public string? Via { get; init; }

    /// <summary>Who called or wrote; null: not said.</summary>
    public string? ReportedBy { get; init; }

    /// <summary>Who noticed first, as <c>detected-by</c> has it; null: not said.</summary>
    public string? DetectedBy { get; init; }

    public static CommandWord Word { get; } =
        new(
            "declare",
            "[past|private] [severity] [title…] [service: a,b]",
            "Declare an incident: a room, a card, roles and a clock",
            Read
        )
        {
            FrontRow = true,
            Synonyms = ["new", "open", "start"],
            Keys =
            [
                "service",
                "severity",
                "title",
                "even-so",
                "started",
                "ended",
                "source",
                "reported-by",
                "detected-by",
            ],
            Example = "declare major checkout fails for EU cards service: checkout",
        };

    /// <inheritdoc/>
    public override bool Declares => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!EvenSo && LikeOne(context) is { } like)
            return Join(like, context);
        var declared = Declared(context);
        var after = incident with
        {
            Title = Title,
            Severity = declared.Severity,
            SeverityConfirmed = declared.SeverityConfirmed,
            Services = [.. declared.Services],
            IsPrivate = Private,
        };
        return Decision.Accept([
            declared,
            .. MarkDetection.Gap(after, DetectedBy),
            .. SeverityActions.Of(after, context),
        ]);
    }

    /// <summary>The fact that it is.</summary>
    internal IncidentDeclared Declared(DecisionContext context) =>
        new(
            Title,
            Severity ?? Catalogue.Severity.Major,
            Severity is not null,
            [.. Services.Select(name => context.Catalog.Find(name)?.Name ?? name).Distinct()],
            Private,
            context.By,
            context.Origin,
            context.Now + context.Policy.RoomPatience
        )
        {
            Via = Via,
            ReportedBy = ReportedBy,
            DetectedBy = DetectedBy,
        };

    private IncidentSummary? LikeOne(DecisionContext context) =>
        context.Others.FirstOrDefault(other =>
            !other.IsDrill
            && other.Phase < Phase.Resolved
            && context.Now - other.DeclaredAt < Moment
            && (other.ChannelId == context.Origin.ChannelId || Alike(other))
        );

    private bool Alike(IncidentSummary other)
    {
        var mine = Significant(Title);
        return mine.Count > 0 && mine.Overlaps(Significant(other.Title)) || Services.Intersect(other.Services).Any();
    }

    private static HashSet<string> Significant(string title) =>
        [.. title.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 3)];

    private Refusal Join(IncidentSummary like, DecisionContext context) =>
        new(
            "like-one",
            $"{like.Id} “{like.Title}” was declared {(int)(context.Now - like.DeclaredAt).TotalSeconds} s "
                + $"ago. Join?",
            new NextStep($"Join {like.Id}", $"{like.Id} join"),
            new NextStep("Declare another", $"{Words} even-so: \"yes\"")
        );

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var words = new Queue<string>(line.RestWords);
        var (isPast, isPrivate) = (Takes(words, "past"), Takes(words, "private"));
        isPast |= Takes(words, "past");
        Severity? severity = line["severity"] is { } keyed ? SeverityWords.Find(keyed) : null;
        if (line["severity"] is { } bad && severity is null)
            return SeverityWords.Unknown(bad);
        if (severity is null && words.TryPeek(out var word) && SeverityWords.Find(word) is { } found)
            (severity, _) = (found, words.Dequeue());
        var title = line["title"] ?? string.Join(' ', words);
        var services = (line["service"] ?? "").Split(
            [',', ' '],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        if (Intake.Read(line) is { Refusal: { } unclear })
            return unclear;
        var declaration = Intake.Into(new DeclareIncident(title, severity, services, isPrivate), line);
        if (isPast && title.Length <= TitleLengthMax)
            return DeclarePast.Read(line, declaration, context);
        if (title.Length == 0)
            return Parsed.Ask((_, ask) => Intake.Ask(Ask(severity, title, services, ask), line), ofIncident: false);
        if (title.Length > TitleLengthMax)
        {
            return new Refusal(
                "title-too-long",
                $"A title has at most {TitleLengthMax} characters; this one has {title.Length}.",
                new NextStep("Type", "declare <severity> <shorter title>")
            )
            {
                Fields = new Dictionary<string, string> { ["title"] = $"At most {TitleLengthMax} characters." },
            };
        }

        return declaration with
        {
            EvenSo = line["even-so"] is not null,
        };
    }

    private static bool Takes(Queue<string> words, string word) =>
        words.TryPeek(out var first)
        && first.Equals(word, StringComparison.OrdinalIgnoreCase)
        && words.Dequeue() is { };

    /// <summary>The form, prefilled with what is known.</summary>
    internal static Form Ask(Severity? severity, string title, IReadOnlyList<string> named, DecisionContext context) =>
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
                    LengthMax = TitleLengthMax,
                    Hint = "As a customer would say it: “checkout fails for EU cards”",
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
                new FormField
                {
                    Key = "service",
                    Label = "Which service?",
                    Optional = true,
                    Value = string.Join(", ", named),
                    Hint = Known(context.Catalog.Services),
                },
            ],
        };

    private static string? Known(IReadOnlyList<Service> services) =>
        services.Count == 0 ? null : "Known: " + string.Join(", ", services.Take(10).Select(service => service.Name));
}
