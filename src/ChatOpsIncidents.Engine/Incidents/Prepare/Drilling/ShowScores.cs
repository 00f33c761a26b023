using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Drilling;

/// <summary><c>/incident drill scores</c>: how the drills went over time, by scenario, by step and by person.</summary>
public sealed record ShowScores : IncidentCommand
{
    private const int RunsMax = 5;
    private const int LinesMax = 10;

    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override bool NeedsIncident => false;

    /// <inheritdoc/>
    public override bool NeedsPlayed => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        Decision.Answer(new Reply { Message = Render(context.Played) });

    private static ChatMessage Render(IReadOnlyList<PlayedDrill> played) =>
        new()
        {
            Title = "Scores of drills",
            Body =
                played.Count == 0
                    ? "No drill was played to its end yet. A score stands here a minute after the end."
                    : string.Join(
                        '\n',
                        [
                            .. DrillTable.Scenarios(played).Take(LinesMax).Select(Scenario),
                            Markup.Bold("By step, as hoped"),
                            .. DrillTable
                                .Steps(played)
                                .Take(LinesMax)
                                .Select(step => $"• {Markup.Clean(step.Label)}: {step.Met} of {step.Of}"),
                            Markup.Bold("By person, steps done well"),
                            .. DrillTable
                                .People(played)
                                .Take(LinesMax)
                                .Select(one => $"• {Markup.Clean(one.Name)}: {one.Steps} in {one.Drills}"),
                        ]
                    ),
            Actions = [new ChatAction("Practise", "drill", ActionStyle.Primary)],
        };

    private static string Scenario((string Name, IReadOnlyList<PlayedDrill> Runs) one) =>
        $"• {Markup.Code(one.Name)} {string.Join(" → ", one.Runs.TakeLast(RunsMax).Select(run => run.Score))}";
}

/// <summary>Drills that were played, put together.</summary>
public static class DrillTable
{
    /// <summary>Each scenario with its runs, oldest first; the one that was played last comes first.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<PlayedDrill> Runs)> Scenarios(
        IEnumerable<PlayedDrill> played
    ) =>
        played
            .GroupBy(drill => drill.Scenario, StringComparer.Ordinal)
            .Select(runs => (runs.Key, (IReadOnlyList<PlayedDrill>)[.. runs.OrderBy(run => run.At)]))
            .OrderByDescending(one => one.Item2[^1].At);

    /// <summary>How often each step came as hoped; the weakest first.</summary>
    public static IEnumerable<(string Label, int Met, int Of)> Steps(IEnumerable<PlayedDrill> played) =>
        played
            .SelectMany(drill => drill.Results)
            .GroupBy(result => result.Label.Split(" within ", 2)[0], StringComparer.Ordinal)
            .Select(step => (step.Key, Met: step.Count(result => result.Met), Of: step.Count()))
            .OrderBy(step => (double)step.Met / step.Of)
            .ThenBy(step => step.Key, StringComparer.Ordinal);

    /// <summary>How many steps each person did well, and in how many drills; the most first.</summary>
    public static IEnumerable<(string Name, int Steps, int Drills)> People(IEnumerable<PlayedDrill> played) =>
        played
            .SelectMany(drill => drill.Results.Select(result => (drill.Incident, result.By)))
            .Where(one => one.By is not null)
            .GroupBy(one => one.By!.Id, StringComparer.Ordinal)
            .Select(one =>
                (
                    one.Last().By!.Name,
                    Steps: one.Count(),
                    Drills: one.Select(step => step.Incident).Distinct(StringComparer.Ordinal).Count()
                )
            )
            .OrderByDescending(one => one.Steps)
            .ThenBy(one => one.Name, StringComparer.Ordinal);
}
