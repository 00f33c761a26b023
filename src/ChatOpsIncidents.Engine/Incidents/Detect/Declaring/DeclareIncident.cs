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

    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromMinutes(2);

    /// <summary>How the news came: <c>chat</c>, <c>phone</c>, <c>email</c>, <c>ticket</c> or <c>alert</c>; null: not
    /// said.</summary>
    public string? Via { get; init; }

    /// <summary>Who called or wrote; null: not said.</summary>
    public string? ReportedBy { get; init; }

    /// <summary>When the symptoms began, UTC; null: not said.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>All the words, where the title is a part of them only; null: it is all.</summary>
    public string? Whole { get; init; }

    /// <summary>What was typed and is taken for words now, for the answer; empty: nothing.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>Who noticed first, as <c>detected-by</c> has it; null: not said.</summary>
    public string? DetectedBy { get; init; }

    public static CommandWord Word { get; } =
        new(
            "declare",
            "[past|private] [severity] [title…] [service: a,b]",
            "Declare an incident: a room, a card, roles and a clock",
            DeclareWords.Read
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
            Takes = DeclareWords.Takes,
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
            .. Said(),
            .. MarkDetection.Gap(after, DetectedBy),
            .. SeverityActions.Of(after, context),
        ]) with
        {
            Remark = DeclareRemark.Of(this, context),
        };
    }

    /// <summary>What was said with it: all the words of a long title, and when it began.</summary>
    internal IEnumerable<NewFact> Said()
    {
        if (Whole is { } whole)
            yield return new NoteTaken(whole);
        if (Started is { } began)
            yield return new NewFact(new SymptomsStarted(began, null), began);
    }

    /// <summary>The fact that it is.</summary>
    internal IncidentDeclared Declared(DecisionContext context) =>
        new(
            Title,
            Severity ?? Catalogue.Severity.Major,
            Severity is not null,
            [.. Known(context).Distinct()],
            Private,
            context.By,
            context.Origin,
            context.Now + context.Policy.RoomPatience
        )
        {
            Via = Via,
            ReportedBy = ReportedBy,
            DetectedBy = DetectedBy,
            Plan = InformingPlan.First(Severity ?? Catalogue.Severity.Major, context),
        };

    // A name that no service has is asked about: a typing error must not stop somebody else's deploys.
    private IEnumerable<string> Known(DecisionContext context) =>
        Services
            .Where(name => ServiceWords.IsKnown(name, context.Catalog))
            .Select(name => context.Catalog.Find(name)?.Name ?? name);

    private IncidentSummary? LikeOne(DecisionContext context) =>
        context.Others.FirstOrDefault(other =>
            !other.IsDrill
            && other.Phase < Phase.Resolved
            && context.Now - other.DeclaredAt < DuplicateWindow
            && Alike(other)
        );

    private bool Alike(IncidentSummary other)
    {
        var mine = Significant(Title);
        return mine.Count > 0 && mine.Overlaps(Significant(other.Title)) || Services.Intersect(other.Services).Any();
    }

    // "It is slow again" is said of everything: what both are about makes them alike, wherever they were declared.
    private static HashSet<string> Significant(string title) =>
        [
            .. title
                .ToLowerInvariant()
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Where(word => word.Length > 3 && !OrdinaryWords.All.Contains(word)),
        ];

    private Refusal Join(IncidentSummary like, DecisionContext context) =>
        new(
            "like-one",
            $"{like.Id} “{like.Title}” was declared {(int)(context.Now - like.DeclaredAt).TotalSeconds} s "
                + $"ago. Join?",
            new NextStep($"Join {like.Id}", $"{like.Id} join"),
            new NextStep("Declare another", $"{Words} even-so: \"yes\"")
        );
}
