using System.Globalization;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Drilling;

/// <summary><c>/incident drill stop</c>: the end, with the score so far.</summary>
public sealed record StopDrill : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.Drill is null)
            return DrillRefusals.NoDrill(incident);
        if (!incident.IsRunning)
            return Decision.NothingToDo;
        return incident.DeclaredBy?.Id != context.By.Id && !incident.MayCommand(context.By.Id)
            ? Refusals.LeadOnly(incident, Words)
            : Decision.Accept(DrillPlay.End(incident, stopped: true));
    }
}

/// <summary><c>/incident drill answer 4 2</c>: a tap on a drill's question.</summary>
/// <param name="Number">The question's number.</param>
/// <param name="Choice">The answer's number, 1 for the first.</param>
public sealed record AnswerDrill(int Number, int Choice) : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.Drill is not { } drill)
            return DrillRefusals.NoDrill(incident);
        if (!incident.IsRunning)
            return Refusals.Over(incident);
        var question = drill.Done.Contains(Number) ? drill.Scenario.Injects[Number - 1].Say : null;
        if (question is null || Choice < 1 || Choice > question.Answers.Count)
            return new Refusal(
                "no-such-question",
                "There is no such question, or no such answer to it.",
                new NextStep("Show status", "status")
            );
        return drill.Answers.TryGetValue(Number, out var given) && given == Choice
            ? Decision.NothingToDo
            : Decision.Accept(new DrillAnswered(Number, question.Text, Choice, question.Answers[Choice - 1]));
    }

    internal static Parsed Read(string[] words) =>
        words is [var number, var choice, ..] && Whole(number) is { } n && Whole(choice) is { } c
            ? new AnswerDrill(n, c)
            : Refusals.Usage(ListDrills.Word, "Say which question, and which answer.");

    private static int? Whole(string word) =>
        int.TryParse(word.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}

/// <summary>A drill's question was answered; the last answer counts.</summary>
/// <param name="Number">The question's number.</param>
/// <param name="Question">Its words.</param>
/// <param name="Choice">The answer's number.</param>
/// <param name="Answer">The answer's words.</param>
public sealed record DrillAnswered(int Number, string Question, int Choice, string Answer) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Drill = before.Drill is { } drill ? drill with { Answers = drill.Answers.SetItem(Number, Choice) } : null,
        };

    /// <inheritdoc/>
    public override string Describe() => $"Answered “{Question}”: {Answer}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;
}

/// <summary>A drill is over, with its score.</summary>
/// <param name="Stopped">It was stopped before it was resolved.</param>
/// <param name="Results">What was hoped for, and what came of it.</param>
/// <param name="Debrief">What it really was; empty: nothing is told.</param>
public sealed record DrillEnded(bool Stopped, IReadOnlyList<DrillResult> Results, string Debrief) : IncidentEvent
{
    private const string Kept = "Order kept";

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = before with { Drill = before.Drill is { } drill ? drill with { Results = [.. Results] } : null };
        // Nothing of it falls due any more: what it would have led to was practice too.
        after = after.StoodDown();
        after = after with
        {
            Deadlines = after.Deadlines.RemoveRange(after.Deadlines.Keys.Where(name => name != DeadlineNames.Room)),
        };
        return Stopped ? after with { ClosedAt = recorded.ObservedAt } : after;
    }

    /// <inheritdoc/>
    public override string Describe() =>
        $"Drill {(Stopped ? "stopped" : "over")}: {Score}. "
        + string.Join("; ", Results.Select(result => $"{(result.Met ? "yes" : "no")}: {result}"));

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded)
    {
        var score = Scorecard.Of(after);
        return new ChatMessage
        {
            Title = $"The drill is {(Stopped ? "stopped" : "over")}: {Score}",
            Body = string.Join(
                '\n',
                [
                    .. DrillGroups.Lines(Results, after.Drill?.Scenario),
                    .. DrillCredit.Lines(Results),
                    .. Debrief.Length > 0
                        ? [$"{Markup.Bold("What it was:")} {Markup.Clean(Debrief)}"]
                        : Array.Empty<string>(),
                    .. after.Drill is { Scenario.History: { } history }
                        ? DrillAgainstHistory.Lines(history, score)
                        : [],
                ]
            ),
            // Around a table there is no clock, and so no time.
            Facts = [.. Figures(score).Where(fact => !after.IsTabletop || fact.Label == Kept)],
            Tone = Tone.Good,
            Actions =
            [
                new ChatAction("Export timeline", "export html", ActionStyle.Primary),
                new ChatAction("All scores", "drill scores"),
                new ChatAction("Another drill", "drill"),
            ],
            Footer = "Thank you for practising. Talk it over: what would have made it faster to see, to stop, to tell?",
        };
    }

    private static IEnumerable<ChatFact> Figures(Scorecard score) =>
        [
            new ChatFact("Impact known after", Minutes(score.ToImpact)),
            new ChatFact("Rollback options reviewed after", Minutes(score.ToRollbackReview)),
            new ChatFact("First update after", Minutes(score.ToFirstUpdate)),
            new ChatFact("Bleeding stopped after", Minutes(score.ToMitigate)),
            new ChatFact("Resolved after", Minutes(score.ToResolve)),
            new ChatFact(Kept, $"{score.AdherencePercent} %"),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        Stopped ? [IncidentResolved.Exports(recorded)] : [];

    private string Score => $"{Results.Count(result => result.Met)} of {Results.Count} as hoped";

    private static string Minutes(TimeSpan? span) => span is { } known ? DrillScore.Span(known) : "not recorded";
}

/// <summary>What a drill's commands say outside a drill.</summary>
internal static class DrillRefusals
{
    /// <summary>This is no drill.</summary>
    public static Refusal NoDrill(Incident incident) =>
        new(
            "no-drill",
            $"{incident.Id} is no drill.",
            new NextStep("Show drills", "drill"),
            new NextStep("Show status", "status")
        );
}
