using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>What the review's page and its script say of a section, in the same words.</summary>
internal static class ReviewWords
{
    /// <summary>Who wrote it last, or that the facts did.</summary>
    public static string Standing(ReviewSheet sheet)
    {
        if (sheet.Versions is [.., var last])
            return $"Written by {last.By.Name}";
        return sheet.IsUnread ? "From the facts, not read over yet" : "Not written yet";
    }

    /// <summary>A mark, and how else to say it.</summary>
    public static string Blame(BlameMark mark) => $"“{mark.Words}” reads as blame; {mark.Better}.";

    /// <summary>What is missing until it can be closed.</summary>
    public static string Missing(Incident incident) =>
        ReviewSheet.Missing(incident).ToList() is [_, ..] gaps
            ? $"Missing: {string.Join("; ", gaps)}."
            : "Nothing is missing.";
}
