namespace ChatOpsIncidents.Host.Ports;

/// <summary>The configuration has faults; the host does not start.</summary>
/// <param name="faults">One sentence each, beginning with the key.</param>
public sealed class ConfigurationFaultException(IReadOnlyList<string> faults)
    : Exception("The configuration has faults:\n" + string.Join('\n', faults.Select(fault => "  - " + fault)))
{
    /// <summary>One sentence each, beginning with the key.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
