using System.Text;
using ChatOpsIncidents.Engine.Timeline;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Exports;

/// <summary>The incident as a handout for training, as Markdown: the situation, the turning points as questions, and
/// only then what was done. People are named by what they did, not by name.</summary>
public static class Handout
{
    private const int TurningPointsMax = 12;

    /// <summary>Writes it.</summary>
    public static string Write(TimelineDocument document)
    {
        var incident = document.Incident;
        var names = new RolesForNames(document);
        var text = new StringBuilder($"# Practice: {names.In(incident.Title)}\n\n")
            .Append($"{ReviewExport.Opening}\n\n## The situation\n\n")
            .Append($"- **Severity:** {incident.SeverityText}\n");
        if (incident.Impact is { } impact)
            text.Append($"- **Who noticed what:** {names.In(ImpactText.Of(impact))}\n");
        if (incident.Services.Count > 0)
            text.Append($"- **Services:** {names.In(string.Join(", ", incident.Services))}\n");
        var turns = TurningPoints(document).ToList();
        text.Append("\n## Turning points: what would you do?\n\nCover the right column.\n\n")
            .Append("| After | What was known | What was done next |\n|---|---|---|\n");
        foreach (var (now, next) in turns.Zip(turns.Skip(1)))
            text.Append($"| {After(incident, now)} | {names.In(now.Text)} | {names.In(next.Text)} |\n");
        Figures(text, document);
        List(text, "What contributed", incident.Factors.Select(factor => $"{factor.Kind}: {names.In(factor.Text)}"));
        List(text, "What was found missing", incident.Findings.Select(one => $"{one.Kind}: {names.In(one.Text)}"));
        if (incident.ReviewTexts.GetValueOrDefault("lessons") is { } lessons)
            text.Append($"\n## Lessons\n\n{names.In(lessons)}\n");
        return text.Append(Questions).ToString();
    }

    private const string Questions = """

        ## To talk over

        1. What would have made it faster to see?
        2. What would have made it faster to stop?
        3. What would have made it easier to tell people?

        """;

    private static IEnumerable<TimelineEntry> TurningPoints(TimelineDocument document)
    {
        var numbers = document.Incident.Log.Where(IsTurningPoint).Select(line => line.Seq).ToHashSet();
        var turns = document.Entries.Where(entry => entry.Seq is { } seq && numbers.Contains(seq)).ToList();
        return turns.Count <= TurningPointsMax
            ? turns
            : turns.Where((_, i) => i * TurningPointsMax / turns.Count != (i - 1) * TurningPointsMax / turns.Count);
    }

    // What changes what people know, or what they do.
    private static bool IsTurningPoint(LogLine line) =>
        !line.Undone
        && (
            line.Is<IncidentDeclared>()
            || line.Is<ImpactAssessed>()
            || line.Is<RollbackRuledOut>()
            || line.Is<MitigationStarted>()
            || line.Is<OutcomeRecorded>()
            || line.Is<HypothesisProposed>()
            || line.Is<VerdictGiven>()
            || line.Is<FoundSomething>()
            || line.Is<WaitStarted>()
            || line.Is<IncidentResolved>()
        );

    private static string After(Incident incident, TimelineEntry entry) =>
        incident.DeclaredAt is { } declared && entry.ObservedAt >= declared
            ? Durations.Say(entry.ObservedAt - declared)
            : "before";

    private static void Figures(StringBuilder text, TimelineDocument document)
    {
        text.Append("\n## In figures\n\n| | |\n|---|---|\n");
        foreach (var (label, value) in ScoreRows.Of(document.Incident))
            text.Append($"| {label} | {value} |\n");
    }

    private static void List(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;
        text.Append($"\n## {title}\n\n");
        foreach (var line in all)
            text.Append($"- {line}\n");
    }
}

/// <summary>Puts what people did in place of their names: “the lead”, “an engineer”.</summary>
internal sealed class RolesForNames(TimelineDocument document)
{
    private readonly (string Name, string Instead)[] people =
    [
        .. document
            .Incident.Roles.Select(pair => (pair.Value.Name, $"the {pair.Key.ToString().ToLowerInvariant()}"))
            .Concat(document.Entries.Select(entry => (entry.Actor.Name, "an engineer")))
            .Concat(document.Incident.Actions.Select(action => (action.Owner.Name, "an engineer")))
            .Where(pair => pair.Name.Length > 1)
            .DistinctBy(pair => pair.Name),
    ];

    /// <summary>A text of the record without names, escaped for Markdown.</summary>
    public string In(string text) =>
        TimelineMarkdown.Escape(
            people.Aggregate(text, (said, pair) => OutwardText.Replace(said, pair.Name, pair.Instead))
        );
}
