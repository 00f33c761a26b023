using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Verifying;

/// <summary><c>/incident verify accept queue-depth it drains for an hour after every outage</c></summary>
public sealed record AcceptCheck(string Check, string Why) : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning)
            return Refusals.Over(incident);
        return incident.Checks.TryGetValue(Check, out var known) && known.Signal == CheckSignal.Accepted
            ? Decision.NothingToDo
            : Decision.Accept(new CheckAccepted(Check, Why));
    }

    internal static Parsed Read(CommandLine line, string[] words)
    {
        var check = line["check"] ?? words.FirstOrDefault();
        var why = string.Join(' ', line["check"] is null ? words.Skip(1) : words);
        return check is not null && why.Length > 0
            ? new AcceptCheck(check, why)
            : Parsed.Ask((incident, context) => Ask(incident, check, context.Catalog));
    }

    private static Form Ask(Incident incident, string? check, Catalog catalog) =>
        new()
        {
            Verb = "verify",
            Lead = "accept",
            Title = "Accept a check",
            Fields =
            [
                new FormField
                {
                    Key = "check",
                    Label = "Which check?",
                    Value =
                        check
                        ?? incident.Checks.Keys.FirstOrDefault()
                        ?? (catalog.ChecksOf(incident.Services) is [var first, ..] ? first.Name : null),
                },
                new FormField
                {
                    Key = "rest",
                    Label = "Why need it not be waited for?",
                    Hint = "For example: “it is known to lag by an hour”",
                },
            ],
        };
}

/// <summary>Monitoring reports what a recovery check shows.</summary>
/// <param name="Check">Its name.</param>
/// <param name="Signal">What it shows.</param>
/// <param name="Seen">The value and its baseline, in words; null: none.</param>
public sealed record ReportCheck(string Check, CheckSignal Signal, string? Seen) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning || incident.IsDrill)
            return Decision.NothingToDo;
        if (
            incident.Checks.TryGetValue(Check, out var known)
            && (known.Signal == Signal || known.Signal == CheckSignal.Accepted)
        )
            return Decision.NothingToDo;
        var patience =
            Signal == CheckSignal.Unreachable ? context.Now + context.Policy.MonitoringPatience : (DateTimeOffset?)null;
        return Decision.Accept(new CheckChanged(Check, Signal, Seen, patience));
    }

    /// <summary>Monitoring was out of reach for too long: the manual path is offered.</summary>
    public static Decision OfferManual(Incident incident, string check, DecisionContext context) =>
        incident is { IsRunning: true, Lead: { } lead }
        && incident.Checks.GetValueOrDefault(check)?.Signal == CheckSignal.Unreachable
            ? Decision.NothingToDo with
            {
                Effects =
                [
                    new Effect.Tell(
                        lead.Id,
                        ChatMessage.Text(
                            $"Monitoring cannot be reached for {Ink.Clean(check)}. That is not “bad”, but it proves "
                                + $"nothing. A dashboard link and the value seen there do.",
                            new ChatAction("Give a proof", "verify manual", ActionStyle.Primary)
                        ),
                        $"monitoring-{incident.Seq}"
                    ),
                ],
            }
            : Decision.NothingToDo;
}

/// <summary>A recovery check shows something else than before.</summary>
public sealed record CheckChanged(
    [property: Code] string Check,
    CheckSignal Signal,
    string? Seen,
    DateTimeOffset? PatienceUntil
) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = (
            before with
            {
                Checks = before.Checks.SetItem(Check, new RecoveryCheck(Check, Signal, Seen, recorded.ObservedAt)),
            }
        ).NotDue($"monitoring:{Check}");
        if (PatienceUntil is { } until)
            after = after.Due($"monitoring:{Check}", until);
        return Signal == CheckSignal.OutOfBaseline ? after.Unproven() : after;
    }

    /// <inheritdoc/>
    public override string Describe() => $"{Check} {Said}" + (Seen is null ? "" : $": {Seen}");

    private string Said =>
        Signal switch
        {
            CheckSignal.InBaseline => "is in baseline",
            CheckSignal.OutOfBaseline => "is not in baseline",
            CheckSignal.Unreachable => "cannot be read; monitoring is out of reach",
            _ => "is accepted",
        };
}

/// <summary>A check need not be waited for.</summary>
public sealed record CheckAccepted(string Check, string Why) : IncidentEvent, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (
            before with
            {
                Checks = before.Checks.SetItem(
                    Check,
                    new RecoveryCheck(Check, CheckSignal.Accepted, Why, recorded.ObservedAt)
                ),
            }
        ).NotDue($"monitoring:{Check}");

    /// <inheritdoc/>
    public override string Describe() => $"{Check} need not be waited for: {Why}";
}

/// <summary>Every check is in baseline; the hold time runs.</summary>
public sealed record HoldStarted(DateTimeOffset Since, DateTimeOffset Until) : IncidentEvent, IMilestone
{
    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) => [Milestone.RecoverySeen];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => Recovery.Holding(before, Since, Until);

    /// <inheritdoc/>
    public override string Describe() =>
        $"Every check is in baseline; proven after {(Until - Since).TotalMinutes:0.#} min if they hold";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;
}

/// <summary>The hold time is over, and the checks held.</summary>
public sealed record RecoveryVerified(DateTimeOffset Since) : IncidentEvent, IMilestone
{
    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) => [Milestone.RecoverySeen];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before.NotDue("hold");

    /// <inheritdoc/>
    public override string Describe() => "Recovery is proven: the checks held";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        base.Announce(after, recorded) with
        {
            Tone = Tone.Good,
            Actions = [new ChatAction("Resolve", "resolve", ActionStyle.Primary)],
        };
}
