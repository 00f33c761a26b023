using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Views.Cards;

/// <summary>Lists of incidents: the answer to <c>list</c>, and parts of the home tab. They show only what the reader
/// may see.</summary>
internal static class IncidentList
{
    private const int ButtonsMax = 3;

    /// <summary>The answer to <c>list</c>.</summary>
    public static ChatMessage Render(DecisionContext context, bool all, int most)
    {
        var shown = context.Others.Where(one => all || IsOpen(one)).ToList();
        var nothing = all ? "There is none yet." : "No incident is open.";
        return new ChatMessage
        {
            Title = all ? "Incidents" : "Open incidents",
            Body = shown.Count == 0 ? nothing : string.Join('\n', Lines(shown, most, context.Now)),
            Actions = [.. Buttons(shown), new ChatAction("Declare", "declare")],
        };
    }

    private static IEnumerable<string> Lines(IReadOnlyList<IncidentSummary> shown, int most, DateTimeOffset now)
    {
        var lines = shown.Take(most).Select(one => Line(one, now));
        return shown.Count > most ? lines.Append($"… and {shown.Count - most} more") : lines;
    }

    public static bool IsOpen(IncidentSummary one) => one.Phase is not Phase.Undeclared and < Phase.Resolved;

    public static IEnumerable<ChatAction> Buttons(IEnumerable<IncidentSummary> shown) =>
        shown.Take(ButtonsMax).Select(one => new ChatAction(one.Id, $"{one.Id} status"));

    public static string Line(IncidentSummary one, DateTimeOffset now)
    {
        var where = one.RoomId is { } room ? Markup.Channel(room) : "";
        var parts = new[]
        {
            one.Severity.ToString(),
            one.Phase.ToString(),
            one.Lead ?? "no lead",
            Age(now - one.DeclaredAt),
            where,
        };
        var title = Markup.Clean(ShortText.Cut(one.Title, 80));
        return $"• {Markup.Bold(one.Id)} {title} · {string.Join(" · ", parts.Where(part => part.Length > 0))}";
    }

    private static string Age(TimeSpan age)
    {
        if (age.TotalDays >= 1)
            return $"{(int)age.TotalDays} d";
        return age.TotalHours >= 1 ? $"{(int)age.TotalHours} h" : $"{Math.Max(0, (int)age.TotalMinutes)} min";
    }
}
