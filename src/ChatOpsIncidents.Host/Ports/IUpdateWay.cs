using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Host.Ports;

/// <summary>A way besides chat by which audiences are told. Registered by each that is configured.</summary>
public interface IUpdateWay
{
    /// <summary>One of <see cref="UpdateWays"/>.</summary>
    string Way { get; }

    /// <summary>Tells one place. Never throws for what the outside answers.</summary>
    Task<AttemptEnd> Tell(AudienceWord word, CancellationToken ct);

    /// <summary>As its row under Health reads.</summary>
    static string HealthOf(string way) => $"Updates by {UpdateWays.Say(way)}";
}

/// <summary>Something to be told to one place of an audience.</summary>
/// <param name="IncidentId">The incident.</param>
/// <param name="Workspace">Its workspace's id.</param>
/// <param name="Told">What, to whom and where.</param>
/// <param name="MayStand">Whether an earlier attempt may have told it.</param>
public sealed record AudienceWord(string IncidentId, string Workspace, Effect.Inform Told, bool MayStand)
{
    /// <summary>The same for every attempt, and for nothing else.</summary>
    public string Key => PageCall.KeyOf(Workspace, IncidentId, Told.Key);

    /// <summary>What all words of the incident to this audience have in common.</summary>
    public string Thread => $"{PageCall.Prefix}{Workspace}-{IncidentId}-{Told.Audience.Replace(' ', '-')}";
}
