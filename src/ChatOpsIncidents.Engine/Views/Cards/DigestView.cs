using System.Globalization;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Views.Cards;

/// <summary>The daily digest: what wakes nobody, once a day in one message.</summary>
public static class DigestView
{
    private const int LinesMax = 20;

    /// <summary>The message.</summary>
    /// <param name="digest">What it names.</param>
    /// <param name="gaps">When nobody would come, as sentences.</param>
    /// <param name="now">The time, UTC.</param>
    public static ChatMessage Render(PostDigest digest, IReadOnlyList<string> gaps, DateTimeOffset now)
    {
        var day = digest.Day.ToString("d MMMM", CultureInfo.InvariantCulture);
        return new ChatMessage
        {
            Title = $"Digest of {day}: {Counted(digest, gaps)}",
            Body = string.Join('\n', Lines(digest, gaps, now)),
            Actions = [.. IncidentList.Buttons(digest.Incidents)],
            Footer = "Nothing here is urgent. Nobody was woken.",
        };
    }

    private static string Counted(PostDigest digest, IReadOnlyList<string> gaps) =>
        string.Join(
            ", ",
            new[]
            {
                Count(digest.Incidents.Count, "one minor incident", "minor incidents"),
                Count(digest.Overdue.Count, "one action overdue", "actions overdue"),
                Count(digest.Gaps.Sum(one => one.Count), "one gap open", "gaps open"),
                Count(gaps.Count, "one gap on duty", "gaps on duty"),
            }.OfType<string>()
        );

    private static string? Count(int count, string one, string many) =>
        count switch
        {
            0 => null,
            1 => one,
            _ => $"{count} {many}",
        };

    private static IEnumerable<string> Lines(PostDigest digest, IReadOnlyList<string> gaps, DateTimeOffset now) =>
        Few(digest.Incidents, one => IncidentList.Line(one, now))
            .Concat(Few(digest.Overdue, Line))
            .Concat(Few(digest.Gaps, Line))
            .Concat(Few(gaps, gap => $"⚠ {Markup.Clean(gap)}"));

    private static IEnumerable<string> Few<T>(IReadOnlyList<T> all, Func<T, string> line)
    {
        var lines = all.Take(LinesMax).Select(line);
        return all.Count > LinesMax ? lines.Append($"… and {all.Count - LinesMax} more") : lines;
    }

    // Whose it is and since when: its words stand in the review, where they can be taken out again.
    private static string Line(OverdueAction one) =>
        $"• Action {Markup.Bold($"{one.IncidentId} #{one.Number}")} of {Markup.Clean(one.Owner)} was due "
        + $"{Markup.Time(one.DueAt)} · {Title(one.Title)}";

    private static string Line(OpenGaps one) =>
        $"• {Markup.Bold(one.IncidentId)} {Title(one.Title)}: "
        + (one.Count == 1 ? "one gap is open" : $"{one.Count} gaps are open")
        + $", see {Markup.Code($"/incident {one.IncidentId} review")}";

    private static string Title(string title) => Markup.Clean(ShortText.Cut(title, 80));
}

/// <summary>An action whose date is past.</summary>
/// <param name="IncidentId">Its incident.</param>
/// <param name="Title">The incident's title.</param>
/// <param name="Number">1 for the first of its incident.</param>
/// <param name="Owner">Who sees to it, by name.</param>
/// <param name="DueAt">By when it was to be done.</param>
public sealed record OverdueAction(string IncidentId, string Title, int Number, string Owner, DateTimeOffset DueAt);

/// <summary>Gaps of an incident that is over and not closed.</summary>
/// <param name="IncidentId">Which.</param>
/// <param name="Title">Its title.</param>
/// <param name="Count">How many.</param>
public sealed record OpenGaps(string IncidentId, string Title, int Count);

/// <summary>The clock asks for a day's digest to be posted; by way of one of the incidents that stand in it, or, where
/// none does, of the newest.</summary>
/// <param name="Day">Its day.</param>
/// <param name="Incidents">What it names besides the gaps on duty.</param>
/// <param name="OnDuty">Whether it names gaps on duty.</param>
public sealed record PostDigest(DateOnly Day, IReadOnlyList<IncidentSummary> Incidents, bool OnDuty) : IncidentCommand
{
    /// <summary>Actions whose date is past, the longest overdue first.</summary>
    public IReadOnlyList<OverdueAction> Overdue { get; init; } = [];

    /// <summary>Gaps of incidents that are over.</summary>
    public IReadOnlyList<OpenGaps> Gaps { get; init; } = [];

    /// <summary>By way of which incident it goes; null: it names none.</summary>
    public string? Way =>
        Incidents
            .Select(one => one.Id)
            .Concat(Overdue.Select(one => one.IncidentId))
            .Concat(Gaps.Select(one => one.IncidentId))
            .FirstOrDefault();

    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        string[] gaps = OnDuty ? [.. DutyGaps.Of(context)] : [];
        if (incident.IsPrivate || (Way is null && gaps.Length == 0))
            return Decision.NothingToDo;
        var key = $"digest-{Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
        var message = DigestView.Render(this, gaps, context.Now);
        return Decision.NothingToDo with { Effects = [new Effect.Post(Destination.Announcements, message, key)] };
    }
}
