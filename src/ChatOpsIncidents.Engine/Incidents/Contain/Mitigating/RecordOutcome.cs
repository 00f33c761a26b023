using System.Globalization;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Mitigating;

/// <summary><c>/incident outcome #1 worked errors down to 0.1 %</c></summary>
/// <param name="Number">The change; null: the only one that can be meant.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Observed">What was seen; may be empty.</param>
/// <param name="At">When it was seen; null: now.</param>
public sealed record RecordOutcome(int? Number, MitigationOutcome Outcome, string Observed, DateTimeOffset? At = null)
    : IncidentCommand
{
    // A change whose outcome is not older may be meant as well as one that runs.
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(10);

    public static CommandWord Word { get; } =
        new("outcome", "[#n] <worked|partial|failed> [observed…]", "Say whether the change helped", Read)
        {
            FrontRow = true,
            Synonyms = ["result"],
            Keys = ["change", "outcome", "observed", "at", "turned"],
            Example = "outcome worked errors down to 0.1 %",
        };

    /// <summary>That it turns an earlier answer round is meant.</summary>
    public bool IsTurned { get; init; }

    /// <summary>The first answer is meant: what somebody else has answered meanwhile is shown before it is
    /// changed.</summary>
    public bool IsFirst { get; init; }

    /// <inheritdoc/>
    public override DateTimeOffset? DoneAt => At;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        Mitigation[] meant = [.. Meant(incident, Number, context.Now)];
        // While we wait for others and change nothing ourselves, "it works again" is theirs.
        if (incident.Running is null && Number is null && Waited(incident) is { } ended)
            return ended;
        if (meant.Length > 1)
            return Which(meant);
        if (meant is not [var of])
            return NoSuch();
        if (of.Outcome == Outcome && (Observed.Length == 0 || of.Observed == Observed))
            return Decision.NothingToDo;
        if (!IsTurned && (IsTurn(of) || (IsFirst && of.Outcome is not null)))
            return Turned(of);
        var was = IsTurn(of) ? of.Outcome : null;
        return Decision.Accept(
            new NewFact(new OutcomeRecorded(of.Number, of.Kind, of.What, Outcome, Observed, was), At)
        );
    }

    // Those for whom we waited have done it.
    private Decision? Waited(Incident incident) =>
        incident.WaitingFor is { } whom && Outcome == MitigationOutcome.Worked
            ? Decision.Accept(new NewFact(new WaitEnded(whom, true, Observed), At))
            : null;

    /// <summary>The changes that can be meant: those that run, and beside them those that ended lately; else the
    /// last.</summary>
    private static IEnumerable<Mitigation> Meant(Incident incident, int? number, DateTimeOffset now)
    {
        if (number is { } n)
            return incident.Mitigations.Where(m => m.Number == n);
        var lately = incident.Mitigations.Where(m => m.Outcome is null || now - m.OutcomeAt < Lately).ToArray();
        return lately.Length > 0 ? lately : incident.Mitigations.TakeLast(1);
    }

    // Better after "in part" is how it goes on; anything else than what was said takes that back.
    private bool IsTurn(Mitigation of) => of.Outcome is { } was && was != Outcome && was != MitigationOutcome.Partial;

    private Refusal Turned(Mitigation of) =>
        new(
            "outcome-turned",
            $"{Markup.Clean(of.ToString())} {OutcomeWords.Said(of.Outcome!.Value)} ({SaidBy(of)}). "
                + (IsTurn(of) ? "Is that wrong, and it " : "Is it otherwise now: it ")
                + $"{OutcomeWords.Said(Outcome)}? Both stay in the timeline.",
            new NextStep($"Yes: {OutcomeWords.Label(Outcome)}", Line(of, turned: true)),
            new NextStep("Leave it", "status")
        );

    private static string SaidBy(Mitigation of) =>
        string.Join(
            ' ',
            new[]
            {
                of.OutcomeBy is { } by ? Markup.Clean(by.Name) : null,
                of.OutcomeAt is { } at ? Markup.Time(at) : null,
            }.OfType<string>()
        );

    private Refusal Which(IEnumerable<Mitigation> meant) =>
        new(
            "which-change",
            $"Which change {OutcomeWords.Said(Outcome)}?",
            [.. meant.Select(one => new NextStep(ShortText.Cut(one.ToString(), 60), Line(one, turned: false)))]
        );

    private string Line(Mitigation of, bool turned)
    {
        var line = Word.Line($"#{of.Number} {Outcome.ToString().ToLowerInvariant()}");
        var keys = line.Keys;
        if (Observed.Length > 0)
            keys = keys.SetItem("observed", Observed);
        if (At is { } at)
            keys = keys.SetItem(
                "at",
                at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            );
        if (turned)
            keys = keys.SetItem("turned", "yes");
        return (line with { Keys = keys }).ToWords();
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
        number ??= line["change"] is { } change ? Numbers.Leading([change]) : null;
        var (outcome, rest) = line["outcome"] is { } keyed
            ? (OutcomeWords.Find(keyed), string.Join(' ', words))
            : OutcomeWords.Cut(words);
        var reported = Reported.Read(line, line["observed"] ?? rest, context);
        if (reported.Refusal is { } noTime)
            return noTime;
        return outcome is { } found
            ? new RecordOutcome(number, found, reported.Bare, reported.At)
            {
                IsTurned = line["turned"] is { } turned && turned != "no",
                IsFirst = line["turned"] == "no",
            }
            : Parsed.Ask((incident, asked) => OutcomeForm.Ask([.. Meant(incident, number, asked.Now)], rest));
    }
}

/// <summary>What came of a change.</summary>
/// <param name="Number">The change.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="What">Its target, in words.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Observed">What was seen; may be empty.</param>
/// <param name="Was">What was recorded before, and is corrected by this; null: it is the first answer, or goes on from
/// it.</param>
public sealed record OutcomeRecorded(
    int Number,
    [property: Code] string Kind,
    string What,
    MitigationOutcome Outcome,
    string Observed,
    MitigationOutcome? Was = null
) : IncidentEvent, IHeardFirst, INews, IUndoableWhileLast
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
            OutcomeBy = recorded.By,
            Observed = Observed.Length == 0 ? change.Observed : Observed,
        };

    /// <inheritdoc/>
    public override string Describe() =>
        $"#{Number} {Kind} {What} {OutcomeWords.Said(Outcome)}"
        + (Was is { } was ? $" (corrected; it said that it {OutcomeWords.Said(was)})" : "")
        + (Observed.Length > 0 ? $": {Observed}" : "");

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => after.IsRunning ? Loudness.Banner : Loudness.LogThread;
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

    /// <summary>As the end of a sentence about a change.</summary>
    public static string Said(MitigationOutcome outcome) =>
        outcome switch
        {
            MitigationOutcome.Worked => "worked",
            MitigationOutcome.Partial => "helped in part",
            _ => "had no effect",
        };

    /// <summary>As a button says it.</summary>
    public static string Label(MitigationOutcome outcome) =>
        outcome switch
        {
            MitigationOutcome.Worked => "Worked",
            MitigationOutcome.Partial => "Partly",
            _ => "No effect",
        };

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
