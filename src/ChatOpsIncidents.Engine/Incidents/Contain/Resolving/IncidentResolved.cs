using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Resolving;

/// <summary>It is over: the clock stops, people are thanked, the timeline is exported.</summary>
/// <param name="Summary">What helped.</param>
/// <param name="InviteAt">When the review is mentioned first, after a rest; null: it needs none.</param>
public sealed record IncidentResolved(string Summary, DateTimeOffset? InviteAt = null) : IncidentEvent, IAlwaysHeard
{
    private static readonly string[] Formats = ["md", "html", "json", "csv"];

    /// <inheritdoc/>
    public override int PostsInRoom() => 1;

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = before.WithOngoing(Answer.No).StoodDown() with
        {
            ResolvedAt = recorded.ObservedAt,
            ResolvedSummary = Summary,
            MitigatedAt = before.MitigatedAt ?? recorded.ObservedAt,
            EndedAt = before.EndedAt ?? before.MitigatedAt ?? recorded.ObservedAt,
        };
        return InviteAt is { } at ? after.Due(DeadlineNames.ReviewInvite, at) : after;
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
                $"{Markup.Bold("Resolved")}: {Markup.Clean(Summary)}\nThank you, "
                + $"{Markup.Clean(Names(after))}. The worst is "
                + $"over; rest now.",
            Tone = Tone.Good,
            Footer = "Updates and reminders have stopped. The report follows, with the timeline as files.",
        };

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        [
            new Effect.Post(Destination.CardThread, Score(after), $"scorecard-{recorded.Seq}"),
            Exports(recorded) with
            {
                Message = Report(after, context.Policy),
            },
            .. AudienceReport.AtRecovery(after, Names(after), recorded, context),
        ];

    // A message with files has no buttons.
    private static ChatMessage Report(Incident after, Policy policy)
    {
        var report = IssueReport.Message(after);
        return policy.PageOf(after.Id) is { } page
            ? report with
            {
                Footer = Markup.Link(page, "Open the page"),
            }
            : report;
    }

    /// <summary>The timeline as files in the room, in one message.</summary>
    internal static Effect.Upload Exports(Recorded recorded) =>
        new(Destination.Room, Formats[0], $"exports-{recorded.Seq}") { With = Formats[1..] };

    // Everybody who recorded something, in the order in which they came.
    internal static string Names(Incident incident)
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

    private static ChatMessage Score(Incident incident) =>
        new()
        {
            Title = "Scorecard",
            Body = "How it went, in figures.",
            Facts = [.. ScoreRows.Of(incident).Select(row => new ChatFact(row.Label, row.Value))],
        };
}
