namespace ChatOpsIncidents.Host.Ports;

/// <summary>Renders an incident's timeline as it stands now.</summary>
public interface IExportRenderer
{
    /// <summary>Renders it, without waiting for others that are rendered.</summary>
    /// <param name="incidentId">The incident.</param>
    /// <param name="format"><c>md</c>, <c>html</c>, <c>json</c>, <c>csv</c> or <c>pdf</c>.</param>
    /// <param name="ct">Ends the attempt.</param>
    Task<ExportEnd> Render(string incidentId, string format, CancellationToken ct);
}

/// <summary>What came of rendering a timeline.</summary>
public abstract record ExportEnd
{
    /// <summary>It was rendered.</summary>
    public sealed record Made(RenderedFile File) : ExportEnd;

    /// <summary>It cannot be made in this installation, whenever it is tried.</summary>
    /// <param name="Why">One plain sentence without its full stop.</param>
    public sealed record Impossible(string Why) : ExportEnd;

    /// <summary>It did not work this time.</summary>
    /// <param name="Why">One plain sentence without its full stop.</param>
    public sealed record Failed(string Why) : ExportEnd;

    /// <summary>Others are rendered; nothing was tried.</summary>
    public sealed record Busy : ExportEnd;
}
