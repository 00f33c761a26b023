using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Gates;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Mitigating;

/// <summary><c>/incident rollback</c>: the candidates, as a table with buttons.</summary>
public sealed record ShowRollbackOptions : IncidentCommand
{
    private const int CandidatesMax = 6,
        RowsMax = 10;

    /// <summary>Its words, and those of the commands around it.</summary>
    public static CommandWord Word { get; } =
        new(
            "rollback",
            "[<what…> [to <build>] | no <what> <why…> | none <because…>]",
            "See the ways back, take one, or rule it out",
            MitigationWords.ReadRollback
        )
        {
            FrontRow = true,
            Synonyms = ["revert"],
            Keys = ["what", "to", "scope", "both", "confirm", "because", "at"],
            Example = "rollback payments to 4.1",
        };

    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var today = KnownWays.Day(context);
        var candidates = RollbackCandidates.Of(incident, context.Catalog, today).Take(CandidatesMax).ToArray();
        var ways = KnownWays
            .Of(incident, context.Catalog)
            .Where(way => way.Known.Kind != MitigationKinds.Rollback)
            .Take(RowsMax - candidates.Length)
            .ToArray();
        return Decision.Answer(
            new Reply
            {
                Message = new ChatMessage
                {
                    Title = "Ways back",
                    Body =
                        candidates.Length > 0
                            ? "Going back is often faster and safer than a new fix. Which one?"
                            : "I know no deploy and no service here. Name what could go back, or say why nothing can.",
                    Facts =
                    [
                        .. candidates.Select(c => new ChatFact(c.Label, c.Row())),
                        .. ways.Select(way => new ChatFact(way.Label, way.Row(incident, today))),
                    ],
                    Actions =
                    [
                        .. candidates
                            .Where(c => c.Verdict is null)
                            .Take(4)
                            .SelectMany(
                                (c, i) =>
                                    new[]
                                    {
                                        new ChatAction(
                                            $"Roll back {c.Label}",
                                            c.Line,
                                            i == 0 ? ActionStyle.Primary : ActionStyle.Default
                                        ),
                                        new ChatAction(
                                            $"Not {c.Label}",
                                            $"rollback no what: \"{c.What.Replace('"', '\'')}\""
                                        ),
                                    }
                            ),
                        .. ways.Where(way => way.Standing(incident) == KnownWay.NotTried)
                            .Take(4)
                            .Select(way => new ChatAction(way.Label, way.Line)),
                        .. candidates.Length == 0
                            ? [new ChatAction("Roll back …", "rollback to:", ActionStyle.Primary)]
                            : Array.Empty<ChatAction>(),
                        new ChatAction("No way back", "rollback none"),
                    ],
                    Footer = incident.NoRollbackBecause is { } why
                        ? Ink.Clean($"Recorded: no way back, because {why}")
                        : "By speed × safety: "
                            + string.Join(
                                ", ",
                                MitigationKinds.Ranked.Take(5).Select(kind => $"{kind.Name} {kind.Score}")
                            ),
                },
            }
        );
    }
}

/// <summary>A way back that may be taken.</summary>
/// <param name="What">Service, flag or configuration.</param>
/// <param name="To">The build it goes back to; null: unknown.</param>
/// <param name="DataRisk">What may happen to data, in words; null: unknown.</param>
/// <param name="Minutes">How long it takes; null: unknown.</param>
/// <param name="Owner">Who can do it; null: unknown.</param>
/// <param name="Verdict">Viable or not; null: not reviewed.</param>
/// <param name="Note">The command, or why not; null: none.</param>
public sealed record RollbackCandidate(
    string What,
    string? To,
    string? DataRisk,
    int? Minutes,
    string? Owner,
    bool? Verdict,
    string? Note
)
{
    /// <summary>When the build came that would be undone; null: unknown.</summary>
    public DateTimeOffset? Came { get; init; }

    /// <summary>When it was rehearsed last, in words; null: the catalogue does not know it.</summary>
    public string? Rehearsed { get; init; }

    /// <summary>What, short enough for a button.</summary>
    public string Label => What.Length <= 30 ? What : What[..29] + "…";

    /// <summary>The line that takes it.</summary>
    public string Line => To is null ? $"rollback {What}" : $"rollback {What} to {To}";

    /// <summary>All columns in one line, with marks.</summary>
    public string Row() =>
        string.Join(
            " · ",
            [
                (To is null ? "to the build before" : $"to {Ink.Code(To)}")
                    + (Came is { } at ? $" (deployed {Ink.Time(at)})" : ""),
                $"data risk {Ink.Clean(DataRisk ?? "unknown")}",
                KnownWays.Minutes(Minutes),
                Owner is null ? "owner unknown" : Ink.Clean(Owner),
                Verdict switch
                {
                    true => "viable",
                    false => "not viable",
                    null => "not reviewed",
                },
                .. Rehearsed is null ? Array.Empty<string>() : [Rehearsed],
                .. Note is null ? Array.Empty<string>() : [Verdict is false ? Ink.Clean(Note) : Ink.Code(Note)],
            ]
        );
}

/// <summary>The ways back of an incident, the first to look at first.</summary>
public static class RollbackCandidates
{
    /// <summary>From what was reviewed already, the deploys before the onset (the likeliest first), the incident's
    /// services, and the rollbacks that the catalogue knows for them.</summary>
    public static IEnumerable<RollbackCandidate> Of(Incident incident, Catalog catalog, DateOnly today)
    {
        var reviewed = incident.RollbackOptions.Select(o => (o.What, o.To, Verdict: (bool?)o.Verdict, o.Why));
        var ranked = incident.RankedChanges(catalog.NeededBy(incident.Services));
        var deployed = ranked
            .Where(change => change is { Service: not null, IsOurs: true } && change.At <= incident.Onset)
            .Where(change => change.Status is not ("failed" or "rolled_back"))
            .Select(change => (change.Service!, change.PreviousVersion, (bool?)null, (string?)null));
        var known = KnownWays
            .Of(incident, catalog)
            .Where(way => way.Known.Kind == MitigationKinds.Rollback)
            .Select(way => way.Known.What);
        return reviewed
            .Concat(deployed)
            .Concat(incident.Services.Concat(known).Select(name => (name, (string?)null, (bool?)null, (string?)null)))
            .Select(one => Of(one, incident, catalog, today))
            .DistinctBy(candidate => candidate.What, StringComparer.OrdinalIgnoreCase);
    }

    private static RollbackCandidate Of(
        (string What, string? To, bool? Verdict, string? Why) one,
        Incident incident,
        Catalog catalog,
        DateOnly today
    )
    {
        var service = catalog.Find(one.What);
        var way = KnownWays
            .Of(incident, catalog)
            .FirstOrDefault(way =>
                way.Known.Kind == MitigationKinds.Rollback
                && way.Known.What.Equals(one.What, StringComparison.OrdinalIgnoreCase)
            );
        var deploy = incident
            .RankedChanges()
            .FirstOrDefault(change =>
                change.IsOurs && one.What.Equals(change.Service, StringComparison.OrdinalIgnoreCase)
            );
        return new RollbackCandidate(
            one.What,
            one.To ?? deploy?.PreviousVersion,
            DataRisk(incident, one.What) ?? way?.Known.DataRisk ?? service?.RollbackDataRisk,
            way?.Known.Minutes ?? service?.RollbackMinutes,
            way?.Owner ?? service?.Owner ?? deploy?.Actor,
            one.Verdict,
            one.Why ?? way?.Known.Command ?? service?.RollbackCommand
        )
        {
            Came = deploy?.At,
            Rehearsed =
                way is null && service is null
                    ? null
                    : KnownWays.Rehearsed(way?.Known.Rehearsed ?? service?.RollbackRehearsed, today),
        };
    }

    // Data that is no longer as the older build left it: a known change of the schema or of data since, or damage that
    // was reported.
    private static string? DataRisk(Incident incident, string what) =>
        incident.Impact?.Data is "corrupt" or "lost" ? $"data {incident.Impact.Data}"
        : incident.Changes.Any(change =>
            what.Equals(change.Service, StringComparison.OrdinalIgnoreCase)
            && (
                change.What.Contains("migration", StringComparison.OrdinalIgnoreCase)
                || change.What.Contains("schema", StringComparison.OrdinalIgnoreCase)
            )
        )
            ? "schema changed"
        : null;
}

/// <summary><c>/incident rollback no payments the schema was migrated</c></summary>
public sealed record RejectRollback(string What, string Why) : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        !incident.IsRunning ? Refusals.Over(incident)
        : incident.RollbackOptions.Any(o => !o.Verdict && o.What == What && o.Why == Why) ? Decision.NothingToDo
        : Decision.Accept(new RollbackOptionReviewed(What, null, false, Why));
}

/// <summary><c>/incident rollback none because nothing was deployed for a week</c></summary>
public sealed record RuleOutRollback(string Because) : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        !incident.IsRunning ? Refusals.Over(incident)
        : incident.NoRollbackBecause == Because ? Decision.NothingToDo
        : Decision.Accept(new RollbackRuledOut(Because));
}

/// <summary><c>/incident mitigate none because the supplier is down and there is no second one</c></summary>
public sealed record RuleOutContainment(string Because) : IncidentCommand
{
    /// <inheritdoc/>
    public override IReadOnlyList<Gate> Gates(Incident incident) => incident.IsRunning ? [RollbackFirstGate.Rule] : [];

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        !incident.IsRunning ? Refusals.Over(incident)
        : incident.NoContainmentBecause == Because ? Decision.NothingToDo
        : Decision.Accept(new ContainmentRuledOut(Because));
}

/// <summary>A way back was looked at.</summary>
public sealed record RollbackOptionReviewed(string What, string? To, bool Viable, string? Why)
    : IncidentEvent,
        IUndoableWhileLast
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            RollbackOptions = before
                .RollbackOptions.RemoveAll(o =>
                    o.What.Equals(What, StringComparison.OrdinalIgnoreCase) && (o.To == To || o.To is null)
                )
                .Add(new RollbackOption(What, To, Viable, Why)),
            RollbackReviewedAt = before.RollbackReviewedAt ?? recorded.ObservedAt,
            NoRollbackBecause = Viable ? null : before.NoRollbackBecause,
        };

    /// <inheritdoc/>
    public override string Describe() =>
        $"Rollback {(Viable ? "viable" : "not viable")}: "
        + $"{What}{(To is null ? "" : $" to {To}")}{(Why is null ? "" : $", because {Why}")}";
}

/// <summary>There is no way back.</summary>
public sealed record RollbackRuledOut(string Because) : IncidentEvent, IUndoableWhileLast
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            NoRollbackBecause = Because,
            RollbackReviewedAt = before.RollbackReviewedAt ?? recorded.ObservedAt,
        };

    /// <inheritdoc/>
    public override string Describe() => $"No rollback possible, because {Because}";
}

/// <summary>Nothing can be contained.</summary>
public sealed record ContainmentRuledOut(string Because) : IncidentEvent, IUndoableWhileLast
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before with { NoContainmentBecause = Because };

    /// <inheritdoc/>
    public override string Describe() => $"Nothing can be contained, because {Because}";
}
