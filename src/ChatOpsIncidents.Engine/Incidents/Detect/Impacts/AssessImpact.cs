using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Impacts;

/// <summary><c>/incident impact who: most how-bad: main-flow ongoing: yes scope: EU</c></summary>
/// <param name="Said">What was said now; what was said before is kept.</param>
public sealed record AssessImpact(ImpactAnswers Said) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new(
            "impact",
            "who: <one|some|most|all> how-bad: <whole-app|main-flow|some-flow|secondary> ongoing: "
                + "<yes|no|unknown>",
            "Say who is hit, how badly, and whether it is still happening",
            Read
        )
        {
            FrontRow = true,
            Synonyms = ["triage"],
            Keys = ["who", "how-bad", "ongoing", "scope", "working", "data"],
            Example = "impact who: most how-bad: main-flow ongoing: yes scope: EU cards",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (incident.ResolvedAt is not null && Said.Ongoing == Answer.Yes)
            return GoesOn(incident);
        var before = incident.ImpactSoFar ?? ImpactAnswers.None;
        var now = before.With(Said);
        var severity = Propose(incident, now, context);
        if (now == before && severity is null)
            return now.IsWhole ? Decision.NothingToDo : Decision.Answer(Reply.Ask(ImpactWords.Ask(now)));

        List<NewFact> facts = [];
        if (now != before)
            facts.Add(new ImpactAssessed(now, AskAgainAt(now, context)));
        if (severity is not null)
            facts.Add(severity);
        if (now.ToImpact() is { } impact)
            facts.AddRange(
                SeverityActions.Of(
                    incident with
                    {
                        Impact = impact,
                        Severity = severity?.To ?? incident.Severity,
                    },
                    context
                )
            );
        return new Decision { Facts = facts, Reply = now.IsWhole ? Differs(incident, now) : AskRest(now) };
    }

    // What is resolved does not go on: either it was not over, or it is not resolved.
    private static Refusal GoesOn(Incident incident) =>
        new(
            "incident-over",
            $"{incident.Id} is resolved. If it is still happening, reopen it.",
            new NextStep("Reopen", "reopen"),
            new NextStep("It is over", "impact ongoing: no")
        );

    private static DateTimeOffset? AskAgainAt(ImpactAnswers now, DecisionContext context) =>
        now.ToImpact() is { IsKnown: false } ? context.Now + context.Policy.AskAgain : null;

    // A severity that nobody chose follows the impact; one that somebody chose is that person's.
    private static SeverityChanged? Propose(Incident incident, ImpactAnswers now, DecisionContext context) =>
        !incident.SeverityConfirmed
        && now.IsWhole
        && TriageMatrix.Propose(now, incident.Severity) is { } to
        && (to != incident.Severity || !incident.SeverityFromImpact)
            ? new SeverityChanged(incident.Severity, to, "by the impact (" + ImpactText.Of(now) + ")", Proposed: true)
            {
                Plan = InformingPlan.At(to, incident, context),
            }
            : null;

    private static Reply? Differs(Incident incident, ImpactAnswers now) =>
        incident.SeverityConfirmed && TriageMatrix.Propose(now, incident.Severity) is { } to && to != incident.Severity
            ? Reply.Text(
                $"Impact: {ImpactText.Of(now)}. That speaks for {to}; it is {incident.Severity} now.",
                new ChatAction(
                    $"Make it {to}",
                    $"severity {to.ToString().ToLowerInvariant()} by the impact",
                    ActionStyle.Primary
                ),
                new ChatAction("Next step", "next")
            )
            : null;

    private static Reply AskRest(ImpactAnswers now) =>
        new()
        {
            Message = ChatMessage.Text(
                $"Kept: {ImpactText.Of(now)}. Still open: {now.Missing}.",
                new ChatAction("Impact", "impact", ActionStyle.Primary)
            ),
            Form = ImpactWords.Ask(now),
        };

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var (keyed, refusal) = ImpactWords.Keyed(line);
        if (refusal is not null)
            return refusal;
        var (free, left) = ImpactWords.Free(line.Rest);
        var said = free.With(keyed);
        // Words that are none of ours may turn the meaning of the others round ("no one can pay"): they are asked, not
        // guessed.
        if (left.Length > 0)
        {
            var guess = said with { Scope = said.Scope ?? line.Rest };
            return Parsed.Ask(
                (incident, _) => ImpactWords.Ask((incident.ImpactSoFar ?? ImpactAnswers.None).With(guess))
            );
        }

        return said == ImpactAnswers.None
            ? Parsed.Ask((incident, _) => ImpactWords.Ask(incident.ImpactSoFar ?? ImpactAnswers.None))
            : new AssessImpact(said);
    }
}

/// <summary>The impact was assessed, wholly or in part; it holds all answers so far, also the earlier ones.</summary>
/// <param name="Answers">All answers so far.</param>
/// <param name="AskAgainAt">When an "unknown" is asked again; null: all is known, or something is still open.</param>
public sealed record ImpactAssessed(ImpactAnswers Answers, DateTimeOffset? AskAgainAt) : IncidentEvent, INews, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var impact = Answers.ToImpact();
        // Other damage is another question.
        var answer = Answers.Data == before.DamagedData ? before.DataAnswer : null;
        var after = (
            before with
            {
                ImpactSoFar = Answers,
                ImpactAsks = 0,
                DataAnswer = answer,
                Impact = (impact ?? before.Impact) is { } known
                    ? known with
                    {
                        DataAnswered = answer?.ToString(),
                    }
                    : null,
                ImpactAt = before.ImpactAt ?? (impact is null ? null : recorded.ObservedAt),
                ImpactChangedAt = recorded.ObservedAt,
            }
        ).NotDue(DeadlineNames.Impact);
        if (
            before is { IsRunning: true, MitigatedAt: not null }
            && before.Impact?.Ongoing != Answer.Yes
            && impact?.Ongoing == Answer.Yes
        )
            after = Recovery.CameBack(after);
        return AskAgainAt is { } at ? after.Due(DeadlineNames.Impact, at) : after;
    }

    /// <inheritdoc/>
    public override string Describe() => $"Impact: {ImpactText.Of(Answers)}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Answers.IsWhole ? Loudness.LogThread : Loudness.CardOnly;
}

/// <summary>Asks again for what was "unknown", at most three times in a row.</summary>
public static class ImpactUnknown
{
    private const int AsksMax = 3;

    /// <summary>The time to ask again has come.</summary>
    public static Decision AskAgain(Incident incident, string rest, DecisionContext context)
    {
        if (
            !incident.IsRunning
            || incident.Impact is null or { IsKnown: true }
            || incident.ImpactSoFar is not { } answers
        )
            return Decision.NothingToDo;
        if (incident.Lead is { } busy && !incident.MayNag(busy.Id, context.Now, context.Policy))
            return Decision.Accept(
                NagDeferred.Of(incident, DeadlineNames.Impact, busy.Id, context.Now, context.Policy)
            );
        var number = incident.ImpactAsks + 1;
        var next = number < AsksMax ? context.Now + context.Policy.AskAgain : (DateTimeOffset?)null;
        var message = ChatMessage.Text(
            $"{incident.Id}: still not known {answers.Missing}. Do you know now?",
            new ChatAction("Impact", "impact", ActionStyle.Primary)
        );
        var key = $"impact-asked-{incident.Seq + 1}";
        return Decision.Accept(new ImpactAskedAgain(number, answers.Missing, incident.Lead, next)) with
        {
            Effects =
            [
                incident.Lead is { } lead
                    ? new Effects.Effect.Direct(lead.Id, message, key)
                    : new Effects.Effect.Post(Effects.Destination.Room, message, key),
            ],
        };
    }
}

/// <summary>What was "unknown" of the impact was asked again.</summary>
/// <param name="Number">1 for the first time since the last answer.</param>
/// <param name="Missing">What is not known.</param>
/// <param name="Of">Who was asked; null: everybody in the room.</param>
/// <param name="NextAt">When it is asked next; null: no more.</param>
public sealed record ImpactAskedAgain(int Number, string Missing, Person? Of, DateTimeOffset? NextAt)
    : IncidentEvent,
        INags
{
    IEnumerable<string> INags.Nagged => Of is null ? [] : [Of.Id];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = (before with { ImpactAsks = Number }).NotDue(DeadlineNames.Impact);
        return NextAt is { } at ? after.Due(DeadlineNames.Impact, at) : after;
    }

    /// <inheritdoc/>
    public override string Describe() => $"Asked again: {Missing}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}
