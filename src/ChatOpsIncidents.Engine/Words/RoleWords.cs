using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>The words for roles.</summary>
public static class RoleWords
{
    /// <summary>The order in which free roles are offered; a lead before all, where nobody leads.</summary>
    public static IReadOnlyList<Role> OfferOrder { get; } = [Role.Ops, Role.Comms, Role.Scribe, Role.Backup];

    /// <summary>All roles as options of a form.</summary>
    public static IReadOnlyList<FieldOption> Options { get; } =
    [.. Enum.GetValues<Role>().Select(role => new FieldOption(Of(role), $"{role}: {Does(role)}"))];

    /// <summary>The word of a role.</summary>
    public static string Of(Role role) => role.ToString().ToLowerInvariant();

    /// <summary>The role of a word; null: none.</summary>
    public static Role? Find(string word) =>
        word.Trim('@', ',', ':', '.').ToLowerInvariant() switch
        {
            "lead" or "ic" or "commander" or "incident-commander" or "leader" => Role.Lead,
            "ops" or "operations" or "tech" => Role.Ops,
            "comms" or "communications" or "communication" or "comm" => Role.Comms,
            "scribe" or "notes" => Role.Scribe,
            "backup" or "minuteman" or "deputy" => Role.Backup,
            "liaison" or "liaisons" => Role.Liaison,
            _ => null,
        };

    /// <summary>What a role does, in a few words.</summary>
    public static string Does(Role role) =>
        role switch
        {
            Role.Lead => "decides, and keeps the order",
            Role.Ops => "carries out changes",
            Role.Comms => "sends the updates",
            Role.Scribe => "keeps the timeline complete",
            Role.Backup => "takes over when the lead is away",
            _ => "keeps in touch with a team or supplier",
        };

    /// <summary>No such role.</summary>
    public static Refusal Unknown(string typed) =>
        new(
            "unknown-role",
            $"“{typed}” is no role. Say lead, ops, comms, scribe, backup or liaison.",
            new NextStep("Choose", "role")
        )
        {
            Fields = new Dictionary<string, string> { ["role"] = "Say lead, ops, comms, scribe, backup or liaison." },
        };
}
