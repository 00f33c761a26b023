using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Drilling;

/// <summary>A drill's results in the four groups of incident work, like commands and figures.</summary>
internal static class DrillGroups
{
    /// <summary>The results, group by group, each group with its score.</summary>
    /// <param name="results">In the order of what the scenario hoped for.</param>
    /// <param name="scenario">What was played; null: not known any more.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<DrillResult> results, DrillScenario? scenario)
    {
        var order = PracticeGroups.Groups.ToList();
        var groups = results
            .Select((result, i) => (result, Group: Of(scenario?.Expect.ElementAtOrDefault(i))))
            .GroupBy(one => one.Group)
            .OrderBy(group => order.IndexOf(group.Key));
        foreach (var group in groups)
        {
            yield return $"{Markup.Bold(group.Key.Name)}: {group.Count(one => one.result.Met)} of {group.Count()}";
            foreach (var (result, _) in group)
                yield return $"{(result.Met ? "✓" : "○")} {Markup.Clean(result.ToString())}";
        }
    }

    private static PracticeGroup Of(DrillExpectation? expected) =>
        PracticeGroups.Find(
            expected?.Aim switch
            {
                DrillAim.Impact or DrillAim.RedHerring => "detect",
                DrillAim.Answers => "prepare",
                DrillAim.EvidenceFirst => "review",
                _ => "contain",
            }
        );
}
