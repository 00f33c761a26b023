using ChatOpsIncidents.Tests;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class CoveredRequirementsTests
{
    public static TheoryData<string> Promised =>
    [
        "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A9", "A10", "A11", "A12", "A13", "A15", "A16", "A17", "A21", "A22", "A23",
        "B3", "B4", "B5", "B6", "B7", "B8", "B9", "B11", "B14", "B15", "B16", "B17", "B42",
        "C9", "C10", "C11", "C12", "C13", "C14", "C22", "C25", "C26", "C30", "C31", "D1", "D2", "D4", "D5",
    ];

    [Theory, MemberData(nameof(Promised))]
    public void What_is_promised_has_a_test(string id) =>
        Assert.True(RequirementTable.Rows.Keys
            .Any(key => key == id || key.StartsWith(id + ".", StringComparison.Ordinal)), $"No test carries {id}.");
}
