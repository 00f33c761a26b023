using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Reviewing;

/// <summary>What kind of fact stands behind a sentence.</summary>
public enum DraftSource
{
    /// <summary>The record as a whole, from which it is reckoned.</summary>
    Record,

    /// <summary>How bad it was.</summary>
    Impact,

    /// <summary>What a change brought.</summary>
    Outcome,

    /// <summary>That it was over.</summary>
    Resolution,

    /// <summary>That it was not over after all.</summary>
    Reopening,

    /// <summary>What people outside were told.</summary>
    Update,

    /// <summary>What somebody found and said at once.</summary>
    Found,

    /// <summary>What became of a theory.</summary>
    Verdict,

    /// <summary>What contributed.</summary>
    Factor,

    /// <summary>What is to be changed, or why nothing is.</summary>
    Action,
}

/// <summary>A sentence that the facts give.</summary>
/// <param name="Text">Plain text.</param>
/// <param name="Source">What kind of fact stands behind it: the last one of that kind.</param>
public sealed record DraftLine(string Text, DraftSource Source = DraftSource.Record)
{
    /// <summary>Words of the fact, where there are several of its kind; empty: the last one is meant.</summary>
    public string Words { get; init; } = "";

    /// <summary>The fact's number, where it is known already; null: its source says it.</summary>
    public long? Entry { get; init; }
}

/// <summary>What the facts say already, section by section; people read it over and correct it.</summary>
public static class ReviewDraft
{
    /// <summary>The text that people wrote, else what the facts say; empty: they say nothing.</summary>
    public static string Of(Incident incident, ReviewSection section)
    {
        if (incident.ReviewTexts.GetValueOrDefault(section.Key) is not { } text)
            return FromFacts(incident, section);
        // What contributed and was recorded after people wrote is not lost.
        var later =
            section.Key == "root-cause"
                ? Factors(incident).Where(factor => !text.Contains(factor.Words, StringComparison.OrdinalIgnoreCase))
                : [];
        return string.Join('\n', [text, .. later.Select(factor => factor.Text)]);
    }

    /// <summary>What the facts say, whatever people wrote; empty: nothing.</summary>
    public static string FromFacts(Incident incident, ReviewSection section) =>
        string.Join(
            section.Key == "summary" ? ' ' : '\n',
            Lines(incident, section).Select(line => line.Text).Where(text => text.Length > 0)
        );

    /// <summary>The sentences of a section that the facts give, each with what stands behind it.</summary>
    public static IEnumerable<DraftLine> Lines(Incident incident, ReviewSection section) =>
        section.Key switch
        {
            "summary" => Summary(incident),
            "timeline" => [new DraftLine(Timeline(incident)) { Entry = First(incident) }],
            "root-cause" => Causes(incident),
            "went-well" => Well(incident),
            "went-poorly" => Poorly(incident),
            "actions" => Actions(incident),
            _ => [],
        };

    private static IEnumerable<DraftLine> Summary(Incident incident) =>
        ReportOpening
            .Of(incident)
            .Zip(
                [DraftSource.Record, DraftSource.Impact, DraftSource.Resolution, DraftSource.Outcome],
                (text, source) =>
                    new DraftLine(text, source) { Entry = source == DraftSource.Record ? First(incident) : null }
            );

    private static long? First(Incident incident) => incident.Log.FirstOrDefault(line => !line.Undone)?.Seq;

    private static string Timeline(Incident incident)
    {
        var lines = incident.Log.Where(line => !line.Undone && !line.IsBookkeeping).ToList();
        if (lines.Count == 0)
            return "";
        var span = ReportOpening.FromTo(lines.Min(line => line.At), lines.Max(line => line.At));
        return $"{lines.Count} entries {span}, {When(lines, incident)}.";
    }

    // Said as it is: what was written afterwards was not written while it happened.
    private static string When(IReadOnlyCollection<LogLine> lines, Incident incident)
    {
        if (incident.WasOver)
            return "written afterwards";
        var late = lines.Count(line => line.ToldLate);
        return late == 0 ? "written while it happened" : $"written while it happened, {late} of them later";
    }

    private static IEnumerable<DraftLine> Causes(Incident incident) =>
        [
            .. incident
                .Hypotheses.Where(one => one.State == HypothesisState.Confirmed)
                .Select(one => new DraftLine(
                    $"Confirmed: {one.Text}" + (one.VerdictEvidence is { Length: > 0 } shown ? $" ({shown})" : ""),
                    DraftSource.Verdict
                )
                {
                    Words = one.Text,
                }),
            .. Factors(incident),
        ];

    private static IEnumerable<DraftLine> Factors(Incident incident) =>
        incident.Factors.Select(
            (factor, i) =>
                new DraftLine($"Factor {i + 1}, {factor.Kind}: {factor.Text}", DraftSource.Factor)
                {
                    Words = factor.Text,
                }
        );

    private static IEnumerable<DraftLine> Well(Incident incident)
    {
        var score = Scorecard.Of(incident);
        if (score.ToImpact is { } impact)
            yield return new($"The impact was known after {Durations.Say(impact)}.", DraftSource.Impact);
        if (score.ToMitigate is { } stopped)
            yield return new($"The bleeding had stopped after {Durations.Say(stopped)}.", DraftSource.Outcome);
        if (score.Updates > 0 && score.UpdatesOnTime == score.Updates)
            yield return new(
                score.Updates == 1 ? "The update came on time." : $"All {score.Updates} updates came on time.",
                DraftSource.Update
            );
        if (incident.RecoveryShownBy is not null && incident.FalseAllClears == 0)
            yield return new(
                incident.HoldIsTyped
                    ? "Recovery was seen on a dashboard before the all-clear."
                    : "Recovery was proven in monitoring before the all-clear.",
                DraftSource.Resolution
            );
        if (!incident.Found.IsEmpty)
            yield return new($"People spoke up at once: {string.Join("; ", incident.Found)}.", DraftSource.Found);
        if (score is { IsOrderMeasured: true, AdherencePercent: 100 })
            yield return new("The order was kept: impact, rollback options, containment, proof.");
    }

    /// <summary>What the facts say went poorly; overrides are findings like others.</summary>
    internal static IEnumerable<DraftLine> Poorly(Incident incident)
    {
        var score = Scorecard.Of(incident);
        foreach (var line in incident.Log.Where(line => !line.Undone && line.Is<GateOverridden>()))
            yield return new(ReportOpening.Sentence(Markup.Plain(line.Text))) { Entry = line.Seq };
        if (score.UpdatesOnTime < score.Updates)
            yield return new(
                $"{score.Updates - score.UpdatesOnTime} of {score.Updates} updates came late, the latest by "
                    + $"{Durations.Say(score.LatestUpdateBy)}.",
                DraftSource.Update
            );
        if (incident.FalseAllClears > 0)
            yield return new($"False all-clears: {incident.FalseAllClears}.", DraftSource.Reopening);
        if (incident.JumpCount > 0)
            yield return new($"Jumps between theories: {incident.JumpCount}.", DraftSource.Verdict);
    }

    /// <summary>The findings, one a line; they have a section of their own in every report.</summary>
    internal static IEnumerable<string> Findings(Incident incident) =>
        incident.Findings.Select(finding => $"{finding.Kind}: {ReportOpening.Sentence(finding.Text)}");

    private static IEnumerable<DraftLine> Actions(Incident incident)
    {
        if (incident is { Actions.IsEmpty: true, NoActionsBecause: { } why })
            return [new($"None needed, because {why}", DraftSource.Action)];
        return incident.Actions.Select(action => new DraftLine(
            Markup.Plain(ListActions.Line(action)[2..]),
            DraftSource.Action
        )
        {
            Words = action.Text,
        });
    }
}

/// <summary>The review's texts as one form, prefilled.</summary>
internal static class ReviewForm
{
    private const int LengthMax = 3_000;

    /// <summary>Asks for every section that is a text, except one too long for a form: the page has room for it.
    /// </summary>
    public static Form Of(Incident incident, DecisionContext context) =>
        new()
        {
            Verb = "review",
            Title = $"Review of {incident.Id}",
            Intro = ReviewView.Blameless,
            // What others write while the form is open stays.
            Lead = $"since {incident.Seq}",
            Fields =
            [
                .. ReviewSection
                    .All.Where(section => section.Question.Length > 0)
                    .Where(section => ReviewDraft.Of(incident, section).Length <= LengthMax)
                    .Select(section => Field(incident, section, section.AskedOf(incident, context.Catalog))),
            ],
        };

    private static FormField Field(Incident incident, ReviewSection section, string? question) =>
        new()
        {
            Key = section.Key,
            Label = section.Question,
            Kind = FieldKind.Paragraph,
            Optional = true,
            Value = ReviewDraft.Of(incident, section),
            LengthMax = LengthMax,
            Hint = question ?? (IsUnread(incident, section) ? "From the facts; read it over." : null),
        };

    private static bool IsUnread(Incident incident, ReviewSection section) =>
        !incident.ReviewTexts.ContainsKey(section.Key) && ReviewDraft.Of(incident, section).Length > 0;
}
