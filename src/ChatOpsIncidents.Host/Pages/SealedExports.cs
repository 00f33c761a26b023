using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>What leaves the house is sealed first: the file vouches for the messages in it, also for those of the last
/// minute.</summary>
public sealed class SealedExports(TimelineReader reader, MessageSealing sealing) : IExportRenderer
{
    /// <inheritdoc/>
    public async Task<RenderedFile?> Render(string incidentId, string format, CancellationToken ct)
    {
        await sealing.SealOnce(incidentId, ct);
        return await reader.Render(incidentId, format, ct);
    }
}
