using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Tests.Access;
using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Catalogue;

/// <summary>What a review asks is written in the catalogue, by severity.</summary>
[Trait("Requirement", "B30")]
public sealed class ReviewsFileTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public void Questions_are_read_by_severity_and_section()
    {
        using var folder = new CatalogFolder().With(
            ReviewsFile.Name,
            "critical:\n  lessons: Who else should know?\nminor:\n  summary: What was it?\n"
        );
        List<CatalogFault> faults = [];
        var read = ReviewsFile.Read(folder.Path, faults);
        Assert.Empty(faults);
        Assert.Equal([Severity.Critical, Severity.Minor], read.Keys.Order());
        Assert.Equal("Who else should know?", read[Severity.Critical]["lessons"]);
    }

    [Theory]
    [InlineData("grave:\n  lessons: Why?\n", "grave")]
    [InlineData("major:\n  morals: Why?\n", "morals")]
    public void What_nobody_reads_is_a_fault_that_names_it(string text, string key)
    {
        using var folder = new CatalogFolder().With(ReviewsFile.Name, text);
        List<CatalogFault> faults = [];
        ReviewsFile.Read(folder.Path, faults);
        Assert.Contains(faults, fault => fault.ToString().Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_of_a_critical_review_asks_other_questions_than_that_of_a_major_one()
    {
        await using var host = await WholeHost.Start(postgres);
        foreach (var severity in (string[])["critical", "major"])
            await host.Type(
                "U0ANA",
                $"declare past {severity} payments failed started: 3h ago ended: 2h ago even-so: yes"
            );
        await host.Type("U0ANA", "INC-1 review");
        await host.Type("U0ANA", "INC-2 review");
        var critical = await (await host.Page("/incidents/INC-1/review")).Content.ReadAsStringAsync();
        var major = await (await host.Page("/incidents/INC-2/review")).Content.ReadAsStringAsync();
        Assert.Contains("Where did we wait, guess, or look in the wrong place?", critical, StringComparison.Ordinal);
        Assert.Contains("Where did we lose the most minutes?", major, StringComparison.Ordinal);
        Assert.DoesNotContain("Where did we lose the most minutes?", critical, StringComparison.Ordinal);
    }
}
