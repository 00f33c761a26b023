using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents;

/// <summary>Lists of incidents: the home tab, and the answer to <c>list</c>. Both show only what the reader may
/// see.</summary>
public static class HomeView
{
    private const int ButtonsMax = 4;
    private const int HomeMost = 20;

    /// <summary>A person's home tab.</summary>
    /// <param name="visible">The incidents that the person may see, newest first.</param>
    /// <param name="now">The time, UTC.</param>
    public static ChatMessage Render(IReadOnlyList<IncidentSummary> visible, DateTimeOffset now)
    {
        var open = visible.Where(IsOpen).ToList();
        var recent = visible.Where(one => !IsOpen(one)).Take(5).ToList();
        return new ChatMessage
        {
            Title = open.Count == 0 ? "All calm" : open.Count == 1 ? "One incident is open"
                : $"{open.Count} incidents are open",
            Body = string.Join('\n',
            [
                .. open.Count == 0 ? ["No incident is open."] : open.Take(HomeMost).Select(one => Line(one, now)),
                .. recent.Count == 0 ? [] : recent.Select(one => Line(one, now)).Prepend(Ink.Bold("Lately")),
            ]),
            Actions = [new ChatAction("Declare", "declare", ActionStyle.Primary), .. Buttons(open)],
            Footer = $"One step at a time. {Ink.Code("/incident help")} shows the commands.",
        };
    }

    /// <summary>The answer to <c>list</c>.</summary>
    internal static ChatMessage List(DecisionContext context, bool all, int most)
    {
        var shown = context.Others.Where(one => all || IsOpen(one)).ToList();
        return new ChatMessage
        {
            Title = all ? "Incidents" : "Open incidents",
            Body = shown.Count == 0 ? (all ? "There is none yet." : "No incident is open.")
                : string.Join('\n', shown.Take(most).Select(one => Line(one, context.Now)))
                    + (shown.Count > most ? $"\n… and {shown.Count - most} more" : ""),
            Actions = [.. Buttons(shown), new ChatAction("Declare", "declare")],
        };
    }

    private static bool IsOpen(IncidentSummary one) => one.Phase is not Phase.Undeclared and < Phase.Resolved;

    private static IEnumerable<ChatAction> Buttons(List<IncidentSummary> shown) =>
        shown.Take(ButtonsMax - 1).Select(one => new ChatAction(one.Id, $"{one.Id} status"));

    private static string Line(IncidentSummary one, DateTimeOffset now)
    {
        var where = one.RoomId is { } room ? Ink.Channel(room) : "";
        var parts = new[] { one.Severity.ToString(), one.Phase.ToString(), one.Lead ?? "no lead",
            Age(now - one.DeclaredAt), where };
        var title = Ink.Clean(CardView.Short(one.Title, 80));
        return $"• {Ink.Bold(one.Id)} {title} · {string.Join(" · ", parts.Where(part => part.Length > 0))}";
    }

    private static string Age(TimeSpan age) => age.TotalDays >= 1 ? $"{(int)age.TotalDays} d"
        : age.TotalHours >= 1 ? $"{(int)age.TotalHours} h"
        : $"{Math.Max(0, (int)age.TotalMinutes)} min";
}
