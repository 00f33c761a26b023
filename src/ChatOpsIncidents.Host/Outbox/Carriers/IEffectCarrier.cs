using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Outbox.Carriers;

/// <summary>Carries out the effects of one kind. A kind without a carrier goes to its chat platform as it is.</summary>
public interface IEffectCarrier
{
    /// <summary>The kind.</summary>
    Type Kind { get; }

    /// <summary>How long an attempt may take; null: as long as a call to the platform may.</summary>
    TimeSpan? TimeLimit => null;

    /// <summary>Carries one out. Never throws for what the outside answers.</summary>
    /// <param name="platform">The incident's chat platform, by name.</param>
    /// <param name="delivery">The effect and its place.</param>
    /// <param name="ct">Ends the attempt; its outcome is then unclear.</param>
    Task<AttemptEnd> Deliver(string platform, Delivery delivery, CancellationToken ct);

    /// <summary>What the incident is told of an end; of one that is tried again it is told the first time only. Null:
    /// nothing.</summary>
    IncidentCommand? Report(Effect effect, AttemptEnd end) => null;
}
