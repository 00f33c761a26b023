namespace ChatOpsIncidents.Host.Ports;

/// <summary>A platform's word on who somebody is.</summary>
public interface IPlatformPeople
{
    /// <summary>The platform's name.</summary>
    string Platform { get; }

    /// <summary>Somebody who acts; <see cref="PlatformPerson.IsUnknown"/> while the platform does not say who they
    /// are.</summary>
    /// <param name="workspace">The workspace's id.</param>
    /// <param name="id">The person's id.</param>
    /// <param name="name">What they are called meanwhile; null: by their id.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<PlatformPerson> Find(string workspace, string id, string? name, CancellationToken ct);

    /// <summary>Somebody as the platform describes them now; null: it does not say.</summary>
    /// <param name="workspace">The workspace's id.</param>
    /// <param name="id">The person's id.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<PlatformPerson?> Look(string workspace, string id, CancellationToken ct);
}
