using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>Brings words to the audiences of the plan, each place by itself.</summary>
public static class InformEffects
{
    /// <summary>One audience; nothing where only those inside may hear.</summary>
    /// <param name="incident">The incident as it is now.</param>
    /// <param name="audience">Whom; null: nobody.</param>
    /// <param name="say">The words for a kind of readers; null: they hear nothing of it.</param>
    /// <param name="recorded">The fact that it tells of.</param>
    /// <param name="context">The catalogue, whose names stay inside.</param>
    public static IEnumerable<Effect> Of(
        Incident incident,
        AudienceState? audience,
        Func<Wording, ChatMessage?> say,
        Recorded recorded,
        DecisionContext context
    )
    {
        if (audience is null || !AnnouncementView.IsPublic(incident) || say(audience.Row.Reads) is not { } message)
            return [];
        var row = incident.Plan.IndexOf(audience);
        return audience.Row.Places.Select(
            (place, i) =>
                new Effect.Inform(
                    audience.Row.Name,
                    place.Way,
                    place.Target,
                    message,
                    $"inform-{recorded.Seq}-{row}-{i}"
                )
                {
                    Subject = Subject(incident, audience.Row, context),
                    Fact = recorded.Seq,
                    Number = recorded.Fact is StakeholderUpdateSent sent ? sent.Number : 0,
                    Severity = incident.Severity,
                    State = recorded.Fact is StakeholderUpdateSent { IsEnd: true }
                        ? OutwardState.Resolved
                        : StateOf(incident),
                    Services = incident.Services,
                }
        );
    }

    /// <summary>Where an update goes besides the room, for its sender; null: nowhere.</summary>
    public static ChatMessage? Going(Incident incident, IReadOnlyList<AudienceTold> told)
    {
        if (!AnnouncementView.IsPublic(incident))
            return null;
        var rows = told.Select(one => incident.AudienceOf(one.Name)?.Row).OfType<Audience>().ToList();
        var placed = rows.Where(row => row.Places.Count > 0).Select(row => $"{Markup.Clean(row.Name)} ({Where(row)})");
        var list = string.Join("; ", placed);
        return list.Length == 0 ? null : ChatMessage.Text($"On its way to {list}. What does not arrive is told here.");
    }

    /// <summary>The places of an audience, with marks.</summary>
    public static string Where(Audience row) => string.Join(", ", row.Places.Select(Where));

    /// <summary>A place, with marks.</summary>
    public static string Where(AudiencePlace place) =>
        place.Way switch
        {
            UpdateWays.Channel => Markup.Channel(place.Target),
            UpdateWays.Person => Markup.Mention(place.Target),
            UpdateWays.Mail => Markup.Clean(place.Target),
            _ => UpdateWays.Say(place.Way),
        };

    /// <summary>How far the incident is, as outsiders know it.</summary>
    internal static OutwardState StateOf(Incident incident)
    {
        if (!incident.IsRunning)
            return OutwardState.Resolved;
        if (incident.MitigatedAt is not null)
            return OutwardState.Monitoring;
        var isKnown = incident.Hypotheses.Any(theory => theory.State == HypothesisState.Confirmed);
        return isKnown || incident.Running is not null ? OutwardState.Identified : OutwardState.Investigating;
    }

    private static string Subject(Incident incident, Audience row, DecisionContext context)
    {
        var title = row.IsInside ? incident.Title : OutwardText.Of(incident.Title, incident, context.Catalog);
        return ShortText.Cut(title, 200);
    }
}
