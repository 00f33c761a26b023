using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Resolving;

/// <summary>It is over: the clock stops, people are thanked, the timeline is exported.</summary>
/// <param name="Summary">What helped.</param>
/// <param name="InviteAt">When the review is mentioned first, after a rest; null: it needs none.</param>
public sealed record IncidentResolved(string Summary, DateTimeOffset? InviteAt = null) : IncidentEvent
{
    private static readonly string[] Formats = ["md", "html", "json", "csv"];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = before.StoodDown() with
        {
            ResolvedAt = recorded.ObservedAt,
            ResolvedSummary = Summary,
            MitigatedAt = before.MitigatedAt ?? recorded.ObservedAt,
            EndedAt = before.EndedAt ?? before.MitigatedAt ?? recorded.ObservedAt,
        };
        return InviteAt is { } at ? after.Due("review-invite", at) : after;
    }

    /// <inheritdoc/>
    public override string Describe() => $"Resolved: {Summary}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        new()
        {
            Body =
                $"{Ink.Bold("Resolved")}: {Ink.Clean(Summary)}\nThank you, {Ink.Clean(Names(after))}. The worst is "
                + $"over; rest now.",
            Tone = Tone.Good,
            Footer = "Updates and reminders have stopped. The timeline follows as files.",
        };

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        [
            new Effect.Post(Destination.CardThread, Score(after), $"scorecard-{recorded.Seq}"),
            new Effect.Post(
                Destination.Room,
                IssueReport.Message(after, [.. PageButton.Of(after, context.Policy)]),
                $"report-{recorded.Seq}"
            ),
            .. Exports(recorded),
        ];

    /// <summary>The timeline as files in the room.</summary>
    internal static IEnumerable<Effect> Exports(Recorded recorded) =>
        Formats.Select(format => new Effect.Upload(Destination.Room, format, $"export-{format}-{recorded.Seq}"));

    // Everybody who recorded something, in the order in which they came.
    private static string Names(Incident incident)
    {
        var names = incident
            .Log.Where(line => line.By.IsHuman)
            .Select(line => line.By.Name)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return names.Length switch
        {
            0 => "everybody",
            1 => names[0],
            _ => string.Join(", ", names[..^1]) + " and " + names[^1],
        };
    }

    private static ChatMessage Score(Incident incident)
    {
        var score = Scorecard.Of(incident);
        return new ChatMessage
        {
            Title = "Scorecard",
            Body = "How it went, in figures.",
            Facts =
            [
                new ChatFact("Time to impact", Minutes(score.ToImpact)),
                new ChatFact("Time to rollback review", Minutes(score.ToRollbackReview)),
                new ChatFact("First update after", Minutes(score.ToFirstUpdate)),
                new ChatFact(
                    "Updates on time",
                    score.Updates == 0 ? "none sent" : $"{score.UpdatesOnTime} of {score.Updates}"
                ),
                new ChatFact("Bleeding stopped after", Minutes(score.ToMitigate)),
                new ChatFact("Resolved after", Minutes(score.ToResolve)),
                new ChatFact("Overrides", $"{score.Overrides}"),
                new ChatFact("Jumps between theories", $"{incident.JumpCount}"),
                new ChatFact("Order kept", $"{score.AdherencePercent} %"),
            ],
        };
    }

    private static string Minutes(TimeSpan? span)
    {
        if (span is { } s)
        {
            if (s.TotalMinutes < 1)
                return $"{s.TotalSeconds:0} s";
            return s.TotalHours < 2 ? $"{s.TotalMinutes:0} min" : $"{(int)s.TotalHours} h {s.Minutes} min";
        }
        return "not recorded";
    }
}
