using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Declaring;

/// <summary>
/// <c>/incident declare past checkout was down started: 14:05 ended: 14:40</c>: an incident that was over before
/// anybody declared it. It gets its room, its timeline and its review; nobody is paged and no update is asked for.
/// </summary>
/// <param name="Declaration">What was wrong.</param>
/// <param name="Started">When the symptoms began.</param>
/// <param name="Ended">When they ended.</param>
public sealed record DeclarePast(DeclareIncident Declaration, DateTimeOffset Started, DateTimeOffset Ended)
    : IncidentCommand
{
    private const string Usage = "declare past <title> started: <time> ended: <time>";

    /// <inheritdoc/>
    public override bool Declares => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var declared = Declaration.Declared(context) with { Past = true };
        var reviewed = ReviewPhase.IsRequired(incident with { Severity = declared.Severity }, context.Policy);
        return Decision.Accept([
            declared,
            .. Declaration.Said(),
            new NewFact(new SymptomsStarted(Started, null), Started),
            new NewFact(new SymptomsEnded(Ended, null), Ended),
            new NewFact(
                new IncidentWasOver(Started, Ended, reviewed ? ReviewPhase.Morning(context.Now, context.Policy) : null),
                Ended
            ),
        ]) with
        {
            Remark = ChatMessage.Text(
                "It is over already: nobody is paged.",
                new ChatAction("It is not over", "reopen it was declared as past by mistake")
            ),
        };
    }

    /// <summary>Reads what <c>declare past</c> has beyond <c>declare</c>; what is missing is asked for.</summary>
    internal static Parsed Read(CommandLine line, DeclareIncident declaration, DecisionContext context)
    {
        if (line["started"] is not { } from || line["ended"] is not { } to || declaration.Title.Length == 0)
            return Parsed.Ask((_, ask) => Ask(line, declaration, ask), ofIncident: false);
        var (started, noStart) = Times.ReadPast(from, context, Usage, "started");
        if (started is not { } began)
            return noStart!;
        var (ended, noEnd) = Times.ReadPast(to, context, Usage, "ended");
        if (ended is not { } over)
            return noEnd!;
        return over < began
            ? SymptomTimes.WrongOrder(
                "declare past <title> started: <time> ended:",
                $"It ended at {Times.Say(over, context)}, before it began at {Times.Say(began, context)}."
            )
            : new DeclarePast(declaration, began, over);
    }

    private static Form Ask(CommandLine line, DeclareIncident declaration, DecisionContext context)
    {
        var form = DeclareWords.Ask(declaration.Severity, declaration.Title, declaration.Services, context);
        return form with
        {
            Lead = declaration.Private ? "past private" : "past",
            Title = "A past incident",
            Intro = "It is over already: nobody is paged. It gets a room, a timeline and a review.",
            Fields =
            [
                form.Fields[0],
                Time("started", "When did it begin?", line, context),
                Time("ended", "When did it end?", line, context),
                .. form.Fields.Skip(1),
            ],
        };
    }

    private static FormField Time(string key, string label, CommandLine line, DecisionContext context) =>
        new()
        {
            Key = key,
            Label = label,
            Value = line[key],
            Hint = $"14:05 ({context.Zone.Id}), 14:05Z, 10m ago, or 2026-11-20T22:10Z",
        };
}

/// <summary>It was over already when it was declared: no clock runs, nobody is paged.</summary>
/// <param name="StartedAt">When the symptoms began, UTC.</param>
/// <param name="EndedAt">When they ended, UTC.</param>
/// <param name="InviteAt">When the review is mentioned first; null: it needs none.</param>
public sealed record IncidentWasOver(DateTimeOffset StartedAt, DateTimeOffset EndedAt, DateTimeOffset? InviteAt = null)
    : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = before.StoodDown() with
        {
            WasOver = true,
            MitigatedAt = EndedAt,
            ResolvedAt = EndedAt,
            ResolvedSummary = "over before it was declared",
        };
        return InviteAt is { } at ? after.Due(DeadlineNames.ReviewInvite, at) : after;
    }

    /// <inheritdoc/>
    public override string Describe() =>
        $"It was over when it was declared: {StartedAt.UtcDateTime:HH:mm} to {EndedAt.UtcDateTime:HH:mm} UTC";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}
