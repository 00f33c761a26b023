using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>Refusals that several features share.</summary>
public static class Refusals
{
    /// <summary>No such incident, or none that the asker may see.</summary>
    public static Refusal NoSuchIncident(string id) =>
        new("no-such-incident", $"I know no incident {id}.", new NextStep("List incidents", "list"));

    /// <summary>Said outside a room, without an id.</summary>
    public static Refusal WhichIncident() =>
        new(
            "which-incident",
            "This is not an incident's room. Put the id first, for example "
                + Markup.Code("/incident INC-12 status")
                + ".",
            new NextStep("List incidents", "list"),
            new NextStep("Declare one", "declare")
        );

    /// <summary>It is over.</summary>
    public static Refusal Over(Incident incident) =>
        new(
            "incident-over",
            incident.IsOver
                ? $"{incident.Id} is {Word(incident)}; nothing more is recorded there."
                : $"{incident.Id} is {Word(incident)}; nothing new begins there.",
            new NextStep("Reopen", "reopen <why>"),
            new NextStep("Declare a new one", "declare")
        );

    /// <summary>It has recovered or is over; what was done while it ran can still be recorded, as long as it is not
    /// over.</summary>
    /// <param name="incident">Which.</param>
    /// <param name="wish">The words that were refused.</param>
    public static Refusal OverFor(Incident incident, string wish) =>
        incident.IsOver
            ? Over(incident)
            : new(
                "incident-over",
                $"{incident.Id} is {Word(incident)}; nothing new begins there. What was done before is "
                    + "recorded with its time.",
                new NextStep("Say when", $"{wish} at <time>"),
                new NextStep("Reopen", "reopen <why>")
            );

    private static string Word(Incident incident) =>
        incident.Phase switch
        {
            Phase.Review => "in review",
            var phase => phase.ToString().ToLowerInvariant(),
        };

    /// <summary>A newer version wrote to it.</summary>
    public static Refusal ReadOnly(string id) =>
        new(
            "read-only",
            $"A newer version has written to {id}; this one can only show it. Try again in a minute.",
            new NextStep("Show status", "status")
        );

    /// <summary>Guests and outsiders may do nothing.</summary>
    public static Refusal Outsider() =>
        new(
            "outsider",
            "Only full members of this workspace can work on incidents here. Please ask one of them.",
            new NextStep("Ask a full member", "<your words>")
        );

    /// <summary>The chat platform has not said yet who asks.</summary>
    public static Refusal NotKnownYet() =>
        new(
            "not-known-yet",
            "I do not know yet whether you are a member here: chat has not answered my question who you are. "
                + "Nothing was recorded. Please send it again in a moment.",
            new NextStep("Send it again", "<your words>")
        );

    /// <summary>The lead's or backup's to do.</summary>
    /// <param name="incident">Which.</param>
    /// <param name="wish">The words that were refused: [Ask lead] passes them on.</param>
    public static Refusal LeadOnly(Incident incident, string wish = "") =>
        new(
            "lead-only",
            $"Only the lead ({incident.Lead?.Name}) or the backup can do this.",
            new NextStep("Ask lead", $"ask-lead {wish}".TrimEnd()),
            new NextStep("Take command", "lead")
        );

    /// <summary>Words are missing.</summary>
    public static Refusal Usage(CommandWord word, string because) =>
        new("usage", because, new NextStep("Type", $"{word.Verb} {word.Usage}".TrimEnd()))
        {
            Fields = new Dictionary<string, string>(),
        };
}
