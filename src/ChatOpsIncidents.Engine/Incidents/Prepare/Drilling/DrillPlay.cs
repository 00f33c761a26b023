using System.Globalization;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Drilling;

/// <summary>Plays a scenario: what comes at its time, what answers people, and the end. Pure.</summary>
public sealed class DrillPlay : IReaction
{
    /// <summary>The source that a drill's own facts bear in the timeline.</summary>
    public const string Source = "drill";

    private static readonly Person Stage = new("hook:drill", "Drill");

    /// <summary>The deadline of an inject.</summary>
    internal static string Deadline(int number) => DeadlineNames.Of(DeadlineNames.Drill, number);

    /// <summary>An inject's time has come.</summary>
    public static Decision Inject(Incident incident, string rest, DecisionContext context)
    {
        if (
            incident is not { IsRunning: true, Drill: { } drill }
            || !int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number < 1
            || number > drill.Scenario.Injects.Count
        )
            return Decision.NothingToDo;
        return Inject(incident, number, context);
    }

    /// <summary>An inject comes now.</summary>
    internal static Decision Inject(Incident incident, int number, DecisionContext context)
    {
        var drill = incident.Drill!;
        var inject = drill.Scenario.Injects[number - 1];
        if (inject is { At: not null, Always: false } && incident.MitigatedAt is not null)
            return Decision.Accept(Fact(new DrillMoved(number, LeftOut: true)));
        List<NewFact> facts = [Fact(new DrillMoved(number))];
        if (inject.Change is { } change)
            facts.Add(Seen(incident, change, number));
        facts.AddRange(Readings(incident, drill.Scenario, inject));
        if (inject.Say is { } said)
            facts.Add(Fact(new DrillHeard(number, said)));
        return new Decision { Facts = facts };
    }

    /// <summary>What the scenario answers to what people have just done, and its end with the incident's.</summary>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        if (after.Drill is not { Results: null } drill)
            return Decision.NothingToDo;
        if (after.IsRunning)
            return Decision.Accept([.. Answers(after, drill, facts, context), .. Doubts(after, drill, facts)]);
        return before.IsRunning ? Decision.Accept(End(after, stopped: false)) : Decision.NothingToDo;
    }

    /// <summary>The end, with what came of each thing hoped for.</summary>
    internal static NewFact End(Incident incident, bool stopped) =>
        Fact(
            new DrillEnded(stopped, DrillScore.Of(incident, incident.Drill!.Scenario), incident.Drill.Scenario.Debrief)
        );

    // Around a table the answer comes at once.
    private static IEnumerable<NewFact> Answers(
        Incident after,
        DrillState drill,
        IReadOnlyList<Recorded> facts,
        DecisionContext context
    ) =>
        drill.IsTabletop
            ? Answering(drill, facts, context)
                .SelectMany(answer =>
                    Inject(after, ((DrillAnswering)answer.Event).Number, context).Facts.Prepend(answer)
                )
            : Answering(drill, facts, context);

    private static IEnumerable<NewFact> Answering(
        DrillState drill,
        IReadOnlyList<Recorded> facts,
        DecisionContext context
    ) =>
        from pair in drill.Scenario.Injects.Select((inject, i) => (inject, Number: i + 1))
        where pair.inject.When is not null && !drill.Answering.Contains(pair.Number)
        let cause = facts.FirstOrDefault(fact => Fits(pair.inject.When!, fact.Fact))
        where cause is not null
        let due = cause.ObservedAt + pair.inject.After
        select Fact(new DrillAnswering(pair.Number, due > context.Now ? due : context.Now));

    private static bool Fits(DrillTrigger when, IncidentEvent fact) =>
        (when.Act, fact) switch
        {
            (DrillAct.Mitigation, MitigationStarted change) => DrillScore.Fits(
                change.Kind,
                $"{change.What} {change.To}",
                when.Kinds,
                when.Words
            ),
            (DrillAct.Hypothesis, HypothesisProposed { State: HypothesisState.Active } theory) => DrillScore.Names(
                theory.Text,
                when.Words
            ),
            (DrillAct.Hypothesis, HypothesisTakenUp theory) => DrillScore.Names(theory.Text, when.Words),
            (DrillAct.Wait, WaitStarted wait) => DrillScore.Names(wait.Whom, when.Words),
            (DrillAct.Update, StakeholderUpdateSent) => true,
            (DrillAct.Evidence, EvidenceAdded evidence) => DrillScore.Names(evidence.Text, when.Words),
            _ => false,
        };

    // Somebody says that it worked while monitoring shows otherwise, and no recovery is on its way.
    private static IEnumerable<NewFact> Doubts(Incident after, DrillState drill, IReadOnlyList<Recorded> facts)
    {
        var bad = after.Checks.Values.FirstOrDefault(check => check.Signal == CheckSignal.OutOfBaseline);
        var comes = drill.Answering.Except(drill.Done).Any(n => drill.Scenario.Injects[n - 1].Monitor.Count > 0);
        if (
            bad is null
            || comes
            || !facts.Any(fact => fact.Fact is OutcomeRecorded { Outcome: MitigationOutcome.Worked })
        )
            return [];
        return
        [
            Fact(
                new DrillHeard(
                    0,
                    new DrillWords(DrillVoice.Alert, "Monitoring", $"{bad.Name} is still {bad.Seen}. Is it over?")
                )
            ),
        ];
    }

    private static NewFact Seen(Incident incident, DrillChange change, int number)
    {
        var at = (incident.DeclaredAt ?? incident.LastAt) - change.Ago;
        var known = new KnownChange($"drill-{number}", change.Kind, change.What, at)
        {
            Service = change.Service,
            Version = change.Version,
            PreviousVersion = change.Previous,
            Status = change.Kind == "deploy" ? "succeeded" : null,
            Actor = change.By,
        };
        return Fact(new ChangeSeen(known)) with { ObservedAt = at };
    }

    private static IEnumerable<NewFact> Readings(Incident incident, DrillScenario scenario, DrillInject inject)
    {
        foreach (var reading in inject.Monitor)
        {
            var baseline = scenario.Signals.FirstOrDefault(signal => signal.Name == reading.Signal)?.Baseline ?? "";
            var signal = reading.Value == baseline ? CheckSignal.InBaseline : CheckSignal.OutOfBaseline;
            var seen = $"{reading.Value}, baseline {baseline}";
            if (incident.Checks.GetValueOrDefault(reading.Signal) is { } known && known.Seen == seen)
                continue;
            yield return Fact(new CheckChanged(reading.Signal, signal, seen, null));
        }
    }

    private static NewFact Fact(IncidentEvent fact) => new(fact, By: Stage, Source: Source);
}

/// <summary>The scenario went on by one step.</summary>
/// <param name="Number">The inject's number.</param>
/// <param name="LeftOut">It was left out: it is over by now.</param>
public sealed record DrillMoved(int Number, bool LeftOut = false) : IncidentEvent, IBookkeeping
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (
            before with
            {
                Drill = before.Drill is { } drill ? drill with { Done = drill.Done.Add(Number) } : null,
            }
        ).NotDue(DrillPlay.Deadline(Number));

    /// <inheritdoc/>
    public override string Describe() => LeftOut ? "The drill leaves out what no longer fits" : "The drill continues";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}

/// <summary>The scenario will answer what people did.</summary>
/// <param name="Number">The inject's number.</param>
/// <param name="DueAt">When it comes.</param>
public sealed record DrillAnswering(int Number, DateTimeOffset DueAt) : IncidentEvent, IBookkeeping
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (
            before with
            {
                Drill = before.Drill is { } drill ? drill with { Answering = drill.Answering.Add(Number) } : null,
            }
        ).Due(DrillPlay.Deadline(Number), DueAt);

    /// <inheritdoc/>
    public override string Describe() => "The drill answers what was done";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}

/// <summary>Something was heard in a drill: an alert, a message, a question.</summary>
/// <param name="Number">The inject's number; 0: it follows from the rules of every drill.</param>
/// <param name="Said">The words.</param>
public sealed record DrillHeard(int Number, DrillWords Said) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before;

    /// <inheritdoc/>
    public override string Describe() => $"{Head}: {Said.Text}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        new()
        {
            Body = $"{Markup.Bold(Head)}: {Markup.Clean(Said.Text)}",
            Tone = Said.Kind == DrillVoice.Alert ? Tone.Notice : Tone.Calm,
            Actions =
            [
                .. Said.Answers.Select((answer, i) => new ChatAction(answer, $"drill answer {Number} {i + 1}")),
                .. after.IsTabletop ? [NextInject.Tap] : Array.Empty<ChatAction>(),
            ],
            Footer = "Drill.",
        };

    private string Head =>
        Said.Kind switch
        {
            DrillVoice.Alert => Said.From is { } source ? $"Alert from {source}" : "Alert",
            DrillVoice.Question => Said.From is { } asker ? $"{asker} asks" : "A question",
            _ => Said.From ?? "A message",
        };
}
