using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Order.Steps;

/// <summary>What is to be done next.</summary>
/// <param name="Text">One sentence with marks.</param>
/// <param name="Owner">Who is to do it; null: nobody in particular, and at no time.</param>
/// <param name="By">By when; null: as soon as a step may take.</param>
/// <param name="Actions">The buttons, the recommended one first.</param>
public sealed record Guidance(string Text, string? Owner, DateTimeOffset? By, IReadOnlyList<ChatAction> Actions)
{
    /// <summary>The recommended button.</summary>
    internal static ChatAction Main(string label, string command) => new(label, command, ActionStyle.Primary);

    /// <summary>Who leads.</summary>
    internal static string Leader(Incident incident) => incident.Lead?.Name ?? "anybody";

    /// <summary>Who carries out changes.</summary>
    internal static string Doer(Incident incident) => Holder(incident, Role.Ops);

    /// <summary>Who writes the updates.</summary>
    internal static string Writer(Incident incident) => Holder(incident, Role.Comms);

    private static string Holder(Incident incident, Role role) =>
        (incident.Roles.GetValueOrDefault(role) ?? incident.Lead)?.Name ?? "anybody";
}
