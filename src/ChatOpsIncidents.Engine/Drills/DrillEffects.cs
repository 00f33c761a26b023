using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Drills;

/// <summary>
/// Keeps a drill among those who play it: what would have gone to pagers, stakeholders or people who have not joined
/// is said in the room instead, marked as drill.
/// </summary>
public static class DrillEffects
{
    /// <summary>What a drill may do outside, in place of what an incident would do.</summary>
    public static IReadOnlyList<Effect> Keep(IReadOnlyList<Effect> effects, Incident drill)
    {
        var players = new DrillPlayers(person => Plays(person, drill), target => NameOf(target, drill));
        return [.. effects.Select(effect => effect.InDrill(players)).OfType<Effect>()];
    }

    // Who acted in the drill, came into its room or was given a role in it plays.
    private static bool Plays(string person, Incident drill) =>
        drill.Speakers.Contains(person) || drill.Joined.Concat(drill.Roles.Values).Any(one => one.Id == person);

    private static string NameOf(string target, Incident drill) =>
        drill
            .Pages.Select(page => page.Contacts.Find(one => one.Contact.Target == target))
            .LastOrDefault(found => found is not null)
            is { } called
            ? Markup.Clean(called.Contact.Name)
            : "Somebody who is not here";
}
