using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Alerts;

/// <summary>
/// Monitoring tells an incident that runs already of alerts: that they fire, have ended, or can no longer be judged.
/// While nobody leads, one that is worse than what was known makes it worse, and is heard as loudly as if it had
/// declared.
/// </summary>
/// <param name="Alerts">What was told, the oldest first.</param>
public sealed record SeeAlerts(IReadOnlyList<Alert> Alerts) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        var news = incident.IsDrill ? [] : News(incident);
        if (news.Count == 0)
            return Decision.NothingToDo;
        return Decision.Accept([
            .. news.Select(alert => Seen(alert, context)),
            .. Louder([.. news.Where(alert => alert is { IsFiring: true, IsBlind: false })], incident, context),
        ]);
    }

    private List<Alert> News(Incident incident)
    {
        List<Alert> news = [];
        var known = incident.Alerts;
        foreach (var alert in Alerts)
        {
            if (known.TryGetValue(alert.Id, out var seen) && !seen.IsNews(alert))
                continue;
            news.Add(alert);
            known = known.SetItem(
                alert.Id,
                new SeenAlert(alert.Summary, alert.IsFiring) { IsBlind = alert.IsBlind, At = alert.At }
            );
        }

        return news;
    }

    private static NewFact Seen(Alert alert, DecisionContext context)
    {
        var began = Began(alert, context);
        return new NewFact(
            AlertSeen.Of(alert, began, context),
            alert.IsFiring && !alert.IsBlind ? began : null,
            alert.Url,
            new Person($"hook:{alert.Source}", alert.Source)
        );
    }

    // Whoever leads decides how bad it is; until then monitoring does.
    private static IEnumerable<NewFact> Louder(IReadOnlyList<Alert> firing, Incident incident, DecisionContext context)
    {
        var isOurs = incident is { IsRunning: true, Lead: null, MitigatedAt: null, DeclaredBy.IsHuman: false };
        if (!isOurs || firing.Count == 0)
            yield break;
        var worst = firing.MaxBy(alert => (RouteOf(alert, context), -(int)SeverityOf(alert)))!;
        var (severity, route) = (SeverityOf(worst), RouteOf(worst, context));
        if (route > Route.Digest && incident is { IsRoomless: true, IsPrivate: false })
            yield return new RoomAsked(context.Now + context.Policy.RoomPatience);
        if (IsWorse(severity, incident.Severity))
        {
            foreach (var fact in new ChangeSeverity(severity, worst.Summary).Decide(incident, context).Facts)
                yield return fact;
        }
        // A critical severity pages by itself.
        if (route == Route.Page && severity != Severity.Critical && incident.Paged.IsEmpty)
        {
            foreach (var fact in SeverityActions.Page(incident, context))
                yield return fact;
        }
    }

    private static Route RouteOf(Alert alert, DecisionContext context) =>
        RoutingTable.Of(SeverityOf(alert), alert.Scope, context.Now - Began(alert, context), context.Policy);

    // The worst is the first of its kind.
    private static bool IsWorse(Severity one, Severity other) => one < other;

    private static Severity SeverityOf(Alert alert) => alert.Severity ?? Severity.Major;

    private static DateTimeOffset Began(Alert alert, DecisionContext context) =>
        alert.StartsAt is { } at && at < context.Now ? at : context.Now;
}
