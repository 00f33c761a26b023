using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Drilling;

/// <summary>Who did what a scenario hoped for. It counts what people did well, and nothing else.</summary>
internal static class DrillCredit
{
    /// <summary>Who did it first; null: nobody, or all together.</summary>
    public static Person? Of(Incident incident, DrillExpectation expected) =>
        expected.Aim switch
        {
            DrillAim.Impact => First<ImpactAssessed>(incident),
            DrillAim.RollbackReview => First<RollbackOptionReviewed>(incident)
                ?? First<RollbackRuledOut>(incident)
                ?? First<MitigationStarted>(incident),
            DrillAim.RightChange => incident
                .Mitigations.FirstOrDefault(change =>
                    DrillScore.Fits(change.Kind, change.What, expected.Kinds, expected.Words)
                )
                ?.By,
            DrillAim.RedHerring => First<VerdictGiven>(incident),
            DrillAim.FirstUpdate => First<StakeholderUpdateSent>(incident),
            DrillAim.Mitigated => incident
                .Mitigations.FirstOrDefault(change => change.Outcome == MitigationOutcome.Worked)
                ?.OutcomeBy,
            DrillAim.Proven => First<ResolveArmed>(incident) ?? First<IncidentResolved>(incident),
            DrillAim.Answers => First<DrillAnswered>(incident),
            DrillAim.WaitedFor => First<WaitStarted>(incident),
            DrillAim.EvidenceFirst => First<EvidenceAdded>(incident),
            _ => null,
        };

    /// <summary>What each who played did, the most first, as lines.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<DrillResult> results)
    {
        var people = results.Select(result => result.By).OfType<Person>().GroupBy(person => person.Id);
        string[] said =
        [
            .. people
                .OrderByDescending(steps => steps.Count())
                .ThenBy(steps => steps.First().Name, StringComparer.Ordinal)
                .Select(steps => $"{Markup.Clean(steps.First().Name)} {steps.Count()}"),
        ];
        return said.Length == 0 ? [] : [$"{Markup.Bold("Steps by person:")} {string.Join(", ", said)}"];
    }

    private static Person? First<T>(Incident incident) =>
        incident.Log.Find(line => !line.Undone && line.Is<T>() && line.By.IsHuman)?.By;
}
