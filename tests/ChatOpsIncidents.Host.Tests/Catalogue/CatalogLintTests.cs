using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Tests.Catalogue;

/// <summary>What is wrong in a catalogue is said with its place.</summary>
public sealed class CatalogLintTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    private static string Shipped => Path.Combine(AppContext.BaseDirectory, "Catalogue", "Examples");

    [
        Fact,
        Trait("Requirement", "B22"),
        Trait("Requirement", "B23"),
        Trait("Requirement", "B24"),
        Trait("Requirement", "B25")
    ]
    public void What_is_shipped_has_no_fault()
    {
        var files = CatalogFiles.Load(Shipped);
        Assert.Empty(CatalogLint.Faults(files, Today));
        Assert.Equal(
            [
                "bad-deploy",
                "certificate-expiry",
                "checkout-errors",
                "database-restore",
                "dependency-outage",
                "disk-full",
            ],
            files.Catalog.Runbooks.Select(one => one.Name)
        );
        Assert.Equal(
            ["data-at-risk", "main-flow-down", "supplier-outage"],
            files.Catalog.Playbooks.Select(one => one.Name)
        );
    }

    [Fact, Trait("Requirement", "B22"), Trait("Requirement", "C23")]
    public void What_is_shipped_hangs_together()
    {
        var catalog = CatalogFiles.Read(Shipped);
        var named = catalog.Services.SelectMany(one => one.Runbooks).ToHashSet(StringComparer.Ordinal);
        Assert.All(catalog.Runbooks, one => Assert.Contains(one.Name, named));
        Assert.Contains(
            catalog.Services,
            one =>
                one.Mitigations.Any(way =>
                    way
                        is {
                            Kind: "failover",
                            Rehearsed: not null,
                            Minutes: > 0,
                            DataRisk: not null,
                            Command: not null
                        }
                )
        );
        // A mitigation that a runbook names is one that the catalogue knows, so that its command and risk are said.
        var known = catalog
            .Services.SelectMany(one => one.Mitigations)
            .Select(way => $"{way.Kind} {way.What}")
            .Concat(catalog.Services.Select(one => $"rollback {one.Name}"))
            .ToHashSet(StringComparer.Ordinal);
        string[] may = ["config reload the certificate at the edge"];
        Assert.All(Started(catalog), words => Assert.True(known.Contains(words) || may.Contains(words), words));
        Assert.True(Started(catalog).Length >= 8);
    }

    [Theory, Trait("Requirement", "B22")]
    [InlineData("cards declined since 14:02", "checkout-errors", "main-flow-down")]
    [InlineData("certificate expired on www", "certificate-expiry", "main-flow-down")]
    [InlineData("no space left on db-2", "disk-full", "main-flow-down")]
    [InlineData("customer data deleted by a script", "database-restore", "data-at-risk")]
    [InlineData("our payment provider is down", "dependency-outage", "supplier-outage")]
    [InlineData("search is slow after the deploy of 4.2", "bad-deploy", "main-flow-down")]
    public void What_is_shipped_is_found_by_what_people_say(string title, string runbook, string playbook)
    {
        var incident = Incident.None("INC-1") with { Title = title, Severity = Severity.Major };
        var catalog = CatalogFiles.Read(Shipped);
        Assert.Equal(runbook, GuideFit.Runbooks(incident, catalog)[0].Guide.Name);
        Assert.Equal(playbook, GuideFit.Playbook(incident, catalog)?.Guide.Name);
    }

    [Fact]
    public void A_good_folder_has_no_fault()
    {
        using var folder = CatalogFolder.Good();
        Assert.Empty(Faults(folder));
        var playbook = CatalogFiles.Read(folder.Path).Playbook("main-flow-down")!;
        Assert.Equal([Severity.Critical, Severity.Major], playbook.Severities);
    }

    [Theory, Trait("Requirement", "B24"), Trait("Requirement", "B25"), Trait("Requirement", "B26")]
    [InlineData(
        "reviewed: 2026-11-01",
        "reviewed: 2026-01-01",
        "6: It was last reviewed on 2026-01-01, 324 days ago; 180 is the most."
    )]
    [InlineData("reviewed: 2026-11-01\n", "", "2: Nobody has ever reviewed it.")]
    [InlineData(
        "reviewed: 2026-11-01",
        "reviewed: 1 November",
        "6: reviewed “1 November” is no date such as 2026-10-01.",
        "6: Nobody has ever reviewed it."
    )]
    [InlineData("title: Checkout fails\n", "", "2: It has no title.")]
    [InlineData("[checkout]", "[chekout]", "3: There is no service “chekout”. Did you mean checkout?")]
    [InlineData("owner:", "ownr:", "5: Nothing is known of a key “ownr”. Did you mean owner?")]
    [InlineData("- After 15 minutes.\n", "", "14: Nothing stands under “When to escalate”.")]
    [InlineData(
        "## First checks",
        "## Else",
        ": It does not say what to check first: a section “First checks” is missing."
    )]
    [InlineData(
        "`/incident rollback checkout`",
        "`/incident rolback checkout`",
        "13: “/incident rolback checkout”: there is no command “rolback”. Did you mean rollback?"
    )]
    [InlineData("title: Checkout fails", "title: [Checkout, fails]", "2: title is one text.")]
    [InlineData("---\n## Symptoms", "## Symptoms", "1: The line --- that ends the keys is missing.")]
    public void A_runbooks_faults_have_their_line(string now, string then, params string[] expected)
    {
        using var folder = CatalogFolder.Good();
        folder.With(
            "runbooks/checkout-errors.md",
            CatalogFolder.GoodRunbook.Replace(now, then, StringComparison.Ordinal)
        );
        var faults = Faults(folder);
        Assert.All(
            expected,
            fault =>
                Assert.Contains(
                    faults,
                    said =>
                        said.StartsWith(
                            "runbooks/checkout-errors.md" + (fault[0] == ':' ? "" : ":") + fault,
                            StringComparison.Ordinal
                        )
                )
        );
    }

    [Fact, Trait("Requirement", "B26")]
    public void A_long_one_and_an_empty_one_are_named()
    {
        using var folder = CatalogFolder.Good();
        folder
            .With(
                "runbooks/long.md",
                CatalogFolder.GoodRunbook + "\n" + string.Concat(Enumerable.Repeat("word ", 2_000))
            )
            .With("runbooks/no steps.md", "---\ntitle: None\nreviewed: 2026-11-01\n---\n");
        Assert.Equal(
            [
                "runbooks/long.md: It takes 11 minutes to read; over 10 is too long.",
                "runbooks/no steps.md: The file's name has a space; people type it as one word.",
                "runbooks/no steps.md: It has no steps.",
            ],
            Faults(folder)
        );
    }

    [Theory, Trait("Requirement", "B23")]
    [InlineData("## Roles", "## People", ": It does not say who takes which role: a section “Roles” is missing.")]
    [InlineData("## Escalation", "## Else", ": It does not say when to escalate, and to whom")]
    [InlineData("## Decision points", "## Else", ": It does not say which decisions come, and who takes them")]
    [InlineData("## Communication", "## Else", ": It does not say who is told what, how often and where")]
    [InlineData("sev2", "sev9", ":3: “sev9” is no severity. There are critical, major, medium, minor.")]
    [InlineData("severities", "severites", ":3: Nothing is known of a key “severites”. Did you mean severities?")]
    [InlineData(
        "severities",
        "urgency",
        ":3: Nothing is known of a key “urgency”. There are title, services, symptoms, owner, reviewed, severities."
    )]
    public void A_playbooks_faults_are_named(string now, string then, string expected)
    {
        using var folder = CatalogFolder.Good();
        folder.With(
            "playbooks/main-flow-down.md",
            CatalogFolder.GoodPlaybook.Replace(now, then, StringComparison.Ordinal)
        );
        Assert.StartsWith(
            "playbooks/main-flow-down.md" + expected,
            Assert.Single(Faults(folder)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_file_without_keys_is_a_runbook_too()
    {
        List<CatalogFault> faults = [];
        var plain = GuideFiles.Runbook("- Look.\n", "dns.md", faults).Guide;
        Assert.Equal(("dns", "dns", "- Look.\n"), (plain.Name, plain.Title, plain.Body));
        Assert.Empty(faults);
    }

    [Fact]
    public void Only_grave_faults_stop_a_host()
    {
        using var folder = CatalogFolder.Good();
        folder.With("runbooks/checkout-errors.md", "---\nownr: me\nreviewed: 2020-01-01\n---\n- Look.\n");
        Assert.NotEmpty(Faults(folder));
        Assert.NotNull(CatalogFiles.Read(folder.Path).Runbook("checkout-errors"));
        folder.With("services.yaml", "services:\n  - name: a\n    checks: [{ name: x }]\n");
        var fault = Assert.Throws<ConfigurationFaultException>(() => CatalogFiles.Read(folder.Path));
        Assert.EndsWith(
            "services.yaml:3: A check needs one of prometheus, datadog or cloudwatch (a query), json or http (an address).",
            Assert.Single(fault.Faults),
            StringComparison.Ordinal
        );
    }

    private static string[] Faults(CatalogFolder folder) =>
        [
            .. CatalogLint
                .Faults(CatalogFiles.Load(folder.Path), Today)
                .Select(fault => fault.ToString()[(folder.Path.Length + 1)..]),
        ];

    // What the shipped runbooks' buttons begin, as kind and what.
    private static string[] Started(Catalog catalog) =>
        [
            .. catalog
                .Runbooks.SelectMany(one => one.Steps)
                .SelectMany(step => step.Commands)
                .Where(words => new NextStep("", words).IsComplete)
                .Where(words =>
                    words.StartsWith("mitigate ", StringComparison.Ordinal)
                    || words.StartsWith("rollback ", StringComparison.Ordinal)
                )
                .Select(words => words.StartsWith("mitigate ", StringComparison.Ordinal) ? words[9..] : words),
        ];
}
