using System.Globalization;

namespace ChatOpsIncidents.Engine.Exports;

/// <summary>A section of the review as exports and pages show it.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Mark">What readers are to know about it besides its words; empty: nothing.</param>
/// <param name="Text">Plain text of one or more lines; empty: none.</param>
/// <param name="Actions">The actions, where it is their section.</param>
public sealed record ReviewPart(string Title, string Mark, string Text, IReadOnlyList<ReviewAction> Actions);

/// <summary>The report and the review, in words that the readable exports and the page share.</summary>
public static class ReviewExport
{
    /// <summary>How every review begins.</summary>
    public static string Opening => ReviewView.Blameless;

    /// <summary>The four sentences that every report begins with.</summary>
    public static string Summary(Incident incident) => string.Join(' ', ReportOpening.Of(incident));

    /// <summary>The seven sections; none while no review was opened. Findings stand by themselves after the
    /// cause.</summary>
    public static IReadOnlyList<ReviewPart> Parts(Incident incident) =>
        incident.ReviewOpenedAt is null
            ? []
            :
            [
                .. ReviewSection.All.Take(CauseAt + 1).Select(section => Part(incident, section)),
                .. Findings(incident),
                .. ReviewSection.All.Skip(CauseAt + 1).Select(section => Part(incident, section)),
            ];

    /// <summary>What a report says before there is a review: cause, findings, actions, those that are known.</summary>
    public static IReadOnlyList<ReviewPart> ReportParts(Incident incident)
    {
        if (incident.ReviewOpenedAt is not null)
            return [];
        var cause = Part(incident, ReviewSection.All[CauseAt]) with { Mark = "" };
        List<ReviewPart> parts = cause.Text.Length > 0 ? [cause] : [];
        parts.AddRange(Findings(incident));
        if (!incident.Actions.IsEmpty)
            parts.Add(new ReviewPart("Actions", "", "", incident.Actions));
        return parts;
    }

    private static int CauseAt { get; } = ReviewSection.All.ToList().FindIndex(section => section.Key == "root-cause");

    private static IEnumerable<ReviewPart> Findings(Incident incident) =>
        incident.Findings.IsEmpty
            ? []
            : [new ReviewPart("Findings", "", string.Join('\n', ReviewDraft.Findings(incident)), [])];

    /// <summary>The sharing, the session and the close, those that are known.</summary>
    public static IEnumerable<(string Label, string Value)> Course(Incident incident)
    {
        if (incident.Shared is { } shared)
        {
            yield return ("Shared", Minute(shared.At));
            yield return ("Read by", Names(shared.Readers));
        }

        if (incident.Session is { } session)
        {
            var place = session.Link ?? session.Where;
            yield return ("Session", Minute(session.At) + (place is null ? "" : $", {place}"));
            yield return ("Prepared", Names(session.Prepared));
        }

        if (incident.ClosedAt is { } closed)
            yield return ("Closed", Minute(closed));
    }

    /// <summary>How an action stands: <c>by 2026-12-04 17:00 UTC</c>, done, or dropped.</summary>
    public static string Standing(ReviewAction action)
    {
        if (action.DoneAt is { } done)
            return $"done {Minute(done)}";
        return action.DroppedBecause is { } why ? $"dropped: {why}" : $"by {Minute(action.DueAt)}";
    }

    private static ReviewPart Part(Incident incident, ReviewSection section)
    {
        var isActions = section.Key == "actions" && !incident.Actions.IsEmpty;
        var text = isActions ? "" : ReviewDraft.Of(incident, section);
        var unread = text.Length > 0 ? "from the facts, not read over yet" : "not written yet";
        var mark = section.IsIn(incident) ? "" : unread;
        return new ReviewPart(section.Title, mark, text, isActions ? incident.Actions : []);
    }

    private static string Names(IReadOnlyCollection<Person> people) =>
        people.Count == 0 ? "nobody yet" : string.Join(", ", people.Select(person => person.Name));

    private static string Minute(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
