using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Mitigating;

/// <summary><c>/incident rollback</c>: the candidates, as a table with buttons.</summary>
public sealed record ShowRollbackOptions : IncidentCommand
{
    private const int CandidatesMax = 6;
    private const int RowsMax = 10;
    private const int ButtonsMax = 4;

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
        var message = new ChatMessage
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
            Actions = [.. Buttons(incident, candidates, ways)],
            Footer = incident.NoRollbackBecause is { } why
                ? Ink.Clean($"Recorded: no way back, because {why}")
                : $"By speed × safety: {Fastest()}",
        };
        return Decision.Answer(new Reply { Message = message });
    }

    private static IEnumerable<ChatAction> Buttons(
        Incident incident,
        IReadOnlyList<RollbackCandidate> candidates,
        IReadOnlyList<KnownWay> ways
    )
    {
        var style = ActionStyle.Primary;
        foreach (var candidate in candidates.Where(candidate => candidate.Verdict is null).Take(ButtonsMax))
        {
            yield return new ChatAction($"Roll back {candidate.Label}", candidate.Line, style);
            var what = candidate.What.Replace('"', '\'');
            yield return new ChatAction($"Not {candidate.Label}", $"rollback no what: \"{what}\"");
            style = ActionStyle.Default;
        }

        foreach (var way in ways.Where(way => way.Standing(incident) == KnownWay.NotTried).Take(ButtonsMax))
            yield return new ChatAction(way.Label, way.Line);
        if (candidates.Count == 0)
            yield return new ChatAction("Roll back …", "rollback to:", ActionStyle.Primary);
        yield return new ChatAction("No way back", "rollback none");
    }

    private static string Fastest() =>
        string.Join(", ", MitigationKinds.Ranked.Take(5).Select(kind => $"{kind.Name} {kind.Score}"));
}

/// <summary><c>/incident rollback no payments the schema was migrated</c></summary>
public sealed record RejectRollback(string What, string Why) : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning)
            return Refusals.Over(incident);
        return incident.RollbackOptions.Any(o => !o.Verdict && o.What == What && o.Why == Why)
            ? Decision.NothingToDo
            : Decision.Accept(new RollbackOptionReviewed(What, null, false, Why));
    }
}

/// <summary><c>/incident rollback none because nothing was deployed for a week</c></summary>
public sealed record RuleOutRollback(string Because) : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning)
            return Refusals.Over(incident);
        return incident.NoRollbackBecause == Because
            ? Decision.NothingToDo
            : Decision.Accept(new RollbackRuledOut(Because));
    }
}

/// <summary><c>/incident mitigate none because the supplier is down and there is no second one</c></summary>
public sealed record RuleOutContainment(string Because) : IncidentCommand
{
    /// <inheritdoc/>
    public override Intention? Intends(Incident incident) => incident.IsRunning ? new Intention.NoContainment() : null;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning)
            return Refusals.Over(incident);
        return incident.NoContainmentBecause == Because
            ? Decision.NothingToDo
            : Decision.Accept(new ContainmentRuledOut(Because));
    }
}

/// <summary>A way back was looked at.</summary>
public sealed record RollbackOptionReviewed(string What, string? To, bool Viable, string? Why)
    : IncidentEvent,
        INews,
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
public sealed record RollbackRuledOut(string Because) : IncidentEvent, INews, IUndoableWhileLast
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
public sealed record ContainmentRuledOut(string Because) : IncidentEvent, IMilestone, IUndoableWhileLast
{
    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) => [Milestone.ContainmentRuledOut];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before with { NoContainmentBecause = Because };

    /// <inheritdoc/>
    public override string Describe() => $"Nothing can be contained, because {Because}";
}
