using ChatOpsIncidents.Host.Catalogue;

namespace ChatOpsIncidents.Host.Tests.Catalogue;

public sealed class ServicesFileTests
{
    private const string Whole = """
        services:
          - name: checkout
            aliases: [cart]
            owners: "@payments-oncall"
            depends-on: [stripe]
            dashboards: [{ name: Checkout, url: "https://grafana.test/d/1" }]
            deploys: https://ci.test/checkout
            status-page: https://status.test
            rollback: { command: undo, minutes: 4, data-risk: none, rehearsed: 2026-10-01 }
            mitigations:
              - { kind: flag, what: new-checkout, minutes: 1, data-risk: none, rehearsed: 2026-11-03, command: flagctl off }
              - kind: restore
                what: orders to yesterday
            checks:
              - { name: error ratio, prometheus: 'rate(errors[1m])', tolerance: 0.01 }
              - { name: home page, http: "https://shop.test/health", expect: 204 }
        """;

    [Fact, Trait("Requirement", "C23"), Trait("Requirement", "A24"), Trait("Requirement", "C18")]
    public void A_service_is_read_whole()
    {
        var (service, faults) = Read(Whole);
        Assert.Empty(faults);
        Assert.Equal(["@payments-oncall"], service.Owners);
        Assert.Equal(("https://ci.test/checkout", "https://status.test"), (service.Deploys, service.StatusPage));
        Assert.Equal(
            ("undo", 4, "none", new DateOnly(2026, 10, 1)),
            (service.RollbackCommand, service.RollbackMinutes, service.RollbackDataRisk, service.RollbackRehearsed)
        );
        Assert.Equal(
            [
                new KnownMitigation("flag-off", "new-checkout")
                {
                    Minutes = 1,
                    DataRisk = "none",
                    Rehearsed = new(2026, 11, 3),
                    Command = "flagctl off",
                },
                new KnownMitigation("restore", "orders to yesterday"),
            ],
            service.Mitigations
        );
        Assert.Equal(
            [
                new ServiceCheck("error ratio") { Prometheus = "rate(errors[1m])", Tolerance = 0.01 },
                new ServiceCheck("home page") { Http = "https://shop.test/health", Expect = 204 },
            ],
            service.Checks
        );
    }

    [Theory, Trait("Requirement", "C23")]
    [InlineData("kind: flag,", "kind: flagg,", "11: “flagg” is no kind of mitigation. There are rollback, flag-off, ")]
    [InlineData("kind: flag, ", "", "11: A mitigation needs a kind: rollback, ")]
    [InlineData(
        "        what: orders to yesterday",
        "",
        "12: A mitigation needs what: the target and the change, in words."
    )]
    [InlineData("minutes: 1,", "minutes: soon,", "11: minutes “soon” is no whole number from 1 to 10080.")]
    [InlineData("minutes: 4", "minutes: 0", "9: minutes “0” is no whole number from 1 to 10080.")]
    [InlineData("2026-11-03", "03.11.2026", "11: rehearsed “03.11.2026” is no date such as 2026-10-01.")]
    [InlineData(
        "2026-11-03",
        "2026-12-03",
        "11: checkout, flag-off new-checkout: rehearsed 2026-12-03 is yet to come."
    )]
    [InlineData(
        "data-risk: none, rehearsed: 2026-11",
        "data-rsk: none, rehearsed: 2026-11",
        "11: Nothing is known of a key “data-rsk”. Did you mean data-risk?"
    )]
    [InlineData("mitigations:", "mitigation:", "10: Nothing is known of a key “mitigation”. Did you mean mitigations?")]
    [InlineData("rollback: {", "rollback: [", "9: This is no YAML: ")]
    [InlineData("new-checkout", "{ a: b }", "11: what is one text.")]
    public void A_wrong_mitigation_is_named_with_its_line(string now, string then, string expected) =>
        Faulty(now, then, expected);

    [Theory]
    [InlineData("name: error ratio, ", "", "15: A check needs a name.")]
    [InlineData("tolerance: 0.01", "tolerance: little", "15: tolerance “little” is no number such as 0.01.")]
    [InlineData("tolerance: 0.01", "expect: 200", "15: expect is for an http check; a number has tolerance: 0.01.")]
    [InlineData("expect: 204", "tolerance: 1", "16: tolerance is for a number; an http check has expect: 200.")]
    [InlineData("expect: 204", "expect: 99", "16: expect “99” is no whole number from 100 to 599.")]
    [InlineData(
        "expect: 204",
        "prometheus: x",
        "16: A check needs one of prometheus, datadog or cloudwatch (a query), json or http (an address)."
    )]
    [InlineData("tolerance: 0.01", "bad: left", "15: bad “left” is not known; write one of above, below, both.")]
    [InlineData(
        "tolerance: 0.01",
        "missing: none",
        "15: missing is zero (no data means none happened) or bad, which is the default."
    )]
    [InlineData(
        "http: \"https://shop.test/health\", expect: 204",
        "json: \"https://shop.test/figures\", path: errors",
        "16: A json check needs baseline: an address knows no past to compare with."
    )]
    [InlineData(
        "http: \"https://shop.test/health\", expect: 204",
        "cloudwatch: { metric: Errors }",
        "16: cloudwatch needs either namespace and metric, or an expression."
    )]
    [InlineData("https://shop.test/health", "ftp://shop.test", "16: http “ftp://shop.test” is no http(s) address.")]
    [InlineData("home page", "Error ratio", "15: checkout has two checks of the name “error ratio”.")]
    [InlineData("expect: 204", "expects: 204", "16: Nothing is known of a key “expects”. Did you mean expect?")]
    public void A_wrong_check_is_named_with_its_line(string now, string then, string expected) =>
        Faulty(now, then, expected);

    [Theory, Trait("Requirement", "A24")]
    [InlineData("https://status.test", "status.test", "8: status-page “status.test” is no http(s) address.")]
    [InlineData("name: Checkout, ", "", "6: A dashboard needs a name and an http(s) url.")]
    [InlineData("status-page:", "statuspage:", "8: Nothing is known of a key “statuspage”. Did you mean status-page?")]
    [InlineData("    deploys:", "    runbooks: [chekout]\n    deploys:", "7: checkout: there is no runbook “chekout”.")]
    [InlineData("aliases: [cart]", "aliases: [Checkout]", "2: “checkout” names more than one service.")]
    [InlineData("  - name: checkout\n    aliases", "  - aliases", "2: This service has no name.")]
    [InlineData("services:\n", "servces:\n", "1: Nothing is known of a key “servces”. Did you mean services?")]
    [InlineData("aliases: [cart]", "aliases: { a: b }", "3: aliases is a list of texts: [one, two].")]
    public void A_wrong_service_is_named_with_its_line(string now, string then, string expected) =>
        Faulty(now, then, expected);

    [Fact]
    public void Checks_of_one_name_bear_their_services_name()
    {
        var check = new ServiceCheck("error ratio") { Prometheus = "x" };
        var catalog = new Catalog([
            new Service("checkout")
            {
                Aliases = ["cart"],
                Checks = [check, new ServiceCheck("home page") { Http = "https://x" }],
            },
            new Service("payments") { Checks = [check with { Name = "Error ratio" }] },
            new Service("search") { Checks = [check] },
        ]);
        Assert.Equal(
            ["error ratio", "home page"],
            catalog.ChecksOf(["cart", "checkout", "nobody"]).Select(one => one.Name)
        );
        Assert.Equal(
            ["checkout error ratio", "home page", "payments Error ratio"],
            catalog.ChecksOf(["checkout", "payments"]).Select(one => one.Name)
        );
    }

    private static void Faulty(string now, string then, string expected)
    {
        var changed = Whole.Replace(now, then, StringComparison.Ordinal);
        Assert.NotEqual(Whole, changed);
        using var folder = new CatalogFolder().With("services.yaml", changed);
        var faults = CatalogLint.Faults(CatalogFiles.Load(folder.Path), new DateOnly(2026, 11, 21));
        Assert.Contains(
            faults,
            fault =>
                fault
                    .ToString()
                    .StartsWith(Path.Combine(folder.Path, "services.yaml") + ":" + expected, StringComparison.Ordinal)
        );
    }

    private static (Service Service, IReadOnlyList<CatalogFault> Faults) Read(string yaml)
    {
        using var folder = new CatalogFolder().With("services.yaml", yaml);
        var files = CatalogFiles.Load(folder.Path);
        return (Assert.Single(files.Services).Service, CatalogLint.Faults(files, new DateOnly(2026, 11, 21)));
    }
}
