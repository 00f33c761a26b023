using System.Collections.Immutable;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Suspects;

/// <summary><c>/incident suspect deploys found checkout 4.2 at 13:58</c>: the three usual suspects.</summary>
/// <param name="Part"><c>deploys</c>, <c>infra</c> or <c>dependencies</c>.</param>
/// <param name="Verdict"><c>checked</c>, <c>found</c> or <c>none</c>.</param>
/// <param name="Note">May be empty.</param>
public sealed record MarkSuspect(string Part, string Verdict, string Note) : IncidentCommand
{
    /// <summary>The three parts, with what they are called.</summary>
    internal static readonly (string Part, string Label)[] Parts =
    [
        ("deploys", "Deploys"),
        ("infra", "Infrastructure changes"),
        ("dependencies", "Dependency outages"),
    ];

    private const int KnownMax = 2;
    private static readonly string[] Verdicts = ["checked", "found", "none"];

    public static CommandWord Word { get; } =
        new(
            "suspect",
            "<deploys|infra|dependencies> <checked|found|none> [note…]",
            "Mark one of the three usual suspects",
            Read
        )
        {
            Synonyms = ["suspects"],
            Keys = ["part", "verdict"],
            Topic = "Diagnose",
            Example = "suspect deploys found checkout 4.2 went out at 13:58",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        return incident.Suspects.TryGetValue(Part, out var mark) && mark.Verdict == Verdict && mark.Note == Note
            ? Decision.NothingToDo
            : Decision.Accept(new SuspectMarked(Part, Verdict, Note, First: incident.Suspects.IsEmpty));
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var words = new Queue<string>(line.RestWords);
        var typed = line["part"] ?? (words.Count > 0 ? words.Dequeue() : "");
        var part = PartOf(typed);
        if (part is null && typed.Length > 0)
        {
            return new Refusal(
                "unknown-suspect",
                $"“{typed}” is none of deploys, infra, dependencies.",
                new NextStep("Choose", "suspect")
            )
            {
                Fields = new Dictionary<string, string> { ["part"] = "Say deploys, infra or dependencies." },
            };
        }

        var verdict =
            line["verdict"]
            ?? (words.TryPeek(out var word) && Verdicts.Contains(word.ToLowerInvariant()) ? words.Dequeue() : null);
        var note = string.Join(' ', words);
        if (part is not null && verdict is not null && Verdicts.Contains(verdict.ToLowerInvariant()))
            return new MarkSuspect(part, verdict.ToLowerInvariant(), note);
        return Parsed.Ask((incident, _) => Ask(part, note.Length > 0 || part is null ? note : Known(incident, part)));
    }

    /// <summary>What is known already of a part, the likeliest change first; empty: nothing.</summary>
    internal static string Known(Incident incident, string part) =>
        string.Join(
            "; ",
            incident
                .RankedChanges()
                .Where(change => PartOfKind(change.Kind) == part)
                .Take(KnownMax)
                .Select(change => $"{ShortText.Cut(change.What, 80)} at {change.At.UtcDateTime:HH:mm} UTC")
        );

    private static string PartOfKind(string kind) =>
        kind switch
        {
            "infra" or "traffic" => "infra",
            "dependency" => "dependencies",
            _ => "deploys",
        };

    private static string? PartOf(string typed) =>
        typed.ToLowerInvariant().Trim(',', ':') switch
        {
            "deploys" or "deploy" or "deployments" or "releases" => "deploys",
            "infra" or "infrastructure" => "infra",
            "dependencies" or "dependency" or "deps" or "suppliers" => "dependencies",
            _ => null,
        };

    private static Form Ask(string? part, string note) =>
        new()
        {
            Verb = "suspect",
            Title = "A usual suspect",
            Fields =
            [
                new FormField
                {
                    Key = "part",
                    Label = "Which suspect?",
                    Kind = FieldKind.Choice,
                    Value = part,
                    Options = [.. Parts.Select(p => new FieldOption(p.Part, p.Label))],
                },
                new FormField
                {
                    Key = "verdict",
                    Label = "Looked at it",
                    Kind = FieldKind.Choice,
                    Options =
                    [
                        new("found", "Found something"),
                        new("none", "Nothing there"),
                        new("checked", "Checked, not clear"),
                    ],
                },
                new FormField
                {
                    Key = "rest",
                    Label = "What did you see?",
                    Optional = true,
                    Value = note,
                },
            ],
        };
}

/// <summary>A usual suspect was looked at.</summary>
/// <param name="Part">Which.</param>
/// <param name="Verdict">What was found.</param>
/// <param name="Note">May be empty.</param>
/// <param name="First">The first of the incident: the three-part card is posted with it.</param>
public sealed record SuspectMarked(
    [property: Code] string Part,
    [property: Code] string Verdict,
    string Note,
    bool First
) : IncidentEvent
{
    /// <summary>The three-part card's key.</summary>
    internal const string Key = "suspects";

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Suspects = before.Suspects.SetItem(Part, new SuspectMark(Verdict, Note, recorded.By)),
        };

    /// <inheritdoc/>
    public override string Describe() =>
        $"{MarkSuspect.Parts.FirstOrDefault(p => p.Part == Part).Label ?? Part}: {Verdict}"
        + (Note.Length > 0 ? $", {Note}" : "");

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        [First ? new Effect.Post(Destination.CardThread, Card(after), Key) : new Effect.Edit(Key, Card(after))];

    /// <summary>The three-part card: what was looked at, and what is known already of the rest.</summary>
    internal static ChatMessage Card(Incident incident) =>
        new()
        {
            Title = "The usual suspects",
            Body = string.Join(
                '\n',
                MarkSuspect.Parts.Select(p => $"• {Markup.Bold(p.Label)}: {Standing(incident, p.Part)}")
            ),
            Actions =
            [
                .. MarkSuspect
                    .Parts.Where(p => !incident.Suspects.ContainsKey(p.Part))
                    .Select(p => new ChatAction(p.Label, $"suspect {p.Part}")),
            ],
        };

    private static string Standing(Incident incident, string part)
    {
        if (incident.Suspects.TryGetValue(part, out var mark))
        {
            var note = mark.Note.Length > 0 ? $", {Markup.Clean(mark.Note)}" : "";
            return $"{mark.Verdict}{note} ({mark.By.Name})";
        }

        return MarkSuspect.Known(incident, part) is { Length: > 0 } known
            ? $"open, seen: {Markup.Clean(known)}"
            : "open";
    }
}
