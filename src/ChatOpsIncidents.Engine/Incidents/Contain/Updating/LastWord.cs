using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>An incident ends otherwise than by its all-clear: whoever was told of it hears that nothing more
/// follows.</summary>
internal static class LastWord
{
    /// <summary>It was a false alarm.</summary>
    /// <param name="incident">The incident as it is now.</param>
    /// <param name="why">Why it was none, for those inside.</param>
    /// <param name="recorded">The fact that ended it.</param>
    /// <param name="context">The catalogue, whose names stay inside.</param>
    public static IEnumerable<Effect> FalseAlarm(
        Incident incident,
        string why,
        Recorded recorded,
        DecisionContext context
    )
    {
        var words = new Words(
            $"it was a false alarm: {Markup.Clean(why)}. No further update follows.",
            "it was a false alarm. No further update follows.",
            "What we told you of turned out to be no disruption. This is the last update."
        );
        return Of(incident, words, [], recorded, context);
    }

    /// <summary>It goes on in another one.</summary>
    /// <param name="incident">The incident as it is now.</param>
    /// <param name="into">The other one; null: nobody outside may hear of that.</param>
    /// <param name="recorded">The fact that ended it.</param>
    /// <param name="context">The catalogue, whose names stay inside.</param>
    public static IEnumerable<Effect> GoesOn(
        Incident incident,
        string? into,
        Recorded recorded,
        DecisionContext context
    )
    {
        var ours = into is null
            ? "it is treated together with something else. No further update follows under this number."
            : $"it is treated together with {Markup.Bold(into)}. Further updates come under that number.";
        const string Theirs = "We treat this together with another disruption. This is the last update here.";
        ChatAction[] taps = into is null ? [] : [new($"Follow {into}", $"{into} follow", ActionStyle.Primary)];
        return Of(incident, new Words(ours, ours, Theirs), taps, recorded, context);
    }

    private static IEnumerable<Effect> Of(
        Incident incident,
        Words words,
        IReadOnlyList<ChatAction> taps,
        Recorded recorded,
        DecisionContext context
    )
    {
        var title = OutwardText.Of(incident.Title, incident, context.Catalog);
        var within = Message(incident, Markup.Clean(incident.Title), words.Inside);
        ChatMessage Say(Wording wording) =>
            wording switch
            {
                Wording.Public => ChatMessage.Text(words.Public),
                Wording.Support => Message(incident, title, words.Support),
                _ => within,
            };
        // Where nothing was said the post itself tells how it ended.
        var isAwaited = !incident.Updates.IsEmpty || !incident.Followers.IsEmpty;
        var nearby = isAwaited ? OutsideUpdates.Of(incident, within, $"ended-{recorded.Seq}", taps) : [];
        var told = incident
            .Plan.Where(one => one.SentAt is not null)
            .SelectMany(one => InformEffects.Of(incident, one, Say, recorded, context));
        return [.. nearby, .. told];
    }

    private static ChatMessage Message(Incident incident, string title, string words) =>
        ChatMessage.Text($"{Markup.Bold(incident.Id)} {title}: {words}");

    // For each kind of readers.
    private sealed record Words(string Inside, string Support, string Public);
}
