using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>A delivery as it is stored.</summary>
/// <param name="Row">The row's id.</param>
/// <param name="Source">The source's name.</param>
/// <param name="Delivery">What its source reads.</param>
/// <param name="Attempts">How often it was tried, this time included.</param>
public sealed record DeliveryRow(long Row, string Source, HookDelivery Delivery, int Attempts);
