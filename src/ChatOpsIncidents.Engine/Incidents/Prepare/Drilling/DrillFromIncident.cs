namespace ChatOpsIncidents.Engine.Incidents.Prepare.Drilling;

/// <summary>Retells an incident that is over as a drill: its alerts, changes and turning points come at their times,
/// and what was tried then is answered as it was then. Nobody is named. Pure.</summary>
internal sealed class DrillFromIncident
{
    private const int AlertsMax = 8;
    private const int ChangesMax = 6;
    private const int TurnsMax = 8;
    private const int SignalsMax = 3;
    private const string Reported = "what users report";
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(40);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstUpdate = TimeSpan.FromMinutes(15);

    private readonly Incident _past;
    private readonly WithoutNames _names;
    private readonly DateTimeOffset _began;
    private readonly double _pace;
    private readonly Mitigation? _helped;
    private readonly DrillSignal[] _signals;

    private DrillFromIncident(Incident past)
    {
        (_past, _names) = (past, new WithoutNames(past));
        _began = past.DeclaredAt ?? past.LastAt;
        _helped = past.Mitigations.LastOrDefault(change => change.Outcome == MitigationOutcome.Worked);
        // What took hours is played within the hour: nobody practises for a night.
        _pace = Stopped > AtMost ? AtMost / Stopped : 1;
        _signals = [.. Signals().DefaultIfEmpty(new DrillSignal(Reported, "nothing unusual"))];
    }

    private TimeSpan Stopped => (_past.MitigatedAt ?? _past.ResolvedAt ?? _past.LastAt) - _began;

    /// <summary>The scenario.</summary>
    /// <param name="past">The incident; it is over.</param>
    /// <param name="policy">Where its page stands.</param>
    public static DrillScenario Of(Incident past, Policy policy)
    {
        var made = new DrillFromIncident(past);
        return new DrillScenario(past.Id.ToLowerInvariant(), made._names.In(past.Title))
        {
            Summary = $"It happened as {past.Id}.",
            Minutes = (int)Math.Ceiling((made.Stopped * made._pace).TotalMinutes) + 5,
            Severity = past.Severity,
            Services = [.. past.Services],
            Signals = made._signals,
            Injects = [.. made.Injects()],
            Expect = [.. made.Expect()],
            Debrief = made.Debrief(),
            History = made.History(policy),
        };
    }

    // A check that showed the trouble, with what it showed when all was well.
    private IEnumerable<DrillSignal> Signals() =>
        _past
            .AllStored()
            .Select(fact => fact.Fact)
            .OfType<CheckChanged>()
            .GroupBy(check => check.Check, StringComparer.Ordinal)
            .Where(check => check.Any(one => one.Signal == CheckSignal.OutOfBaseline))
            .Take(SignalsMax)
            .Select(check => new DrillSignal(
                check.Key,
                Value(check.LastOrDefault(one => one.Signal == CheckSignal.InBaseline)?.Seen) ?? "as usual"
            ));

    private IEnumerable<DrillInject> Injects() =>
        [
            .. Changes(),
            new DrillInject
            {
                At = TimeSpan.Zero,
                Monitor = [.. _signals.Select(signal => new DrillReading(signal.Name, Bad(signal)))],
                Say = new DrillWords(DrillVoice.Message, "Who reported it", _names.In(_past.Title)),
            },
            .. Alerts(),
            .. Turns(),
            .. Theories(),
            .. Attempts(),
            Recovery(),
        ];

    private IEnumerable<DrillInject> Changes() =>
        _past
            .Changes.Where(change => change.At <= _began && _began - change.At < Day)
            .OrderByDescending(change => change.At)
            .Take(ChangesMax)
            .Select(change => new DrillInject
            {
                At = TimeSpan.Zero,
                Change = new DrillChange(change.Kind, _names.In(change.What), _began - change.At)
                {
                    Service = change.Service,
                    Version = change.Version,
                    Previous = change.PreviousVersion,
                },
            });

    private IEnumerable<DrillInject> Alerts() =>
        Before<AlertSeen>()
            .Where(seen => ((AlertSeen)seen.Fact) is { IsFiring: true, Blind: not true })
            .DistinctBy(seen => ((AlertSeen)seen.Fact).Id)
            .Take(AlertsMax)
            .Select(seen => new DrillInject
            {
                At = At(seen.ObservedAt),
                Say = new DrillWords(
                    DrillVoice.Alert,
                    ((AlertSeen)seen.Fact).Source,
                    _names.In(((AlertSeen)seen.Fact).Summary)
                ),
            });

    // What was found and what got worse, as somebody says it.
    private IEnumerable<DrillInject> Turns() =>
        Before<IncidentEvent>()
            .Select(seen =>
                (
                    seen.ObservedAt,
                    Said: seen.Fact switch
                    {
                        FoundSomething found => found.Text,
                        SeverityChanged { Why.Length: > 0 } worse when worse.To < worse.From => worse.Why,
                        WaitStarted { Again: false } wait => $"We have to wait for {wait.Whom}.",
                        _ => null,
                    }
                )
            )
            .Where(turn => turn.Said is not null)
            .Take(TurnsMax)
            .Select(turn => Says(turn.Said!) with { At = At(turn.ObservedAt) });

    private IEnumerable<DrillInject> Theories() =>
        _past
            .Hypotheses.Where(theory => theory.VerdictEvidence is { Length: > 0 })
            .Take(TurnsMax)
            .Select(theory =>
                Says(theory.VerdictEvidence!) with
                {
                    When = new DrillTrigger(DrillAct.Hypothesis, [], WordsOf(theory.Text)),
                    After = Soon,
                }
            );

    private IEnumerable<DrillInject> Attempts() =>
        _past
            .Mitigations.Where(change => change.Outcome is MitigationOutcome.Failed or MitigationOutcome.Partial)
            .Take(TurnsMax)
            .Select(change =>
                Says(change.Observed is { Length: > 0 } seen ? seen : "Done, and it is not over.") with
                {
                    When = new DrillTrigger(DrillAct.Mitigation, [change.Kind], WordsOf(change.What)),
                    After = Soon,
                }
            );

    // What helped then helps now; where nothing of ours did, it ends when it ended.
    private DrillInject Recovery()
    {
        var inject = new DrillInject
        {
            Monitor = [.. _signals.Select(signal => new DrillReading(signal.Name, signal.Baseline))],
            Say = new DrillWords(DrillVoice.Alert, "Monitoring", "Back to what it was before."),
        };
        return _helped is null
            ? inject with
            {
                At = Stopped * _pace,
                Always = true,
            }
            : inject with
            {
                When = new DrillTrigger(DrillAct.Mitigation, [_helped.Kind], WordsOf(_helped.What)),
                After = Soon + Soon,
            };
    }

    private IEnumerable<DrillExpectation> Expect()
    {
        yield return new DrillExpectation(DrillAim.Impact) { Within = Then(Scorecard.Of(_past).ToImpact, 5) };
        if (_past.Severity <= Severity.Major)
            yield return new DrillExpectation(DrillAim.RollbackReview);
        if (_helped is not null)
            yield return new DrillExpectation(DrillAim.RightChange)
            {
                Kinds = [_helped.Kind],
                Words = WordsOf(_helped.What),
                Within = Then(_helped.StartedAt - _began, 10),
            };
        if (_past.Hypotheses.Find(theory => theory.State == HypothesisState.Refuted) is { } wrong)
            yield return new DrillExpectation(DrillAim.RedHerring) { Words = WordsOf(wrong.Text) };
        yield return new DrillExpectation(DrillAim.FirstUpdate) { Within = FirstUpdate };
        yield return new DrillExpectation(DrillAim.Mitigated) { Within = Then(Stopped, 10) };
        yield return new DrillExpectation(DrillAim.Proven);
        yield return new DrillExpectation(DrillAim.NoOverride);
    }

    private string Debrief()
    {
        string?[] parts =
        [
            _past.ReviewTexts.GetValueOrDefault("root-cause"),
            .. _past.Factors.Select(factor => factor.Text),
            _past.Hypotheses.Find(theory => theory.State == HypothesisState.Confirmed)?.Text,
            _helped is null ? null : $"What helped: {_helped.Kind} {_helped.What}.",
        ];
        return _names.In(string.Join(' ', parts.OfType<string>().Select(part => part.TrimEnd('.') + ".").Distinct()));
    }

    private DrillHistory? History(Policy policy) =>
        _pace < 1 || _past.MitigatedAt is null
            ? null
            : new DrillHistory(Stopped, "it was declared", Slow(), _past.Id, policy.PageOf(_past.Id) ?? "");

    private string Slow()
    {
        var score = Scorecard.Of(_past);
        var spent = _helped is null ? null : (TimeSpan?)(_helped.StartedAt - _began);
        if (spent > score.ToMitigate / 2)
            return $"It took {DrillScore.Span(spent!.Value)} until the change that helped was begun.";
        return score.ToImpact is { } known
            ? $"The impact was known after {DrillScore.Span(known)}."
            : "How far it reached was not recorded.";
    }

    private IEnumerable<Recorded> Before<T>()
    {
        var undone = _past.Log.Where(line => line.Undone).Select(line => line.Seq).ToHashSet();
        return _past
            .AllStored()
            .Where(seen => seen.Fact is T && seen.ObservedAt <= _began + Stopped && !undone.Contains(seen.Seq));
    }

    private DrillInject Says(string words) =>
        new() { Say = new DrillWords(DrillVoice.Message, "A colleague", _names.In(words)) };

    private string Bad(DrillSignal signal) =>
        Value(
            _past
                .AllStored()
                .Select(fact => fact.Fact)
                .OfType<CheckChanged>()
                .FirstOrDefault(check => check.Check == signal.Name && check.Signal == CheckSignal.OutOfBaseline)
                ?.Seen
        ) ?? "the trouble goes on";

    // “18 %, baseline 0.1 %” is 18 %.
    private static string? Value(string? seen) => seen?.Split(", baseline", 2)[0];

    private TimeSpan At(DateTimeOffset at) => at <= _began ? TimeSpan.Zero : Rounded((at - _began) * _pace);

    private TimeSpan Then(TimeSpan? took, int minutesAtLeast)
    {
        var least = TimeSpan.FromMinutes(minutesAtLeast);
        return took * _pace is { } then && then > least ? Rounded(then) : least;
    }

    private static TimeSpan Rounded(TimeSpan span) => TimeSpan.FromMinutes(Math.Ceiling(span.TotalMinutes));

    // The words by which it is known again, whoever says it.
    private IReadOnlyList<string> WordsOf(string text) => KnownAgain.In(_names.In(text));
}
