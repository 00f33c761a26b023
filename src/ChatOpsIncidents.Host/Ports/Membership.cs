using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Host.Ports;

/// <summary>Who may do something at all: full members, of whom the platform has said that they are.</summary>
public static class Membership
{
    /// <summary>Why somebody may do nothing here; null: they may record and ask.</summary>
    public static Refusal? MayNot(PlatformPerson person)
    {
        if (person.IsUnknown)
            return Refusals.NotKnownYet();
        return person.IsOutsider || person.IsDeactivated ? Refusals.Outsider() : null;
    }
}
