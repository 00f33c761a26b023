namespace ChatOpsIncidents.Host.Ports;

/// <summary>Renders an incident's timeline as it stands now.</summary>
public interface IExportRenderer
{
    /// <summary>The file; null: it cannot be made here (no such incident, or no chromium for a PDF).</summary>
    /// <param name="incidentId">The incident.</param>
    /// <param name="format"><c>md</c>, <c>html</c>, <c>json</c>, <c>csv</c> or <c>pdf</c>.</param>
    /// <param name="ct">Ends the attempt.</param>
    Task<RenderedFile?> Render(string incidentId, string format, CancellationToken ct);
}
