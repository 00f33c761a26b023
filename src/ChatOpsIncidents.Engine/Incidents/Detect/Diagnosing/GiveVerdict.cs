using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Diagnosing;

/// <summary><c>/incident verdict #1 refuted the pool was never over 40 %</c></summary>
/// <param name="Number">The theory; null: the one that is being tested.</param>
/// <param name="State">Confirmed, refuted or inconclusive.</param>
/// <param name="Evidence">What it rests on.</param>
public sealed record GiveVerdict(int? Number, HypothesisState State, string Evidence) : IncidentCommand
{
    private static readonly Dictionary<string, HypothesisState> Verdicts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["confirmed"] = HypothesisState.Confirmed,
        ["confirm"] = HypothesisState.Confirmed,
        ["yes"] = HypothesisState.Confirmed,
        ["true"] = HypothesisState.Confirmed,
        ["right"] = HypothesisState.Confirmed,
        ["proven"] = HypothesisState.Confirmed,
        ["refuted"] = HypothesisState.Refuted,
        ["refute"] = HypothesisState.Refuted,
        ["no"] = HypothesisState.Refuted,
        ["false"] = HypothesisState.Refuted,
        ["wrong"] = HypothesisState.Refuted,
        ["disproved"] = HypothesisState.Refuted,
        ["rejected"] = HypothesisState.Refuted,
        ["inconclusive"] = HypothesisState.Inconclusive,
        ["unclear"] = HypothesisState.Inconclusive,
        ["unknown"] = HypothesisState.Inconclusive,
        ["open"] = HypothesisState.Inconclusive,
    };

    public static CommandWord Word { get; } =
        new(
            "verdict",
            "[#n] <confirmed|refuted|inconclusive> <evidence…>",
            "Say what the test showed, and what shows it",
            Read
        )
        {
            Topic = "Diagnose",
            Keys = ["verdict", "evidence"],
            Example = "verdict refuted the pool was never over 40 %",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        var of = Number is { } n ? incident.Hypotheses.Find(h => h.Number == n) : incident.ActiveHypothesis;
        if (of is null)
            return Hypotheses.NoSuch();
        return of.State == State && of.VerdictEvidence == Evidence
            ? Decision.NothingToDo
            : Decision.Accept(new VerdictGiven(of.Number, of.Text, State, Evidence));
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var words = line.RestWords;
        var number = Numbers.Leading(words);
        if (number is not null)
            words = words[1..];
        HypothesisState? state = null;
        if (line["verdict"] is { } keyed)
            state = Find(keyed);
        else if (words is [var first, ..] && Find(first) is { } found)
            (state, words) = (found, words[1..]);
        var evidence = line["evidence"] ?? string.Join(' ', words);
        return state is { } given && evidence.Length > 0
            ? new GiveVerdict(number, given, evidence)
            : Parsed.Ask((incident, _) => Ask(incident, number, state, evidence));
    }

    private static HypothesisState? Find(string word) =>
        Verdicts.TryGetValue(word.Trim(',', ':', '.'), out var found) ? found : null;

    private static Form Ask(Incident incident, int? number, HypothesisState? state, string evidence)
    {
        var of = number is { } n ? incident.Hypotheses.Find(h => h.Number == n) : incident.ActiveHypothesis;
        return new Form
        {
            Verb = "verdict",
            Lead = of is null ? "" : $"#{of.Number}",
            Title = "Verdict",
            Intro = of is null ? null : Markup.Clean($"#{of.Number} {of.Text}"),
            Fields =
            [
                new FormField
                {
                    Key = "verdict",
                    Label = "What did the test show?",
                    Kind = FieldKind.Choice,
                    Value = state?.ToString().ToLowerInvariant(),
                    Options =
                    [
                        new("confirmed", "Confirmed"),
                        new("refuted", "Refuted"),
                        new("inconclusive", "Inconclusive"),
                    ],
                },
                new FormField
                {
                    Key = "rest",
                    Label = "What shows it?",
                    Value = evidence,
                    Kind = FieldKind.Paragraph,
                },
            ],
        };
    }
}

/// <summary>A theory has its verdict.</summary>
public sealed record VerdictGiven(int Number, string Text, HypothesisState Verdict, string Evidence)
    : IncidentEvent,
        INews,
        IUndoableWhileLast
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        Hypotheses.With(before, Number, h => h with { State = Verdict, VerdictEvidence = Evidence });

    /// <inheritdoc/>
    public override string Describe() =>
        $"Theory #{Number} {Verdict.ToString().ToLowerInvariant()}: {Text}; shown by: {Evidence}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        base.Announce(after, recorded) with
        {
            Actions =
                after.ActiveHypothesis is not null || Verdict == HypothesisState.Confirmed
                    ? []
                    :
                    [
                        .. after
                            .Hypotheses.Where(h => h.State is HypothesisState.Candidate or HypothesisState.Parked)
                            .Take(Hypothesis.CandidatesMax)
                            .Select(h => new ChatAction(
                                ShortText.Cut($"Take up #{h.Number} {h.Text}", 60),
                                $"hypothesis #{h.Number}"
                            )),
                    ],
        };
}
