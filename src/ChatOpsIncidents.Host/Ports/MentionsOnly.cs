namespace ChatOpsIncidents.Host.Ports;

/// <summary>A platform of which only what is said to us comes to us.</summary>
/// <param name="Platform">Its name.</param>
public sealed record MentionsOnly(string Platform);
