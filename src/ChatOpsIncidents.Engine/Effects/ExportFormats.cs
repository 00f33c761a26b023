namespace ChatOpsIncidents.Engine.Effects;

/// <summary>The formats in which a timeline can be had, and the texts that are made of it.</summary>
public static class ExportFormats
{
    /// <summary>The timeline, as people type them.</summary>
    public static IReadOnlyList<string> OfTimeline { get; } = ["md", "html", "json", "csv", "pdf"];

    /// <summary>What is made of it for others: a post for the public, a handout for training, a checklist on one page,
    /// and the post-mortem for a static site.</summary>
    public static IReadOnlyList<string> ForOthers { get; } = ["public-post", "handout", "one-page", "postmortem"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. OfTimeline, .. ForOthers];
}
