namespace ChatOpsIncidents.Host.Outbox;
public sealed class OutboxSignal { public void Wake() { } }
