using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Diagnosing;

/// <summary><c>/incident hypothesis the connection pool is too small since 4.2</c></summary>
/// <param name="Text">The theory in a sentence; empty: the one of <paramref name="Number"/>.</param>
/// <param name="Number">A theory that was offered before; null: a new one.</param>
/// <param name="Again">Take up one that was refuted.</param>
public sealed record ProposeHypothesis(string Text, int? Number = null, bool Again = false)
    : IncidentCommand,
        ILandsOtherwise
{
    public static CommandWord Word { get; } =
        new("hypothesis", "<text…>", "Offer a theory of the cause; one is tested at a time", Read)
        {
            Topic = "Diagnose",
            Synonyms = ["theory", "cause"],
            Keys = ["again"],
            Takes = new Dictionary<string, Func<string, bool>> { ["again"] = KeyValues.Flag },
            Example = "hypothesis the connection pool is too small since 4.2",
        };

    /// <inheritdoc/>
    public override Intention? Intends(Incident incident) =>
        incident.IsRunning && !IsKnown(incident) ? new Intention.Theory() : null;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        var known = Same(incident);
        if (known is null && Number is not null)
            return Hypotheses.NoSuch();
        if (known?.State is HypothesisState.Active or HypothesisState.Confirmed)
            return Decision.NothingToDo;
        if (known?.State is HypothesisState.Refuted && !Again)
            return WasRefuted(known);
        if (incident.ActiveHypothesis is { } active)
            return known is null ? Listed(incident, HypothesisState.Candidate) : Hypotheses.Busy(active);
        return known is null
            ? Listed(incident, HypothesisState.Active)
            : Decision.Accept(new HypothesisTakenUp(known.Number, known.Text));
    }

    /// <inheritdoc/>
    public Decision? WhenStopped(Incident incident, Refusal missing, DecisionContext context)
    {
        if (Same(incident) is not null)
            return Decision.Refuse(missing);
        if (missing.Code == OneHypothesisGate.Row.Code)
        {
            var listed = Listed(incident, HypothesisState.Candidate);
            return listed.Refusal is not null
                ? listed
                : listed with
                {
                    Refusal = missing with { Because = missing.Because + " Yours is on the list." },
                };
        }

        return Decision.Accept(new HypothesisParked(Hypotheses.Next(incident), Text, missing.Code)) with
        {
            Refusal = missing with
            {
                Because = missing.Because + " Your theory is parked, not lost; it comes back to you then.",
            },
        };
    }

    // One that is tested or was settled already is answered without asking for anything.
    private bool IsKnown(Incident incident) =>
        Same(incident) is { State: HypothesisState.Active or HypothesisState.Confirmed }
        || (Number is not null && Same(incident) is null)
        || (!Again && Same(incident) is { State: HypothesisState.Refuted });

    private Hypothesis? Same(Incident incident) =>
        Number is { } n
            ? incident.Hypotheses.Find(h => h.Number == n)
            : incident.Hypotheses.Find(h => Hypotheses.Alike(h.Text, Text));

    private Decision Listed(Incident incident, HypothesisState state)
    {
        var waiting = incident.Hypotheses.Count(h => h.State == HypothesisState.Candidate);
        return state == HypothesisState.Candidate && waiting >= Hypothesis.CandidatesMax
            ? new Refusal(
                "too-many-candidates",
                $"Five theories wait already. First a verdict on #{incident.ActiveHypothesis?.Number}.",
                new NextStep("Give the verdict", "verdict"),
                new NextStep("Note it instead", $"note theory: {Text}")
            )
            : Decision.Accept(new HypothesisProposed(Hypotheses.Next(incident), Text, state));
    }

    private static Refusal WasRefuted(Hypothesis known) =>
        new(
            "refuted-before",
            $"That was refuted as #{known.Number}: {known.VerdictEvidence}. Has the evidence changed?",
            new NextStep("Test it again", $"hypothesis #{known.Number} again: \"yes\""),
            new NextStep("Another theory", "hypothesis")
        );

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var again = line["again"] is not null;
        if (line.Rest.Length == 0)
            return Parsed.Ask((_, _) => Ask());
        return line.Rest.StartsWith('#') && line.RestWords is [var only] && Numbers.Leading([only]) is { } number
            ? new ProposeHypothesis("", number, again)
            : new ProposeHypothesis(line.Rest, null, again);
    }

    private static Form Ask() =>
        new()
        {
            Verb = "hypothesis",
            Title = "A theory of the cause",
            Submit = "Offer",
            Fields =
            [
                new FormField
                {
                    Key = "rest",
                    Label = "What may be the cause?",
                    Hint = "One sentence that a test can prove wrong.",
                },
            ],
        };
}

/// <summary>A theory was offered.</summary>
/// <param name="Number">1 for the first of an incident.</param>
/// <param name="Text">In words.</param>
/// <param name="State">Active, or a candidate while another is being tested.</param>
public sealed record HypothesisProposed(int Number, string Text, HypothesisState State)
    : IncidentEvent,
        IMilestone,
        IUndoableWhileLast
{
    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) => [Milestone.Theorized];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Hypotheses = before.Hypotheses.Add(new Hypothesis(Number, Text, recorded.By, State)),
            JumpCount = before.JumpCount + (State == HypothesisState.Candidate ? 1 : 0),
        };

    /// <inheritdoc/>
    public override string Describe() =>
        State == HypothesisState.Active
            ? $"Theory #{Number} (a guess until there is evidence): {Text}"
            : $"Theory #{Number} on the list: {Text}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) =>
        State == HypothesisState.Active ? Loudness.Banner : Loudness.LogThread;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        State == HypothesisState.Active
            ? base.Announce(after, recorded) with
            {
                Footer = "What would prove it wrong?",
                Actions =
                [
                    new ChatAction("Test it", "test"),
                    new ChatAction("Evidence", "evidence"),
                    new ChatAction("Verdict", $"verdict #{Number}"),
                ],
            }
            : base.Announce(after, recorded);
}

/// <summary>A theory came too early; it is kept.</summary>
public sealed record HypothesisParked(int Number, string Text, [property: Code] string Gate) : IncidentEvent, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Hypotheses = before.Hypotheses.Add(new Hypothesis(Number, Text, recorded.By, HypothesisState.Parked)),
        };

    /// <inheritdoc/>
    public override string Describe() => $"Theory #{Number} parked ({Gate}): {Text}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}

/// <summary>The way is free for a parked theory; its author was told.</summary>
public sealed record HypothesisOfferedBack(int Number, string Text) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        Hypotheses.With(before, Number, h => h with { OfferedBack = true });

    /// <inheritdoc/>
    public override string Describe() => $"Theory #{Number} offered back: {Text}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        [
            new Effect.Tell(
                after.Hypotheses.First(h => h.Number == Number).By.Id,
                ChatMessage.Text(
                    $"Now is the time for your theory: “{Markup.Clean(Text)}”. Still what you think?",
                    new ChatAction("Take it up", $"hypothesis #{Number}", ActionStyle.Primary)
                ),
                $"parked-{Number}"
            ),
        ];
}

/// <summary>A theory from the list is being tested now.</summary>
public sealed record HypothesisTakenUp(int Number, string Text) : IncidentEvent, IMilestone, IUndoable
{
    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) => [Milestone.Theorized];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        Hypotheses.With(before, Number, h => h with { State = HypothesisState.Active });

    /// <inheritdoc/>
    public override string Describe() => $"Theory #{Number} taken up: {Text}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;
}

/// <summary>What the commands about theories share.</summary>
public static class Hypotheses
{
    /// <summary>The same words, whatever their case and marks.</summary>
    public static bool Alike(string a, string b) => Squeeze(a) == Squeeze(b);

    /// <summary>The next theory's number.</summary>
    public static int Next(Incident incident) => incident.Hypotheses.Select(h => h.Number).DefaultIfEmpty().Max() + 1;

    /// <summary>There is none of that number.</summary>
    public static Refusal NoSuch() =>
        new(
            "no-such-theory",
            "There is no such theory.",
            new NextStep("Offer one", "hypothesis"),
            new NextStep("Show status", "status")
        );

    /// <summary>Another one is being tested.</summary>
    public static Refusal Busy(Hypothesis active) =>
        new(
            OneHypothesisGate.Row.Code,
            $"#{active.Number} “{active.Text}” is being tested. What did the test show?",
            new NextStep("Give the verdict", $"verdict #{active.Number}")
        );

    /// <summary>The state with one theory changed.</summary>
    public static Incident With(Incident before, int number, Func<Hypothesis, Hypothesis> change) =>
        before with
        {
            Hypotheses = [.. before.Hypotheses.Select(h => h.Number == number ? change(h) : h)],
        };

    private static string Squeeze(string text) =>
        string.Join(
            ' ',
            text.ToLowerInvariant().Split([' ', '.', ',', '!', '?', '"', '\''], StringSplitOptions.RemoveEmptyEntries)
        );
}
