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
        return new ChatMessage
        {
            Title = all ? "Incidents" : "Open incidents",
            Body =
                shown.Count == 0
                    ? (all ? "There is none yet." : "No incident is open.")
                    : string.Join('\n', shown.Take(most).Select(one => Line(one, context.Now)))
                        + (shown.Count > most ? $"\n… and {shown.Count - most} more" : ""),
            Actions = [.. Buttons(shown), new ChatAction("Declare", "declare")],
        };
    }

    public static bool IsOpen(IncidentSummary one) => one.Phase is not Phase.Undeclared and < Phase.Resolved;

    public static IEnumerable<ChatAction> Buttons(IEnumerable<IncidentSummary> shown) =>
        shown.Take(ButtonsMax).Select(one => new ChatAction(one.Id, $"{one.Id} status"));

    public static string Line(IncidentSummary one, DateTimeOffset now)
    {
        var where = one.RoomId is { } room ? Ink.Channel(room) : "";
        var parts = new[]
        {
            one.Severity.ToString(),
            one.Phase.ToString(),
            one.Lead ?? "no lead",
            Age(now - one.DeclaredAt),
            where,
        };
        var title = Ink.Clean(CardView.Short(one.Title, 80));
        return $"• {Ink.Bold(one.Id)} {title} · {string.Join(" · ", parts.Where(part => part.Length > 0))}";
    }

    private static string Age(TimeSpan age) =>
        age.TotalDays >= 1 ? $"{(int)age.TotalDays} d"
        : age.TotalHours >= 1 ? $"{(int)age.TotalHours} h"
        : $"{Math.Max(0, (int)age.TotalMinutes)} min";
}
