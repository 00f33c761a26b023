using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Views.Cards;

/// <summary>The way to an incident's page.</summary>
public static class PageButton
{
    /// <summary>The button that opens the page; none where no address is configured.</summary>
    public static IEnumerable<ChatAction> Of(Incident incident, Policy policy) =>
        policy.PageOf(incident.Id) is { } url ? [new ChatAction("Open page", "", Url: url)] : [];
}
