namespace ChatOpsIncidents.Host.Ports;

/// <summary>Links to files for those who can have a link and no file.</summary>
public interface IExportLinks
{
    /// <summary>A link that opens an incident's timeline for whoever has it, for a while.</summary>
    /// <param name="incidentId">The incident.</param>
    /// <param name="format">One of the formats of exports.</param>
    /// <returns>Null: the pages' address is not known.</returns>
    string? To(string incidentId, string format);
}
