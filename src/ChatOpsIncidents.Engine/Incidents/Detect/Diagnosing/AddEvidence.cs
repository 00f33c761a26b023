using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Diagnosing;

/// <summary><c>/incident evidence against https://grafana.test/d/pool pool at 40 %</c></summary>
/// <param name="Text">What, in words; may be only a link.</param>
/// <param name="Side">For or against; null: not said.</param>
/// <param name="Number">The theory; null: the one that is being tested, else the incident.</param>
/// <param name="At">When it was seen; null: now.</param>
public sealed record AddEvidence(string Text, EvidenceSide? Side, int? Number, DateTimeOffset? At) : IncidentCommand
{
    private const int FilesMax = 10;

    /// <summary>The platform's ids of the files that show it; a copy of each is kept.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What it is: <c>log</c>, <c>metric</c>, <c>trace</c> or <c>report</c>; null: not said.</summary>
    public string? Kind { get; init; }

    public static CommandWord Word { get; } =
        new(
            "evidence",
            "[for|against] <text or link…> [kind: log|metric|trace|report]",
            "Save what shows something; for or against the theory",
            Read
        )
        {
            Topic = "Diagnose",
            Keys = ["side", "kind", "at", "because", "file"],
            Takes = new Dictionary<string, Func<string, bool>>
            {
                ["side"] = KeyValues.Word,
                ["kind"] = value => EvidenceKinds.Find(value) is not null,
                ["at"] = KeyValues.Time,
                ["file"] = KeyValues.List,
            },
            Example = "evidence against https://grafana.example/d/pool pool at 40 %",
        };

    /// <inheritdoc/>
    public override DateTimeOffset? DoneAt => At;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        var of = Number is { } n ? incident.Hypotheses.Find(h => h.Number == n) : incident.ActiveHypothesis;
        if (of is null && Number is not null)
            return Hypotheses.NoSuch();
        if (incident.Evidence.Any(e => e.Text == Text && e.Hypothesis == of?.Number && e.Side == Side))
            return Decision.NothingToDo;
        return Decision.Accept(
            new NewFact(
                new EvidenceAdded(
                    of?.Number,
                    of is null ? null : Side,
                    Text,
                    Links.Find(Text.Split(' ', '\n')),
                    Files.Count == 0 ? null : Files
                )
                {
                    Kind = Kind,
                },
                At
            )
        ) with
        {
            Remark = of is not null && Side is null ? SayWhichSide(of) : null,
        };
    }

    private static ChatMessage SayWhichSide(Hypothesis of) =>
        ChatMessage.Text(
            $"It counts neither for nor against theory #{of.Number}; say {Markup.Code("/incident evidence for …")} or "
                + $"{Markup.Code("against …")} where it does."
        );

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var words = line.RestWords;
        if (words is [var none, .. var because] && none.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            return (line["because"] ?? string.Join(' ', MitigationWords.Because(because))) is { Length: > 0 } why
                ? new RuleOutEvidence(why)
                : Parsed.Ask((_, _) => MitigationForms.None("evidence", "Not preservable"));
        }

        int? number = words is [['#', ..], ..] ? Numbers.Leading(words) : null;
        var taken = number is null ? 0 : 1;
        var side = SideOf(line["side"] ?? words.ElementAtOrDefault(taken) ?? "");
        taken += side is not null && line["side"] is null ? 1 : 0;
        words = words[taken..];
        var files = (line["file"] ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (files.Length > FilesMax || files.Any(id => id.Length > 100 || !id.All(char.IsAsciiLetterOrDigit)))
            return NoFile();
        if (words.Length == 0 && files.Length == 0)
            return Parsed.Ask((incident, _) => Ask(incident, side));
        var attached = files.Length == 1 ? "a file" : $"{files.Length} files";
        var text = words.Length > 0 ? line.RestAfter(taken) : attached;
        var reported = Reported.Read(line, text, context);
        return reported.Refusal is { } noTime
            ? noTime
            : new AddEvidence(reported.Text, side, number, reported.At)
            {
                Files = files,
                Kind = EvidenceKinds.Find(line["kind"] ?? ""),
            };
    }

    private static Refusal NoFile() =>
        new(
            "no-file",
            $"A file is named by its id, for example F0123ABC; at most {FilesMax} at a time.",
            new NextStep("Type", "evidence <what it shows> file: <id>")
        );

    private static EvidenceSide? SideOf(string word) =>
        word.ToLowerInvariant().TrimEnd(':') switch
        {
            "for" or "pro" => EvidenceSide.For,
            "against" or "contra" => EvidenceSide.Against,
            _ => null,
        };

    private static Form Ask(Incident incident, EvidenceSide? side) =>
        new()
        {
            Verb = "evidence",
            Title = "Evidence",
            Intro = incident.ActiveHypothesis is { } active ? Markup.Clean($"#{active.Number} {active.Text}") : null,
            Fields =
            [
                .. incident.ActiveHypothesis is null
                    ? Array.Empty<FormField>()
                    :
                    [
                        new FormField
                        {
                            Key = "side",
                            Label = "It speaks",
                            Kind = FieldKind.Choice,
                            Optional = true,
                            Value = side?.ToString().ToLowerInvariant(),
                            Options = [new("for", "for the theory"), new("against", "against the theory")],
                        },
                    ],
                new FormField
                {
                    Key = "kind",
                    Label = "What is it?",
                    Kind = FieldKind.Select,
                    Optional = true,
                    Options = EvidenceKinds.Options,
                },
                new FormField
                {
                    Key = "rest",
                    Label = "What was seen or saved? Words or a link",
                    Kind = FieldKind.Paragraph,
                    LengthMax = 3_000,
                },
            ],
        };
}

/// <summary><c>/incident evidence none because the disk is full and the node is gone</c></summary>
public sealed record RuleOutEvidence(string Because) : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        return incident.NoEvidenceBecause == Because
            ? Decision.NothingToDo
            : Decision.Accept(new EvidenceRuledOut(Because));
    }
}

/// <summary>Something was saved or seen that shows something.</summary>
/// <param name="Number">The theory; null: the incident.</param>
/// <param name="Side">For or against; null: not said.</param>
/// <param name="Text">What, in words; may be only a link.</param>
/// <param name="Url">The link in it; null: none.</param>
/// <param name="Files">The platform's ids of the files of which copies are kept; null: none.</param>
public sealed record EvidenceAdded(
    int? Number,
    EvidenceSide? Side,
    string Text,
    string? Url,
    [property: Code] IReadOnlyList<string>? Files = null
) : IncidentEvent, IMilestone, IUndoableWhileLast
{
    /// <summary>What it is: <c>log</c>, <c>metric</c>, <c>trace</c> or <c>report</c>; null: not said.</summary>
    [Code]
    public string? Kind { get; init; }

    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) => [Milestone.Noted];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = before with
        {
            Evidence = before.Evidence.Add(new Evidence(Text, Url, recorded.By, recorded.ObservedAt, Number, Side)),
        };
        return (Number, Side) switch
        {
            ({ } n, EvidenceSide.Against) => Hypotheses.With(after, n, h => h with { Against = h.Against.Add(Text) }),
            ({ } n, EvidenceSide.For) => Hypotheses.With(after, n, h => h with { For = h.For.Add(Text) }),
            _ => after,
        };
    }

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        (Files ?? []).Select(file => new Effect.KeepFile(recorded.Seq, file));

    private string Bearing =>
        Side switch
        {
            EvidenceSide.For => "for",
            EvidenceSide.Against => "against",
            _ => "on",
        };

    /// <inheritdoc/>
    public override string Describe()
    {
        var kind = Kind is null ? "" : $" ({EvidenceKinds.Say(Kind)})";
        return Number is { } n ? $"Evidence{kind} {Bearing} theory #{n}: {Text}" : $"Evidence{kind}: {Text}";
    }
}

/// <summary>The kinds of evidence.</summary>
internal static class EvidenceKinds
{
    /// <summary>As options of a form.</summary>
    public static IReadOnlyList<FieldOption> Options { get; } =
    [
        new("log", "A log"),
        new("metric", "A metric or graph"),
        new("trace", "A trace"),
        new("report", "A user's report"),
    ];

    /// <summary>The kind of a word; null: none.</summary>
    public static string? Find(string word) =>
        word.Trim().ToLowerInvariant() switch
        {
            "log" or "logs" => "log",
            "metric" or "metrics" or "graph" => "metric",
            "trace" or "traces" => "trace",
            "report" or "user report" or "user-report" => "report",
            _ => null,
        };

    /// <summary>As people read it.</summary>
    public static string Say(string kind) => kind == "report" ? "user report" : kind;
}

/// <summary>What is about to be destroyed cannot be saved first.</summary>
public sealed record EvidenceRuledOut(string Because) : IncidentEvent, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before with { NoEvidenceBecause = Because };

    /// <inheritdoc/>
    public override string Describe() => $"Evidence cannot be preserved, because {Because}";
}
