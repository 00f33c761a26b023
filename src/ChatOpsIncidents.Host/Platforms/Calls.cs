using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Host.Platforms;

/// <summary>How somebody is called where no paging system does it. Pure.</summary>
internal static class Calls
{
    /// <summary>The message to the one who is needed.</summary>
    public static ChatMessage To(string incidentId, Effect.Page page) =>
        new()
        {
            Title = $"You are needed: {incidentId}",
            Body = Markup.Clean(page.Why),
            Tone = Tone.Urgent,
            Actions =
            [
                new ChatAction(
                    page.Leads ? "I've got it" : "I'm on it",
                    $"{incidentId} {(page.Leads ? "lead" : Answer(page))}",
                    ActionStyle.Primary
                ),
            ],
        };

    private static string Answer(Effect.Page page) => page.Number > 0 ? $"on-it {page.Number}" : "join";
}
