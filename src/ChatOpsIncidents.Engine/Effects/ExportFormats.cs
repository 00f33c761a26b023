namespace ChatOpsIncidents.Engine.Effects;

/// <summary>The formats in which a timeline can be had.</summary>
public static class ExportFormats
{
    /// <summary>As people type them.</summary>
    public static IReadOnlyList<string> All { get; } = ["md", "html", "json", "csv", "pdf"];
}
