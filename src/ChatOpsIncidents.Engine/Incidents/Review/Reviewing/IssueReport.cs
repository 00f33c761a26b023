using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Reviewing;

/// <summary>The report of an incident: first whether its three goals were reached, then what happened. Made from the
/// facts.</summary>
public static class IssueReport
{
    private const int TextLengthMax = 600;

    /// <summary>The goals, and how far each was reached: service restored safely, people informed, something
    /// learnt.</summary>
    public static IReadOnlyList<(string Label, string Value)> Goals(Incident incident) =>
        [
            ("Service restored safely", Restored(incident)),
            ("People informed", Informed(incident)),
            ("Something learnt", Learnt(incident)),
        ];

    /// <summary>As a message.</summary>
    public static ChatMessage Message(Incident incident, params IReadOnlyList<ChatAction> actions) =>
        new()
        {
            Title = ShortText.Cut($"Issue report: {incident.Id} {incident.Title}", 150),
            Body = string.Join(
                '\n',
                [
                    .. Goals(incident).Select(goal => $"• {Markup.Bold(goal.Label)}: {Markup.Clean(goal.Value)}"),
                    .. Parts(incident).SelectMany(part => new[] { Markup.Bold(part.Title), part.Text }),
                ]
            ),
            Actions = actions,
            Tone = Tone.Good,
        };

    private static IEnumerable<(string Title, string Text)> Parts(Incident incident)
    {
        foreach (var section in ReviewSection.All)
        {
            if (section.Key == "went-well" && !incident.Findings.IsEmpty)
                yield return ("Findings", Lines(ReviewDraft.Findings(incident)));
            if (section.Key == "actions" && !incident.Actions.IsEmpty)
                yield return (section.Title, string.Join('\n', incident.Actions.Select(ListActions.Line)));
            else if (Text(incident, section) is { Length: > 0 } text)
                yield return (section.Title, Markup.Clean(ShortText.Cut(text, TextLengthMax)));
        }
    }

    private static string Lines(IEnumerable<string> lines) =>
        Markup.Clean(ShortText.Cut(string.Join('\n', lines), TextLengthMax));

    // At recovery the facts are enough of a report; the rest is written later, at leisure.
    private static string Text(Incident incident, ReviewSection section) =>
        incident.ReviewOpenedAt is not null || section.Key is "summary" or "timeline" or "root-cause"
            ? ReviewDraft.Of(incident, section)
            : "";

    private static string Restored(Incident incident)
    {
        if (incident.CancelledBecause is not null)
            return "it was a false alarm";
        if (incident.ResolvedAt is null)
            return "not yet";
        var figures = Figures.Of(incident);
        var after = After(figures) is { } when ? $", {when}" : "";
        var proof = incident.RecoverySeen is { } seen ? ShortText.Cut(seen, 200) : "without a proof in monitoring";
        return $"yes{after}, {proof}"
            + (incident.ReopenCount == 0 ? "" : $"; reopened {incident.ReopenCount} times before");
    }

    private static string? After(Figures figures)
    {
        if (figures.ToResolveSinceStart is { } sinceStart)
            return $"{Durations.Say(sinceStart)} after it began";
        return figures.Score.ToResolve is { } span ? $"{Durations.Say(span)} after the declaration" : null;
    }

    private static string Informed(Incident incident)
    {
        var score = Scorecard.Of(incident);
        if (score.Updates == 0)
            return "no update was sent";
        return $"{Count(score.Updates, "update")}, {score.UpdatesOnTime} on time"
            + (score.ToFirstUpdate is { } first ? $", the first after {Durations.Say(first)}" : "");
    }

    private static string Learnt(Incident incident)
    {
        var actions = incident.Actions.Where(action => !action.IsDropped).ToList();
        var parts = new[]
        {
            Count(incident.Factors.Count, "contributing factor"),
            Count(incident.Findings.Count, "finding"),
            Count(incident.OverrideCount, "override"),
            actions.Count == 0
                ? null
                : $"{Count(actions.Count, "action")}, {actions.Count(action => action.DoneAt is not null)} done",
            incident.NoActionsBecause is { } why ? $"no action needed, because {why}" : null,
        }
            .OfType<string>()
            .ToList();
        return parts.Count == 0 ? "nothing is recorded yet" : string.Join("; ", parts);
    }

    private static string? Count(int count, string what)
    {
        if (count == 0)
            return null;
        return count == 1 ? $"1 {what}" : $"{count} {what}s";
    }
}
