using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Reviewing;

/// <summary>A question that every review answers, with what the record shows about it.</summary>
/// <param name="About">What it is about, in two or three words.</param>
/// <param name="Shown">What the record shows, a sentence.</param>
/// <param name="Question">What is asked.</param>
public sealed record ReviewPrompt(string About, string Shown, string Question);

/// <summary>The three weaknesses of the way of working that incidents show again and again: a weak release gate, a way
/// back that nobody had rehearsed, and updates that lag.</summary>
public static class ReviewPrompts
{
    /// <summary>The three, in that order.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="catalog">When rollbacks were rehearsed.</param>
    public static IReadOnlyList<ReviewPrompt> Of(Incident incident, Catalog catalog) =>
        [
            new("Release gate", Released(incident), "What at the gate before a release would have held it back?"),
            new("Rollback", Rehearsed(incident, catalog), "What would make a rollback take two minutes?"),
            new("Updates", Lag(incident), "What would make the next update easier to send on time?"),
        ];

    private static string Released(Incident incident)
    {
        var back = incident.Mitigations.LastOrDefault(change => change.IsWorkingRollback);
        if (back is not null)
            return $"Going back helped ({ShortText.Cut(back.What, 80)}), so a release had let it through.";
        return incident.Suspects.Values.Any(one => one.Verdict == "found")
            ? "A change was found that may have caused it."
            : "No release is recorded as its cause.";
    }

    private static string Rehearsed(Incident incident, Catalog catalog)
    {
        var took = incident.Mitigations.LastOrDefault(change => change.IsWorkingRollback) switch
        {
            { OutcomeAt: { } seen } back when seen > back.StartedAt =>
                $"It took {Durations.Say(seen - back.StartedAt)} until it was seen to help. ",
            _ => "",
        };
        var days = incident
            .Services.Select(catalog.Find)
            .OfType<Service>()
            .Select(service => $"{service.Name}: {Day(service.RollbackRehearsed, incident)}")
            .ToList();
        return took + (days.Count == 0 ? "Whether it was rehearsed is not recorded." : string.Join("; ", days) + ".");
    }

    private static string Day(DateOnly? rehearsed, Incident incident) =>
        RehearsalWords.Say(rehearsed, DateOnly.FromDateTime((incident.DeclaredAt ?? incident.LastAt).UtcDateTime));

    private static string Lag(Incident incident)
    {
        var score = Scorecard.Of(incident);
        if (score.Updates == 0)
            return "No update was sent.";
        if (score.UpdatesOnTime == score.Updates)
            return score.Updates == 1 ? "The update came on time." : $"All {score.Updates} updates came on time.";
        return $"{score.Updates - score.UpdatesOnTime} of {score.Updates} updates came late, the latest by "
            + $"{Durations.Say(score.LatestUpdateBy)}.";
    }
}
