namespace ChatOpsIncidents.Engine.Incidents.Prepare.Drilling;

/// <summary>What a scenario hoped for, held against what happened. Pure.</summary>
public static class DrillScore
{
    /// <summary>Every expectation of the scenario, in its order.</summary>
    /// <param name="incident">The drill as it stands.</param>
    /// <param name="scenario">What it plays.</param>
    public static IReadOnlyList<DrillResult> Of(Incident incident, DrillScenario scenario) =>
        [.. scenario.Expect.Select(expected => Credited(incident, scenario, expected))];

    private static DrillResult Credited(Incident incident, DrillScenario scenario, DrillExpectation expected)
    {
        var hoped = incident.IsTabletop ? expected with { Within = null } : expected;
        var result = Judge(incident, scenario, hoped);
        return result.Met ? result with { By = DrillCredit.Of(incident, hoped) } : result;
    }

    private static DrillResult Judge(Incident incident, DrillScenario scenario, DrillExpectation expected)
    {
        var score = Scorecard.Of(incident);
        return expected.Aim switch
        {
            DrillAim.Impact => InTime(expected, "Impact known", score.ToImpact),
            DrillAim.FirstUpdate => InTime(expected, "First update", score.ToFirstUpdate),
            DrillAim.Mitigated => InTime(expected, "Bleeding stopped", score.ToMitigate),
            DrillAim.RightChange => RightChange(incident, expected),
            DrillAim.RollbackReview => RollbackReview(incident, expected, score),
            DrillAim.RedHerring => RedHerring(incident, expected),
            DrillAim.Proven => Plain(expected, "Recovery shown by monitoring at the end", IsProven(incident, scenario)),
            DrillAim.Answers => Answers(incident, scenario, expected),
            DrillAim.WaitedFor => Plain(
                expected,
                $"Recorded that you wait for {Named(expected)}",
                Waited(incident, expected)
            ),
            DrillAim.EvidenceFirst => EvidenceFirst(incident, expected),
            _ => Plain(expected, "No gate overridden", incident.OverrideCount == 0),
        };
    }

    private static bool IsProven(Incident incident, DrillScenario scenario) =>
        incident.ResolvedAt is not null
        && scenario.Signals.All(signal =>
            incident.Checks.GetValueOrDefault(signal.Name) is { Signal: CheckSignal.InBaseline }
        );

    private static bool Waited(Incident incident, DrillExpectation expected) =>
        incident.Log.Any(line => !line.Undone && line.Is<WaitStarted>() && Names(line.Text, expected.Words));

    private static DrillResult InTime(DrillExpectation expected, string label, TimeSpan? took) =>
        new(
            Label(expected, label),
            took is { } span && (expected.Within is not { } most || span <= most),
            took is { } known ? $"after {Span(known)}" : "not yet"
        );

    private static DrillResult Plain(DrillExpectation expected, string label, bool met) =>
        new(Label(expected, label), met, "");

    private static DrillResult RightChange(Incident incident, DrillExpectation expected)
    {
        var right = incident.Mitigations.FirstOrDefault(change =>
            Fits(change.Kind, change.What, expected.Kinds, expected.Words)
        );
        var took = right?.StartedAt - incident.DeclaredAt;
        return new(
            Label(expected, "The right change was tried"),
            took is { } span && (expected.Within is not { } most || span <= most),
            took is { } after ? $"{right}, after {Span(NotBelowZero(after))}" : "not tried"
        );
    }

    private static TimeSpan NotBelowZero(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    private static DrillResult RollbackReview(Incident incident, DrillExpectation expected, Scorecard score)
    {
        var other = incident.Mitigations.FirstOrDefault(change => change.Kind != MitigationKinds.Rollback);
        var met = incident.RollbackReviewedAt is { } at && (other is null || at <= other.StartedAt);
        var unknown = incident.RollbackReviewedAt is null ? "not reviewed" : "";
        return new(
            Label(expected, "Rollback options reviewed before any other change"),
            met,
            score.ToRollbackReview is { } took ? $"after {Span(took)}" : unknown
        );
    }

    // A wrong track that is tested and refuted is good work; a change that rests on it is not.
    private static DrillResult RedHerring(Incident incident, DrillExpectation expected)
    {
        var label = Label(expected, $"Not led astray by {Named(expected)}");
        var followed = incident.Mitigations.FirstOrDefault(change =>
            Fits(change.Kind, change.What, expected.Kinds, expected.Words)
        );
        if (followed is not null)
            return new(label, false, $"{followed}");
        var theories = incident.Hypotheses.Where(theory => Names(theory.Text, expected.Words)).ToArray();
        var believed = theories.Any(theory => theory.State is HypothesisState.Active or HypothesisState.Confirmed);
        var end = theories.Any(theory => theory.State == HypothesisState.Refuted) ? "tested and refuted" : "";
        return new(label, !believed, believed ? "the theory stood until the end" : end);
    }

    private static DrillResult Answers(Incident incident, DrillScenario scenario, DrillExpectation expected)
    {
        var asked = scenario
            .Injects.Select((inject, i) => (inject.Say, Number: i + 1))
            .Where(one => one.Say is { Right: > 0 })
            .ToArray();
        var right = asked.Count(one => incident.Drill?.Answers.GetValueOrDefault(one.Number) == one.Say!.Right);
        return new(Label(expected, "Questions answered well"), right == asked.Length, $"{right} of {asked.Length}");
    }

    private static DrillResult EvidenceFirst(Incident incident, DrillExpectation expected)
    {
        var saved = incident
            .Log.FirstOrDefault(line => !line.Undone && (line.Is<EvidenceAdded>() || line.Is<EvidenceRuledOut>()))
            ?.At;
        var destroyed = incident.Mitigations.FirstOrDefault(change =>
            MitigationKinds.Find(change.Kind) is { DestroysState: true }
        );
        return new(
            Label(expected, "Evidence saved before anything was destroyed"),
            destroyed is null || saved <= destroyed.StartedAt,
            destroyed is null ? "nothing was destroyed" : ""
        );
    }

    /// <summary>Whether a change is of one of the kinds and names one of the words; empty lists fit all.</summary>
    internal static bool Fits(string kind, string what, IReadOnlyList<string> kinds, IReadOnlyList<string> words) =>
        (kinds.Count == 0 || kinds.Contains(kind, StringComparer.OrdinalIgnoreCase)) && Names(what, words);

    /// <summary>Whether one of the words stands in a text, as a word's beginning, case-blind; no words fit
    /// all.</summary>
    internal static bool Names(string text, IReadOnlyList<string> words) =>
        words.Count == 0
        || words.Any(word =>
        {
            for (var at = 0; (at = text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
            {
                if (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                    return true;
            }

            return false;
        });

    /// <summary>A duration in words, to the minute; below two minutes to the second.</summary>
    internal static string Span(TimeSpan span)
    {
        if (span.TotalMinutes < 2)
            return $"{(int)span.TotalSeconds} s";
        return span.TotalHours < 2 ? $"{(int)span.TotalMinutes} min" : $"{(int)span.TotalHours} h {span.Minutes} min";
    }

    private static string Label(DrillExpectation expected, string label) =>
        (expected.Say ?? label) + (expected.Within is { } most ? $" within {Span(most)}" : "");

    private static string Named(DrillExpectation expected) => expected.Words is [var first, ..] ? first : "it";
}
