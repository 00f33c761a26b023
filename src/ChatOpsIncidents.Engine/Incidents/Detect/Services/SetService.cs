using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Services;

/// <summary><c>/incident service checkout, payments</c></summary>
/// <param name="Names">As typed.</param>
public sealed record SetService(IReadOnlyList<string> Names) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("service", "<name…>", "Say which services are concerned", Read)
        {
            Synonyms = ["services"],
            Keys = ["name", "anyway"],
            Takes = new Dictionary<string, Func<string, bool>> { ["anyway"] = KeyValues.Flag },
            Topic = "Facts",
            Example = "service checkout, payments",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        var added = Names
            .Select(name => context.Catalog.Find(name)?.Name ?? name)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Except(incident.Services, StringComparer.OrdinalIgnoreCase)
            .ToArray();
        return added.Length == 0
            ? Decision.NothingToDo
            : Decision.Accept([
                new ServicesAdded(added),
                .. SeverityActions.Of(incident with { Services = incident.Services.AddRange(added) }, context),
            ]);
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var names = context.Catalog.NamesIn(line["name"] ?? line.Rest);
        if (names.Count == 0)
            return Parsed.Ask((_, ask) => Ask(ask.Catalog));
        var isMeant = line["anyway"] is not null;
        return !isMeant && ServiceWords.Unknown(names, line, context.Catalog) is { } unknown
            ? unknown
            : new SetService(names);
    }

    private static Form Ask(Catalog catalog) =>
        new()
        {
            Verb = "service",
            Title = "Which service?",
            Fields =
            [
                new FormField
                {
                    Key = "name",
                    Label = "Services",
                    LengthMax = 300,
                    Kind = catalog.Services.Count is > 0 and <= 100 ? FieldKind.Select : FieldKind.Line,
                    Options =
                    [
                        .. catalog.Services.Take(100).Select(service => new FieldOption(service.Name, service.Name)),
                    ],
                },
            ],
        };
}

/// <summary>Services are concerned; their dashboards become links of the room.</summary>
/// <param name="Names">Those that were added, canonical names.</param>
public sealed record ServicesAdded(IReadOnlyList<string> Names) : IncidentEvent, IUndoable
{
    private const int BookmarksMax = 5;

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Services = before.Services.AddRange(Names),
        };

    /// <inheritdoc/>
    public override string Describe() => $"Services: {string.Join(", ", Names)}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        Bookmarks(Names, context);

    /// <summary>The services' links as bookmarks of the room: at most five dashboards a service, where its deploys are
    /// seen, its runbooks where they have a page, its status page, and those of what it needs.</summary>
    internal static IEnumerable<Effect> Bookmarks(IEnumerable<string> services, DecisionContext context)
    {
        var catalog = context.Catalog;
        var known = services.Select(catalog.Find).OfType<Service>().ToArray();
        var runbooks = known
            .SelectMany(service => service.Runbooks.Take(BookmarksMax))
            .Select(catalog.Runbook)
            .OfType<Runbook>()
            .Where(_ => context.Policy.WebBaseUrl is not null)
            .Select(one => new NamedLink(one.Title, context.Policy.PageOf(one)!));
        var needed = known.SelectMany(service => service.DependsOn).Select(catalog.Find).OfType<Service>();
        return known
            .SelectMany(service =>
                service
                    .Dashboards.Take(BookmarksMax)
                    .Concat(service.Deploys is { } deploys ? [new NamedLink($"{service.Name} deploys", deploys)] : [])
            )
            .Concat(runbooks)
            .Concat(
                known
                    .Concat(needed)
                    .Where(service => service.StatusPage is not null)
                    .Select(service => new NamedLink($"{service.Name} status", service.StatusPage!))
            )
            .DistinctBy(link => link.Url)
            .Select(link => new Effect.Bookmark(link.Name, link.Url));
    }
}
