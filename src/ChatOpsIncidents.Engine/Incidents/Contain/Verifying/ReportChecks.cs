using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Verifying;

/// <summary>Monitoring reports what one recovery check shows.</summary>
/// <param name="Check">Its name.</param>
/// <param name="Signal">What it shows.</param>
/// <param name="Seen">The value and its baseline, in words; null: none.</param>
public sealed record ReportCheck(string Check, CheckSignal Signal, string? Seen) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        new ReportChecks([new CheckReading(Check, Signal, Seen)]).Decide(incident, context);
}

/// <summary>Monitoring reports what all recovery checks of an incident show, read at the same time.</summary>
public sealed record ReportChecks(IReadOnlyList<CheckReading> Readings) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning || incident.IsDrill)
            return Decision.NothingToDo;
        NewFact[] facts =
        [
            .. Readings.Where(reading => IsNews(incident, reading)).Select(reading => Changed(reading, context)),
        ];
        return facts.Length == 0 ? Decision.NothingToDo : Decision.Accept(facts);
    }

    /// <summary>Whether a reading says something else than what is known; what somebody accepted stays
    /// accepted.</summary>
    public static bool IsNews(Incident incident, CheckReading reading)
    {
        var known = incident.Checks.GetValueOrDefault(reading.Check)?.Signal;
        return known != reading.Signal && known != CheckSignal.Accepted;
    }

    /// <summary>Monitoring showed nothing for too long: the manual path is offered.</summary>
    public static Decision OfferManual(Incident incident, string check, DecisionContext context)
    {
        if (!incident.IsRunning || incident.Checks.GetValueOrDefault(check) is not { } known)
            return Decision.NothingToDo;
        if (known.Signal is not (CheckSignal.Unreachable or CheckSignal.Blind))
            return Decision.NothingToDo;
        var since = $"{Markup.Clean(check)} since {Markup.Time(known.Since)}";
        var said =
            known.Signal == CheckSignal.Unreachable
                ? $"Monitoring cannot be reached for {since}. That is not “bad”, but it proves nothing."
                : $"Monitoring has no data for {since}. That is no recovery.";
        said += " A dashboard link and the value seen there prove it.";
        var message = ChatMessage.Text(said, new ChatAction("Give a proof", "verify manual", ActionStyle.Primary));
        var key = $"monitoring-{incident.Seq}";
        return Decision.NothingToDo with
        {
            Effects =
            [
                incident.Lead is { } lead
                    ? new Effect.Direct(lead.Id, message, key)
                    : new Effect.Post(Destination.Room, message, key),
            ],
        };
    }

    // While it shows nothing, somebody is to hear of it after a while.
    private static NewFact Changed(CheckReading reading, DecisionContext context)
    {
        var showsNothing = reading.Signal is CheckSignal.Unreachable or CheckSignal.Blind;
        DateTimeOffset? patience =
            showsNothing && !reading.Informs ? context.Now + context.Policy.MonitoringPatience : null;
        return new NewFact(
            new CheckChanged(reading.Check, reading.Signal, reading.Seen, patience)
            {
                Informs = reading.Informs ? true : null,
            }
        );
    }
}

/// <summary>A recovery check shows something else than before.</summary>
public sealed record CheckChanged(
    [property: Code] string Check,
    CheckSignal Signal,
    string? Seen,
    DateTimeOffset? PatienceUntil
) : IncidentEvent
{
    /// <summary>It is shown and has no say; null: it has.</summary>
    public bool? Informs { get; init; }

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var check = new RecoveryCheck(Check, Signal, Seen, recorded.ObservedAt) { Informs = Informs is true };
        var after = (before with { Checks = before.Checks.SetItem(Check, check) }).NotDue(
            DeadlineNames.Of(DeadlineNames.Monitoring, Check)
        );
        if (PatienceUntil is { } until)
            after = after.Due(DeadlineNames.Of(DeadlineNames.Monitoring, Check), until);
        return Breaks(before) ? after.Unproven() : after;
    }

    /// <inheritdoc/>
    public override string Describe() => $"{Check} {RecoveryCheck.Said(Signal)}" + (Seen is null ? "" : $": {Seen}");

    // What somebody saw and gave as proof stands while monitoring shows nothing; what was read does not.
    private bool Breaks(Incident before)
    {
        if (Informs is true)
            return false;
        var showsNothing = Signal is CheckSignal.Blind or CheckSignal.Unreachable;
        return Signal == CheckSignal.OutOfBaseline || (showsNothing && before.HoldIsRead);
    }
}
