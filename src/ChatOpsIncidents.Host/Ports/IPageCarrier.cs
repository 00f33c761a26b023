namespace ChatOpsIncidents.Host.Ports;

/// <summary>A way to wake people besides chat. Registered by each paging system that is configured.</summary>
public interface IPageCarrier
{
    /// <summary>Carries out an <c>Effect.Page</c>; null: the target is none of this system's, ask the next
    /// one.</summary>
    Task<AttemptEnd?> Deliver(Delivery delivery, CancellationToken ct);
}
