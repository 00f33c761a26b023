using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Reviewing;

/// <summary>What the facts say already, section by section; people read it over and correct it.</summary>
public static class ReviewDraft
{
    /// <summary>The text that people wrote, else what the facts say; empty: they say nothing.</summary>
    public static string Of(Incident incident, ReviewSection section) =>
        incident.ReviewTexts.GetValueOrDefault(section.Key)
        ?? section.Key switch
        {
            "summary" => Summary(incident),
            "timeline" => Timeline(incident),
            "root-cause" => string.Join('\n', Causes(incident)),
            "went-well" => string.Join('\n', Well(incident)),
            "went-poorly" => string.Join('\n', Poorly(incident)),
            "actions" => Actions(incident),
            _ => "",
        };

    private static string Summary(Incident incident) =>
        string.Join(
            ' ',
            new[]
            {
                Sentence(incident.Title),
                incident.Impact is { } impact ? $"Hit: {Sentence(Hit(impact))}" : null,
                (
                    incident.StartedAt ?? incident.DeclaredAt,
                    incident.EndedAt ?? incident.MitigatedAt ?? incident.ResolvedAt
                )
                    is ({ } from, { } to)
                && to >= from
                    ? $"It lasted {Durations.Say(to - from)}, {FromTo(from, to)}."
                    : null,
                incident.ResolvedSummary is { Length: > 0 } helped ? $"What helped: {Sentence(helped)}" : null,
            }.OfType<string>()
        );

    private static string Timeline(Incident incident)
    {
        var lines = incident.Log.Where(line => !line.Undone && !line.IsBookkeeping).ToList();
        return lines.Count == 0
            ? ""
            : $"{lines.Count} entries "
                + $"{FromTo(lines.Min(line => line.At), lines.Max(line => line.At))}, written while it happened.";
    }

    private static IEnumerable<string> Causes(Incident incident) =>
        [
            .. incident
                .Hypotheses.Where(one => one.State == HypothesisState.Confirmed)
                .Select(one =>
                    $"Confirmed: {one.Text}" + (one.VerdictEvidence is { Length: > 0 } shown ? $" ({shown})" : "")
                ),
            .. incident.Factors.Select((factor, i) => $"Factor {i + 1}, {factor.Kind}: {factor.Text}"),
        ];

    private static IEnumerable<string> Well(Incident incident)
    {
        var score = Scorecard.Of(incident);
        if (score.ToImpact is { } impact)
            yield return $"The impact was known after {Durations.Say(impact)}.";
        if (score.ToMitigate is { } stopped)
            yield return $"The bleeding had stopped after {Durations.Say(stopped)}.";
        if (score.Updates > 0 && score.UpdatesOnTime == score.Updates)
            yield return score.Updates == 1 ? "The update came on time." : $"All {score.Updates} updates came on time.";
        if (incident.RecoveryShownBy is not null && incident.FalseAllClears == 0)
            yield return "Recovery was proven in monitoring before the all-clear.";
        if (!incident.Found.IsEmpty)
            yield return $"People spoke up at once: {string.Join("; ", incident.Found)}.";
        if (score.AdherencePercent == 100)
            yield return "The order was kept: impact, ways back, containment, proof.";
    }

    /// <summary>What the facts say went poorly; overrides are findings like others.</summary>
    internal static IEnumerable<string> Poorly(Incident incident)
    {
        var score = Scorecard.Of(incident);
        foreach (var line in incident.Log.Where(line => !line.Undone && line.Is<GateOverridden>()))
            yield return Sentence(Ink.Plain(line.Text));
        foreach (var finding in incident.Findings)
            yield return $"Finding, {finding.Kind}: {Sentence(finding.Text)}";
        if (score.UpdatesOnTime < score.Updates)
            yield return $"{score.Updates - score.UpdatesOnTime} of {score.Updates} updates came late, the latest by "
                + $"{Durations.Say(score.LatestUpdateBy)}.";
        if (incident.FalseAllClears > 0)
            yield return $"False all-clears: {incident.FalseAllClears}.";
        if (incident.JumpCount > 0)
            yield return $"Jumps between theories: {incident.JumpCount}.";
    }

    private static string Actions(Incident incident)
    {
        if (incident.Actions.IsEmpty)
            return incident.NoActionsBecause is { } why ? $"None needed, because {why}" : "";
        return string.Join('\n', incident.Actions.Select(action => Ink.Plain(ListActions.Line(action)[2..])));
    }

    private static string Sentence(string text) =>
        text.TrimEnd() is [.., '.' or '!' or '?'] ? text.TrimEnd() : text.TrimEnd() + ".";

    // It is over; that it went on was said while it did.
    private static string Hit(Impact impact) =>
        ImpactText.Of(impact with { Ongoing = Answer.No }).Replace(", over", "", StringComparison.Ordinal);

    private static string FromTo(DateTimeOffset from, DateTimeOffset to) =>
        $"from {from.UtcDateTime:yyyy-MM-dd HH:mm} to "
        + (from.UtcDateTime.Date == to.UtcDateTime.Date ? "" : $"{to.UtcDateTime:yyyy-MM-dd} ")
        + $"{to.UtcDateTime:HH:mm} UTC";
}

/// <summary>The review's texts as one form, prefilled.</summary>
internal static class ReviewForm
{
    private const int LengthMax = 3_000;

    /// <summary>Asks for every section that is a text.</summary>
    public static Form Of(Incident incident) =>
        new()
        {
            Verb = "review",
            Title = $"Review of {incident.Id}",
            Intro = ReviewView.Blameless,
            Fields =
            [
                .. ReviewSection
                    .All.Where(section => section.Question.Length > 0)
                    .Select(section => new FormField
                    {
                        Key = section.Key,
                        Label = section.Question,
                        Kind = FieldKind.Paragraph,
                        Optional = true,
                        Value = ShortText.Cut(ReviewDraft.Of(incident, section), LengthMax),
                        LengthMax = LengthMax,
                        Hint =
                            incident.ReviewTexts.ContainsKey(section.Key)
                            || ReviewDraft.Of(incident, section).Length == 0
                                ? null
                                : "From the facts; read it over.",
                    }),
            ],
        };
}
