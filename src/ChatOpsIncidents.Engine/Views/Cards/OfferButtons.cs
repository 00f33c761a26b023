using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Views.Cards;

/// <summary>The answers to an offered role.</summary>
internal static class OfferButtons
{
    /// <summary>Accept and decline.</summary>
    public static ChatAction[] Of(Role role) =>
        [
            new ChatAction("Accept", $"accept {RoleWords.Of(role)}", ActionStyle.Primary),
            new ChatAction("Decline", $"decline {RoleWords.Of(role)}"),
        ];
}
