namespace ChatOpsIncidents.Host.Ports;

/// <summary>What the platform said of a person, and when.</summary>
/// <param name="Platform">The platform.</param>
/// <param name="Workspace">The workspace's id.</param>
/// <param name="Person">Who.</param>
/// <param name="At">When it was said.</param>
public sealed record KnownPerson(string Platform, string Workspace, PlatformPerson Person, DateTimeOffset At);

/// <summary>People, kept for longer than a host lives.</summary>
public interface IPeopleStore
{
    /// <summary>Everybody, those who were seen last first.</summary>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Ends the read.</param>
    Task<IReadOnlyList<KnownPerson>> Read(int limit, CancellationToken ct);

    /// <summary>One person; null: never met.</summary>
    Task<KnownPerson?> Find(string platform, string workspace, string id, CancellationToken ct);

    /// <summary>Keeps what is newer than what is kept.</summary>
    Task Keep(IReadOnlyList<KnownPerson> people, CancellationToken ct);
}
