using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Views.Cards;

/// <summary>The four questions of calm work, answered from the facts: at the declaration and whenever people regroup.
/// </summary>
public static class FourQuestions
{
    /// <summary>All four.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="reach">How far it reaches, in words.</param>
    /// <param name="safest">The safest next step, with marks.</param>
    public static IEnumerable<ChatFact> Of(Incident incident, string reach, string safest) =>
        [
            new("What changed?", Changed(incident)),
            new("What is broken, what works?", Broken(incident)),
            new("How far does it reach?", Markup.Clean(reach)),
            new("Safest next step?", safest),
        ];

    /// <summary>As they stand when nothing but the declaration is known.</summary>
    public static IEnumerable<ChatFact> AtDeclaration(Incident incident) =>
        Of(
            incident,
            incident.ImpactSoFar is { } known ? ImpactText.Of(known) : "not known yet",
            "Say the impact; then look at the rollback options before anything new"
        );

    // What we did; else what changed just before, which most likely did it.
    private static string Changed(Incident incident)
    {
        if (!incident.Mitigations.IsEmpty)
            return Markup.Clean(string.Join("; ", incident.Mitigations.TakeLast(3).Select(m => $"{m}: {Said(m)}")));
        return incident.RankedChanges() is [var likely, ..]
            ? $"{Markup.Clean(ShortText.Cut(likely.What, 120))}, {Markup.Time(likely.At)}"
            : "no deploy or change is known here yet";
    }

    private static string Said(Mitigation change) =>
        change.Outcome switch
        {
            null => "running",
            MitigationOutcome.Worked => "worked",
            MitigationOutcome.Partial => "helped in part",
            _ => "no effect",
        };

    private static string Broken(Incident incident) =>
        Markup.Clean(
            ShortText.Cut(string.Join("; ", incident.Symptoms.TakeLast(3).Prepend(incident.Title)), 300)
                + (incident.Impact?.Working is { } working ? $". Still working: {working}" : "")
        );
}
