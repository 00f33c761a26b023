using ChatOpsIncidents.Host.Outbox.Carriers;

namespace ChatOpsIncidents.Host.Invitations;

/// <summary>Sessions about reviews in people's calendars.</summary>
public static class InvitationsSetup
{
    /// <summary>Registers what puts them there.</summary>
    public static void AddInvitations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SessionCalendar>();
        builder.Services.AddSingleton<IEffectCarrier, InvitationCarrier>();
    }
}
