using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>What other systems tell an incident, as a request.</summary>
internal static class HookRequests
{
    /// <summary>Asks for a command in an incident.</summary>
    /// <param name="incident">Its id.</param>
    /// <param name="source">Who told it, as in the address of its hook.</param>
    /// <param name="id">The same each time that the same is told.</param>
    /// <param name="command">What is to be done.</param>
    public static VerifiedRequest Of(string incident, string source, string id, IncidentCommand command) =>
        new()
        {
            Platform = "hook",
            Workspace = "hooks",
            Id = id,
            By = SystemPerson.Value,
            IncidentId = incident,
            Source = $"hook:{source}",
            Input = new RequestInput.Signal(command),
        };
}
