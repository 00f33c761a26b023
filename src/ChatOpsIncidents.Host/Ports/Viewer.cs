namespace ChatOpsIncidents.Host.Ports;

/// <summary>Who looks, and what they can see at most.</summary>
/// <param name="Platform">Whose incidents; null: those of every platform and workspace here.</param>
/// <param name="Workspace">The workspace; null with <paramref name="Platform"/>.</param>
/// <param name="PersonId">Whose private incidents are seen, too; null: nobody's.</param>
public sealed record Viewer(string? Platform, string? Workspace, string? PersonId)
{
    /// <summary>Somebody on the host's own machine, or with a token of the read API: everything that is not
    /// private.</summary>
    public static Viewer OfHost { get; } = new(null, null, null);

    /// <summary>Who, as chat knows them; null: nobody who signed in.</summary>
    public PlatformPerson? Person { get; init; }
}
