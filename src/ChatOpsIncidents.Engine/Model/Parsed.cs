using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>A command that was read, or why it could not be.</summary>
/// <param name="Command">The command; null: refused.</param>
/// <param name="Refusal">What to type instead; null: it was read.</param>
public sealed record Parsed(IncidentCommand? Command, Refusal? Refusal)
{
    /// <summary>A command is a reading.</summary>
    public static implicit operator Parsed(IncidentCommand command) => new(command, null);

    /// <summary>A refusal is a reading.</summary>
    public static implicit operator Parsed(Refusal refusal) => new(null, refusal);

    /// <summary>A form for what is missing.</summary>
    /// <param name="form">Makes it.</param>
    /// <param name="ofIncident">Whether it is about one incident.</param>
    public static Parsed Ask(Func<Incident, DecisionContext, Chat.Form> form, bool ofIncident = true) =>
        new(new ShowForm(form, ofIncident), null);
}
