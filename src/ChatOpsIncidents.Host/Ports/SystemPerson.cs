namespace ChatOpsIncidents.Host.Ports;

/// <summary>The product itself, as the one who asks.</summary>
public static class SystemPerson
{
    /// <summary>In requests of the clock, the outbox and the capture.</summary>
    public static PlatformPerson Value { get; } =
        new(Person.System.Id, Person.System.Name, TimeZone: null, IsOutsider: false, IsBot: true);
}
