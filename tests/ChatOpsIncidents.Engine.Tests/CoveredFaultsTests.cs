namespace ChatOpsIncidents.Engine.Tests;

/// <summary>What was seen to fail in use has a test of its name, and another of its kind.</summary>
public sealed class CoveredFaultsTests
{
    public static TheoryData<string> Faults =>
        [.. Enumerable.Range(1, 44).Select(n => $"U{n}").Concat(Enumerable.Range(1, 28).Select(n => $"K{n}"))];

    public static TheoryData<string> Cases => [.. Enumerable.Range(1, 19).Select(n => $"{n:00}")];

    [Theory, MemberData(nameof(Faults))]
    public void A_fault_has_a_test_and_a_sibling(string id) =>
        Assert.True(
            RequirementTable.Faults.TryGetValue(id, out var tests) && tests.Count >= 2,
            $"{id}: {string.Join("; ", tests ?? [])}"
        );

    [Theory, MemberData(nameof(Cases))]
    public void A_case_has_a_test_and_a_sibling(string id) =>
        Assert.True(
            RequirementTable.Cases.TryGetValue(id, out var tests) && tests.Count >= 2,
            $"{id}: {string.Join("; ", tests ?? [])}"
        );
}
