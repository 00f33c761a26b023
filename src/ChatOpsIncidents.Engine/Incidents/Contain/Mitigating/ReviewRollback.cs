using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Mitigating;

/// <summary><c>/incident rollback</c>: the candidates, as a table with buttons.</summary>
public sealed record ShowRollbackOptions : IncidentCommand
{
    private const int CandidatesMax = 6;
    private const int RowsMax = 3;
    private const int RestMax = 3;

    /// <summary>Its words, and those of the commands around it.</summary>
    public static CommandWord Word { get; } =
        new(
            "rollback",
            "[<what…> [to <build>] | no <what> <why…> | none <because…>]",
            "See the rollback options, take one, or rule it out",
            MitigationWords.ReadRollback
        )
        {
            FrontRow = true,
            Synonyms = ["revert"],
            Keys = ["what", "to", "scope", "smaller", "both", "target", "confirm", "because", "at"],
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
            .Take(CandidatesMax)
            .ToArray();
        var rows = Rows(incident, candidates, ways, today).ToArray();
        var message = new ChatMessage
        {
            Title = "Rollback options",
            Body =
                candidates.Length > 0
                    ? "Going back is often faster and safer than a new fix. Which one?"
                    : "I know no deploy and no service here. Name what could go back, or say why nothing can.",
            Facts = [.. rows.Take(RowsMax)],
            Actions =
                candidates.Length == 0 ? [new ChatAction("Roll back …", "rollback to:", ActionStyle.Primary)] : [],
            More = [.. Rest(candidates, rows)],
            Footer = Also(incident, rows),
        };
        return Decision.Answer(new Reply { Message = message });
    }

    private static string? Also(Incident incident, IEnumerable<ChatFact> rows)
    {
        if (incident.NoRollbackBecause is { } why)
            return Markup.Clean($"Recorded: no rollback is possible, because {why}");
        var others = string.Join(" · ", rows.Skip(RowsMax).Select(row => row.Label));
        return others.Length == 0 ? null : Markup.Clean($"Also, in the menu: {others}");
    }

    // One row an option, with the one button that takes it.
    private static IEnumerable<ChatFact> Rows(
        Incident incident,
        IEnumerable<RollbackCandidate> candidates,
        IEnumerable<KnownWay> ways,
        DateOnly today
    )
    {
        var style = ActionStyle.Primary;
        foreach (var candidate in candidates.OrderBy(candidate => candidate.Verdict is false))
        {
            var take = new ChatAction($"Roll back {candidate.Label}", candidate.Line, style);
            yield return new ChatFact(candidate.Label, candidate.Row())
            {
                Action = candidate.Verdict is null ? take : null,
            };
            style = ActionStyle.Default;
        }

        foreach (var way in ways)
        {
            var isNew = way.Standing(incident) == KnownWay.NotTried;
            yield return new ChatFact(way.Label, way.Row(incident, today))
            {
                Action = isNew ? new ChatAction(way.Label, way.Line) : null,
            };
        }
    }

    // What a row has no place for: the others, that there is none, and what rules the first one out.
    private static IEnumerable<ChatAction> Rest(IEnumerable<RollbackCandidate> candidates, IEnumerable<ChatFact> rows)
    {
        foreach (var other in rows.Skip(RowsMax).Select(row => row.Action).OfType<ChatAction>().Take(RestMax))
            yield return other;
        yield return new ChatAction("No rollback possible", "rollback none");
        if (candidates.FirstOrDefault(candidate => candidate.Verdict is null) is not { } first)
            yield break;
        var what = first.What.Replace('"', '\'');
        yield return new ChatAction($"Not {first.Label}", $"rollback no what: \"{what}\"");
    }
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
        if (incident.NoRollbackBecause == Because)
            return Decision.NothingToDo;
        var isSupplier = incident.Path is null or IncidentPath.Unknown && PathWords.NamesSupplier(Because);
        return isSupplier
            ? Decision.Accept(new RollbackRuledOut(Because), new PathChosen(IncidentPath.Supplier, null))
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
                .RollbackOptions.RemoveAll(IsSameWay)
                .Add(new RollbackOption(What, To, Viable, Why)),
            RollbackReviewedAt = before.RollbackReviewedAt ?? recorded.ObservedAt,
            NoRollbackBecause = Viable ? null : before.NoRollbackBecause,
        };

    // Two ways whose words were taken out are two all the same.
    private bool IsSameWay(RollbackOption other) =>
        What != ForgottenWords.Mark
        && other.What.Equals(What, StringComparison.OrdinalIgnoreCase)
        && (other.To == To || other.To is null);

    /// <inheritdoc/>
    public override string Describe()
    {
        var viable = Viable ? "viable" : "not viable";
        var to = To is null ? "" : $" to {To}";
        var because = Why is null ? "" : $", because {Why}";
        return $"Rollback {viable}: {What}{to}{because}";
    }
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
