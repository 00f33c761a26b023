using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Severities;

/// <summary><c>/incident severity sev1 all cards fail</c></summary>
/// <param name="To">The new severity.</param>
/// <param name="Why">The reason; may be empty.</param>
public sealed record ChangeSeverity(Severity To, string Why) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("severity", "<critical|major|medium|minor> [why]", "Change how bad it is", Read)
        {
            Synonyms = ["sev"],
            Keys = ["to"],
            Example = "severity critical all cards fail",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        return To == incident.Severity && incident.SeverityConfirmed
            ? Decision.NothingToDo
            : Decision.Accept([
                new SeverityChanged(incident.Severity, To, Why) { Plan = InformingPlan.At(To, incident, context) },
                .. SeverityActions.Of(incident with { Severity = To, SeverityConfirmed = true }, context),
            ]);
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var typed = line["to"] ?? line.RestWords.FirstOrDefault();
        if (typed is null)
            return Parsed.Ask((incident, _) => Ask(incident));
        var why = line["to"] is null ? string.Join(' ', line.RestWords.Skip(1)) : line.Rest;
        return (SeverityWords.Find(typed) ?? SeverityWords.OfNumber(typed)) is { } to
            ? new ChangeSeverity(to, why)
            : SeverityWords.Unknown(typed);
    }

    private static Form Ask(Incident incident) =>
        new()
        {
            Verb = "severity",
            Title = "How bad is it?",
            Fields =
            [
                new FormField
                {
                    Key = "to",
                    Label = "Severity",
                    Kind = FieldKind.Choice,
                    Value = incident.Severity.ToString(),
                    Options = SeverityWords.Options,
                },
                new FormField
                {
                    Key = "rest",
                    Label = "Why this severity?",
                    Optional = true,
                },
            ],
        };
}

/// <summary>The severity was changed or confirmed.</summary>
/// <param name="From">The one before.</param>
/// <param name="To">The new one; the same as before: it was confirmed.</param>
/// <param name="Why">The reason; may be empty.</param>
/// <param name="Proposed">It was set by the impact and not chosen by a person.</param>
public sealed record SeverityChanged(Severity From, Severity To, string Why, bool Proposed = false)
    : IncidentEvent,
        IHeardFirst,
        INews,
        IUndoable
{
    /// <summary>Who is told what, how often and where from now on; null: as before.</summary>
    public IReadOnlyList<Audience>? Plan { get; init; }

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before.WithPlan(Plan, isNews: To < From) with
        {
            Severity = To,
            SeverityConfirmed = !Proposed,
            SeverityFromImpact = Proposed,
        };

    /// <inheritdoc/>
    public override string Describe() =>
        (From == To ? $"Severity {To} confirmed" : $"Severity {From} → {To}") + (Why.Length > 0 ? $": {Why}" : "");

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Proposed && From == To ? Loudness.CardOnly : Loudness.Banner;
}

/// <summary>The words for severities.</summary>
public static class SeverityWords
{
    /// <summary>As options of a form.</summary>
    public static IReadOnlyList<FieldOption> Options { get; } =
    [
        new("Critical", "Critical: down for all or most users"),
        new("Major", "Major: a main flow fails for many"),
        new("Medium", "Medium: some flows wrong for some"),
        new("Minor", "Minor: a secondary flow, few reports"),
    ];

    /// <summary>The severity of a word such as <c>sev1</c>, <c>p2</c>, <c>1</c>… or its name; null: none.</summary>
    public static Severity? Find(string word) =>
        word.Trim(',', ':').ToLowerInvariant() switch
        {
            "critical" or "crit" or "sev1" or "sev-1" or "p1" or "s1" => Severity.Critical,
            "major" or "sev2" or "sev-2" or "p2" or "s2" => Severity.Major,
            "medium" or "sev3" or "sev-3" or "p3" or "s3" => Severity.Medium,
            "minor" or "sev4" or "sev-4" or "p4" or "s4" => Severity.Minor,
            _ => null,
        };

    /// <summary>The severity of a bare number, as in <c>sev 2</c>; null: none.</summary>
    public static Severity? OfNumber(string word) => word is ['1' or '2' or '3' or '4'] ? Find("sev" + word) : null;

    /// <summary>Whether it is written like a severity, known or not: <c>sev9</c>.</summary>
    public static bool LooksLikeOne(string word) =>
        word.Trim(',', ':', '[', ']').ToLowerInvariant()
            is ['s', 'e', 'v', >= '0' and <= '9']
                or ['p', >= '0' and <= '9'];

    /// <summary>No such severity.</summary>
    public static Refusal Unknown(string word) =>
        new(
            "unknown-severity",
            $"“{word}” is no severity. Say critical, major, medium or minor (sev1 to sev4, p1 to p4).",
            new NextStep("Choose", "severity")
        )
        {
            Fields = new Dictionary<string, string> { ["severity"] = "Say critical, major, medium or minor." },
        };
}
