using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
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

    /// <summary>Its words.</summary>
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
            Severity ?? Incidents.Severity.Major,
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
    internal static Form Ask(
        Severity? severity,
        string title,
        IReadOnlyList<string> services,
        DecisionContext context
    ) =>
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
                    Value = string.Join(", ", services),
                    Hint =
                        context.Catalog.Services.Count == 0
                            ? null
                            : "Known: " + string.Join(", ", context.Catalog.Services.Take(10).Select(s => s.Name)),
                },
            ],
        };
}

/// <summary>An incident was declared. The declarer leads, unless it was no human.</summary>
/// <param name="Title">What is wrong.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="SeverityConfirmed">Whether somebody chose that.</param>
/// <param name="Services">The services concerned, canonical names.</param>
/// <param name="Private">Visible only to those who are in it.</param>
/// <param name="Declarer">Who declared it.</param>
/// <param name="Origin">Where.</param>
/// <param name="RoomUntil">How long the room may take.</param>
/// <param name="Drill">The scenario's name, where it is practice; null: it is real.</param>
public sealed record IncidentDeclared(
    string Title,
    Severity Severity,
    bool SeverityConfirmed,
    IReadOnlyList<string> Services,
    bool Private,
    Person Declarer,
    Origin Origin,
    DateTimeOffset RoomUntil,
    [property: Code] string? Drill = null
) : IncidentEvent
{
    /// <summary>How the news came; null: not said.</summary>
    [Code]
    public string? Via { get; init; }

    /// <summary>Who called or wrote; null: not said.</summary>
    public string? ReportedBy { get; init; }

    /// <summary>Who noticed first; null: not said.</summary>
    [Code]
    public string? DetectedBy { get; init; }

    /// <summary>A line in the digest is enough: no room is opened until somebody comes. Null: one is.</summary>
    public bool? WithoutRoom { get; init; }

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = Declared(before, recorded);
        return WithoutRoom is true ? after with { IsRoomless = true } : after.Due("room", RoomUntil);
    }

    private Incident Declared(Incident before, Recorded recorded) =>
        before with
        {
            Title = Title,
            Severity = Severity,
            SeverityConfirmed = SeverityConfirmed,
            Services = [.. Services],
            IsPrivate = Private,
            DeclaredAt = recorded.ObservedAt,
            DeclaredBy = Declarer,
            Origin = Origin,
            DrillName = Drill,
            Joined = Declarer.IsHuman ? [Declarer] : [],
            Roles = Declarer.IsHuman ? before.Roles.SetItem(Role.Lead, Declarer) : before.Roles,
            Via = Via,
            ReportedBy = ReportedBy,
            DetectedBy = DetectedBy,
        };

    /// <inheritdoc/>
    public override string Describe() =>
        $"Declared {Severity}{(SeverityConfirmed ? "" : " (unconfirmed)")}: {Title}"
        + Intake.Words(Via, ReportedBy, DetectedBy);

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        if (WithoutRoom is true)
            yield break;
        foreach (var effect in Opening(after, context))
            yield return effect;
    }

    /// <summary>The room, the card in it, and the pointer where it was declared.</summary>
    internal static IEnumerable<Effect> Opening(Incident after, DecisionContext context)
    {
        yield return new Effect.OpenRoom(RoomName(after), after.IsPrivate);
        foreach (var effect in RoomOpening.Inside(after, context))
            yield return effect;
        yield return new Effect.Post(
            Destination.Room,
            ChatMessage.Text(
                "This room is captured into the incident's timeline: every message, thread, edit and file link. "
                    + "Direct messages never are."
            ),
            "capture-notice"
        );
        if (after is { IsPrivate: false, Origin.ChannelId: not null })
            yield return new Effect.Post(Destination.Origin, CardView.Pointer(after), Keys.Origin);
    }

    private static string RoomName(Incident incident)
    {
        var words = new string([
            .. incident.Title.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' '),
        ]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = incident.Id.ToLowerInvariant();
        foreach (var word in words.TakeWhile(word => name.Length + word.Length < 40))
            name += "-" + word;
        return name;
    }
}
