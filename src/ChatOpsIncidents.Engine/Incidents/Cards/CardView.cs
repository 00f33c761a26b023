using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents;

/// <summary>The pinned card, its pointer where the incident was declared, and the room's topic. Pure functions of the state.</summary>
public static class CardView
{
    /// <summary>The card: what, how bad, who, one next step.</summary>
    public static ChatMessage Render(Incident incident, DecisionContext context)
    {
        var next = NextStepView.Of(incident, context);
        return new ChatMessage
        {
            Title = $"{incident.Id} {incident.Title}",
            Tone = ToneOf(incident),
            Body = $"{Ink.Bold("Next:")} {next.Text}",
            Facts =
            [
                new ChatFact("Severity", incident.Severity + (incident.SeverityConfirmed ? "" : " (unconfirmed)")),
                new ChatFact("Phase", incident.Phase.ToString()),
                new ChatFact("Lead", incident.Lead?.Name ?? "nobody yet"),
                new ChatFact("Declared", Ink.Time(incident.DeclaredAt ?? context.Now)),
                .. incident.Services.Count > 0 ? [new ChatFact("Services", string.Join(", ", incident.Services))] : Array.Empty<ChatFact>(),
            ],
            Actions = next.Actions,
        };
    }

    /// <summary>One line that leads to the room.</summary>
    public static ChatMessage Pointer(Incident incident) => ChatMessage.Text(
        $"{Ink.Bold(incident.Id)} {incident.Title} ({incident.Severity}). "
        + (incident.RoomId is { } room ? $"Room: {Ink.Channel(room)}" : "A room is being opened."));

    /// <summary>The room's topic, at most 250 characters.</summary>
    public static string Topic(Incident incident)
    {
        var topic = $"{incident.Severity} · {incident.Phase} · lead {incident.Lead?.Name ?? "nobody"} · {incident.Id} {incident.Title}";
        return topic.Length <= 250 ? topic : topic[..249] + "…";
    }

    private static Tone ToneOf(Incident incident) => incident.Phase switch
    {
        >= Phase.Resolved => Tone.Good,
        Phase.Mitigated or Phase.Verify => Tone.Notice,
        _ => incident.Severity <= Severity.Major ? Tone.Urgent : Tone.Notice,
    };
}

/// <summary>The one next action, with its buttons.</summary>
/// <param name="Text">One sentence with marks: what, by whom.</param>
/// <param name="Actions">The buttons, the recommended one first; at most four.</param>
public sealed record NextStepView(string Text, IReadOnlyList<ChatAction> Actions)
{
    /// <summary>The next action of an incident as it stands. Always one.</summary>
    public static NextStepView Of(Incident incident, DecisionContext context) => incident.Phase switch
    {
        Phase.Declared => new("say who is hit, how badly, and whether it goes on.",
            [new ChatAction("Impact", "impact", ActionStyle.Primary), new ChatAction("Join", "join")]),
        Phase.Impact => new("look at the ways back before anything else.",
            [new ChatAction("Rollback options", "rollback", ActionStyle.Primary), new ChatAction("None possible", "rollback none")]),
        _ => new("write down what you see.", [new ChatAction("Note", "note", ActionStyle.Primary)]),
    };
}
