namespace ChatOpsIncidents.Engine.Tests;

/// <summary>What is promised has a test, in whichever project; the whole table lies in <c>TestResults</c>.</summary>
public sealed class CoveredRequirementsTests
{
    private static readonly string[] Ids =
    [
        "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10", "A11", "A12", "A13", "A14", "A15", "A16",
        "A17", "A18", "A19", "A20", "A21", "A22", "A23", "A24", "B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9",
        "B10", "B11", "B12", "B13", "B14", "B15", "B16", "B17", "B22", "B23", "B24", "B25", "B26", "B27", "B28",
        "B30", "B31", "B32", "B35", "B36", "B37", "B39", "B42.1", "B42.2", "B42.3", "B42.4", "B42.5", "B42.6", "B42.7",
        "B42.8", "B42.9", "B42.10", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12",
        "C13", "C14", "C15", "C16", "C17", "C18", "C19", "C20", "C21", "C22", "C23", "C24", "C25", "C26", "C27", "C28", "C29", "C30", "C31",
        "C32", "C33", "C34", "C35", "D1", "D2", "D3", "D4", "D5", "D6",
    ];

    public static TheoryData<string> Promised => [.. Ids];

    [Theory, MemberData(nameof(Promised))]
    public void What_is_promised_has_a_test(string id) =>
        Assert.True(RequirementTable.Rows.ContainsKey(id), $"No test carries {id}.");

    [Fact]
    public void The_table_is_written()
    {
        var folder = Directory.CreateDirectory(Path.Combine(RequirementTable.Root(), "TestResults"));
        var text = RequirementTable.Text(Ids);
        File.WriteAllText(Path.Combine(folder.FullName, "requirements.md"), text);
        Assert.DoesNotContain("| none |", text, StringComparison.Ordinal);
    }
}
