using ChatOpsIncidents.Engine.Incidents;
using ChatOpsIncidents.Host.Catalogue;

namespace ChatOpsIncidents.Host.Tests.Catalogue;

public sealed class RunbookFilesTests
{
    [Fact, Trait("Requirement", "B24"), Trait("Requirement", "B25")]
    public void The_shipped_runbook_is_a_good_one()
    {
        var catalog = CatalogFiles.Read(Path.Combine(AppContext.BaseDirectory, "Catalogue", "Examples"));
        var runbook = catalog.Runbook("checkout-errors");
        Assert.NotNull(runbook);
        Assert.Equal("Checkout answers with errors", runbook.Title);
        Assert.Equal(["checkout", "payments"], runbook.Services);
        Assert.Empty(GuideLint.Faults(runbook, new DateOnly(2026, 11, 21)));
    }

    [Fact]
    public void A_file_without_front_matter_is_a_runbook_too_and_a_bad_date_is_named()
    {
        List<CatalogFault> faults = [];
        var plain = GuideFiles.Runbook("- Look.\n", "dns.md", faults).Guide;
        Assert.Equal(("dns", "dns", "- Look.\n"), (plain.Name, plain.Title, plain.Body));
        Assert.Empty(faults);
        GuideFiles.Runbook("---\ntitle: x\nreviewed: soon\n---\n- Look.\n", "dns.md", faults);
        Assert.Equal(["dns.md:3: reviewed “soon” is no date such as 2026-10-01."], faults.Select(f => f.ToString()));
    }
}
