using System.Text;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>One table of what the stories cost, in <c>TestResults/end-to-end/stories.md</c>.</summary>
public sealed class StoryBook
{
    private readonly SortedDictionary<string, StoryTally> _rows = [];

    /// <summary>Adds a story and writes the table so far.</summary>
    /// <returns>The table.</returns>
    public string Add(StoryTally tally)
    {
        _rows[tally.Story] = tally;
        var table = new StringBuilder().AppendLine(StoryTally.Head);
        foreach (var row in _rows.Values)
            table.AppendLine(row.ToString());
        File.WriteAllText(Path.Combine(World.Root, "TestResults", "end-to-end", "stories.md"), table.ToString());
        return table.ToString();
    }
}
