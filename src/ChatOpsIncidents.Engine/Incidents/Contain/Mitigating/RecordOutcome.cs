using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Mitigating;

/// <summary><c>/incident outcome #1 worked errors down to 0.1 %</c></summary>
/// <param name="Number">The change; null: the one that runs, else the last.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Observed">What was seen; may be empty.</param>
/// <param name="At">When it was seen; null: now.</param>
public sealed record RecordOutcome(int? Number, MitigationOutcome Outcome, string Observed, DateTimeOffset? At = null)
    : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("outcome", "[#n] <worked|partial|failed> [observed…]", "Say whether the change helped", Read)
        {
            FrontRow = true,
            Synonyms = ["result"],
            Keys = ["outcome", "observed", "at"],
            Example = "outcome worked errors down to 0.1 %",
        };

    /// <inheritdoc/>
    public override DateTimeOffset? DoneAt => At;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        var of = Number is { } n
            ? incident.Mitigations.Find(m => m.Number == n)
            : incident.Running ?? incident.Mitigations.LastOrDefault();
        if (of is null && Number is null && incident.WaitingFor is { } whom && Outcome == MitigationOutcome.Worked)
            return Decision.Accept(new NewFact(new WaitEnded(whom, true, Observed), At));
        if (of is null)
            return NoSuch();
        if (of.Outcome == Outcome && (Observed.Length == 0 || of.Observed == Observed))
            return Decision.NothingToDo;
        return Decision.Accept(new NewFact(new OutcomeRecorded(of.Number, of.Kind, of.What, Outcome, Observed), At));
    }

    private static Refusal NoSuch() =>
        new(
            "no-such-change",
            "There is no such change. Which one was started?",
            new NextStep("Record the change", "mitigate"),
            new NextStep("Show status", "status")
        );

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var words = line.RestWords;
        var number = Numbers.Leading(words);
        if (number is not null)
            words = words[1..];
        var (outcome, rest) = line["outcome"] is { } keyed
            ? (OutcomeWords.Find(keyed), string.Join(' ', words))
            : OutcomeWords.Cut(words);
        var reported = Reported.Read(line, line["observed"] ?? rest, context);
        if (reported.Refusal is { } noTime)
            return noTime;
        return outcome is { } found
            ? new RecordOutcome(number, found, reported.Bare, reported.At)
            : Parsed.Ask(
                (incident, _) =>
                    MitigationForms.Outcome(
                        incident.Mitigations.Find(m => m.Number == number)
                            ?? incident.Running
                            ?? incident.Mitigations.LastOrDefault(),
                        rest
                    )
            );
    }
}

/// <summary>What came of a change.</summary>
public sealed record OutcomeRecorded(
    int Number,
    [property: Code] string Kind,
    string What,
    MitigationOutcome Outcome,
    string Observed
) : IncidentEvent, INews, IUndoableWhileLast
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = before with
        {
            Mitigations = [.. before.Mitigations.Select(m => m.Number == Number ? Ended(m, recorded) : m)],
        };
        if (!before.IsRunning)
            return after; // told late: it recovered all the same
        return Outcome switch
        {
            MitigationOutcome.Worked => Recovery.Stopped(after, recorded.ObservedAt),
            _ when before is { MitigatedAt: null, HoldUntil: null } || Recovery.HoldsWithout(before, Number) => after,
            _ => Recovery.CameBack(after),
        };
    }

    private Mitigation Ended(Mitigation change, Recorded recorded) =>
        change with
        {
            Outcome = Outcome,
            OutcomeAt = recorded.ObservedAt,
            Observed = Observed.Length == 0 ? change.Observed : Observed,
        };

    /// <inheritdoc/>
    public override string Describe() =>
        $"#{Number} {Kind} {What} {Said}" + (Observed.Length > 0 ? $": {Observed}" : "");

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => after.IsRunning ? Loudness.Banner : Loudness.LogThread;

    private string Said =>
        Outcome switch
        {
            MitigationOutcome.Worked => "worked",
            MitigationOutcome.Partial => "helped in part",
            _ => "had no effect",
        };
}

/// <summary>The words for outcomes.</summary>
public static class OutcomeWords
{
    private static readonly Dictionary<string, MitigationOutcome> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["worked"] = MitigationOutcome.Worked,
        ["works"] = MitigationOutcome.Worked,
        ["yes"] = MitigationOutcome.Worked,
        ["fixed"] = MitigationOutcome.Worked,
        ["success"] = MitigationOutcome.Worked,
        ["ok"] = MitigationOutcome.Worked,
        ["gone"] = MitigationOutcome.Worked,
        ["helped"] = MitigationOutcome.Worked,
        ["partial"] = MitigationOutcome.Partial,
        ["partly"] = MitigationOutcome.Partial,
        ["better"] = MitigationOutcome.Partial,
        ["in part"] = MitigationOutcome.Partial,
        ["some"] = MitigationOutcome.Partial,
        ["failed"] = MitigationOutcome.Failed,
        ["fail"] = MitigationOutcome.Failed,
        ["no effect"] = MitigationOutcome.Failed,
        ["no"] = MitigationOutcome.Failed,
        ["none"] = MitigationOutcome.Failed,
        ["nothing"] = MitigationOutcome.Failed,
        ["worse"] = MitigationOutcome.Failed,
        ["did not"] = MitigationOutcome.Failed,
    };

    /// <summary>As options of a form.</summary>
    public static IReadOnlyList<FieldOption> Options { get; } =
    [
        new("worked", "Worked: the symptoms are gone"),
        new("partial", "In part: better, not gone"),
        new("failed", "No effect, or worse"),
    ];

    /// <summary>The outcome of a word; null: none.</summary>
    public static MitigationOutcome? Find(string word) =>
        Words.TryGetValue(word.Trim(',', ':', '.', ' '), out var found) ? found : null;

    /// <summary>The outcome named by the first one or two words, and the words after it.</summary>
    public static (MitigationOutcome? Outcome, string After) Cut(string[] words)
    {
        if (words.Length > 1 && Find($"{words[0]} {words[1]}") is { } two)
            return (two, string.Join(' ', words.Skip(2)));
        return words.Length > 0 && Find(words[0]) is { } one
            ? (one, string.Join(' ', words.Skip(1)))
            : (null, string.Join(' ', words));
    }
}
