using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Alerts;

/// <summary>
/// Monitoring declares: nobody leads, on-call is paged if the table says so, and the first who takes it leads. What
/// need not wake anybody gets a room without a page, or a line in the digest and no room at all.
/// </summary>
/// <param name="Alert">What was told.</param>
public sealed record DeclareByAlert(Alert Alert) : IncidentCommand
{
    /// <inheritdoc/>
    public override bool Declares => true;

    /// <inheritdoc/>
    public override bool NeedsOthers => false;

    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!Alert.IsFiring || Alert.IsBlind)
            return Decision.NothingToDo;
        var severity = Alert.Severity ?? Severity.Major;
        var (began, by) = (Began(context), new Person($"hook:{Alert.Source}", Alert.Source));
        var route = RoutingTable.Of(severity, Alert.Scope, context.Now - began, context.Policy);
        var declared = Declared(severity, by, route, context);
        var after = incident with
        {
            Title = declared.Title,
            Severity = severity,
            SeverityConfirmed = declared.SeverityConfirmed,
            Services = [.. declared.Services],
        };
        return Decision.Accept([
            new NewFact(declared, Link: Alert.Url, By: by),
            new NewFact(new SymptomsStarted(began, null), began, By: by),
            new NewFact(AlertSeen.Of(Alert, began, context), began, Alert.Url, by),
            .. SeverityActions.Of(after, context),
            .. route == Route.Page && severity != Severity.Critical ? SeverityActions.Page(after, context) : [],
        ]);
    }

    private IncidentDeclared Declared(Severity severity, Person by, Route route, DecisionContext context)
    {
        var service = Alert.Service is { } name ? context.Catalog.Find(name)?.Name ?? name : null;
        return new IncidentDeclared(
            ShortText.Cut(Alert.Summary, DeclareIncident.TitleLengthMax),
            severity,
            Alert.Severity is not null,
            service is null ? [] : [service],
            Private: false,
            by,
            context.Origin,
            context.Now + context.Policy.RoomPatience
        )
        {
            DetectedBy = "alert",
            Via = "alert",
            WithoutRoom = route == Route.Digest ? true : null,
            Plan = InformingPlan.First(severity, context),
        };
    }

    private DateTimeOffset Began(DecisionContext context) =>
        Alert.StartsAt is { } at && at < context.Now ? at : context.Now;
}

/// <summary>Looks at an alert again once it has lasted as long as the table asks for.</summary>
public static class AlertRouting
{
    /// <summary>It fires still and nobody has taken it: somebody is woken.</summary>
    public static Decision StillFiring(Incident incident, string rest, DecisionContext context) =>
        incident is { IsRunning: true, Lead: null, MitigatedAt: null }
        && incident.HasFiringAlert
        && RoutingTable.Of(incident.Severity, Reach.Unknown, TimeSpan.MaxValue, context.Policy) == Route.Page
            ? Decision.Accept([new DeadlinePassed("alert"), .. SeverityActions.Page(incident, context)])
            : Decision.NothingToDo;
}

/// <summary>Monitoring told of an alert.</summary>
/// <param name="Source">Which system.</param>
/// <param name="Id">The alert's id there.</param>
/// <param name="Summary">In words.</param>
/// <param name="IsFiring">Firing, or resolved.</param>
/// <param name="Url">Where it is shown; null: nowhere.</param>
/// <param name="PageAt">When somebody is woken if it fires still; null: it is not looked at again.</param>
public sealed record AlertSeen(
    [property: Code] string Source,
    [property: Code] string Id,
    string Summary,
    bool IsFiring,
    string? Url,
    DateTimeOffset? PageAt
) : IncidentEvent
{
    // Of a storm of alerts the first are read in the thread; all of them stand in the timeline.
    private const int LoudMax = 5;

    /// <summary>Monitoring cannot see; null: it can.</summary>
    public bool? Blind { get; init; }

    /// <summary>When it became so, by the source's own clock, UTC; null: not said.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The fact of an alert, looked at again when the table says so.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="began">Since when it fires.</param>
    /// <param name="context">The rules.</param>
    internal static AlertSeen Of(Alert alert, DateTimeOffset began, DecisionContext context)
    {
        var severity = alert.Severity ?? Severity.Major;
        var now = RoutingTable.Of(severity, alert.Scope, context.Now - began, context.Policy);
        var later = RoutingTable.InTime(severity, alert.Scope, context.Policy);
        var pagesLater = alert is { IsFiring: true, IsBlind: false } && now < Route.Page && later.Route == Route.Page;
        return new AlertSeen(
            alert.Source,
            alert.Id,
            alert.Summary,
            alert.IsFiring,
            alert.Url,
            pagesLater ? began + later.After : null
        )
        {
            Blind = alert.IsBlind ? true : null,
            At = alert.At,
        };
    }

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var wasFiring = before.Alerts.GetValueOrDefault(Id)?.IsFiring ?? false;
        var seen = new SeenAlert(Summary, Blind is true ? wasFiring : IsFiring) { IsBlind = Blind is true, At = At };
        var after = before with { Alerts = before.Alerts.SetItem(Id, seen) };
        if (!after.HasFiringAlert)
            after = after.NotDue(DeadlineNames.Alert);
        return PageAt is { } at ? after.Due(DeadlineNames.Alert, at) : after;
    }

    /// <inheritdoc/>
    public override string Describe() =>
        Blind is true ? $"Monitoring cannot see ({Source}): {Summary}" : $"Alert {Course} ({Source}): {Summary}";

    private string Course => IsFiring ? "fires" : "has ended";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) =>
        after.Alerts.Count > LoudMax && after.HasFiringAlert ? Loudness.CardOnly : Loudness.LogThread;
}
