using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Tests.Catalogue;

public sealed class DrillFilesTests
{
    private const string Good = """
        title: checkout is slow
        signals:
          - { name: error ratio, baseline: 0.1 % }
        injects:
          - at: 0m
            monitor: { error ratio: 12 % }
            alert: error ratio is 12 %
        expect:
          - { aim: impact, within: 5m }
        """;

    [Theory, Trait("Requirement", "B37"), Trait("Requirement", "B39")]
    [InlineData("bad-config")]
    [InlineData("supplier-outage")]
    [InlineData("corrupt-data")]
    [InlineData("famous-backbone")]
    [InlineData("famous-customer-setting")]
    [InlineData("famous-firewall-rule")]
    [InlineData("famous-object-store")]
    [InlineData("famous-split-database")]
    [InlineData("famous-trading-router")]
    [InlineData("famous-wrong-server")]
    public void The_shipped_scenarios_are_the_ones_that_the_stories_play(string name)
    {
        var catalog = CatalogFiles.Read(Path.Combine(AppContext.BaseDirectory, "Catalogue", "Examples"));
        Assert.Equal(10, catalog.Drills.Count);
        var scenario = catalog.Drill(name)!;
        var text = FactJson.Write(new DrillStarted(scenario)) + "\n";
        var approved = Path.Combine(
            Root(),
            "tests",
            "ChatOpsIncidents.Engine.Tests",
            "Approved",
            "drills",
            $"{name}.json"
        );
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(approved, text);
        Assert.Equal(File.ReadAllText(approved), text);
        Assert.All(
            scenario.Injects.Where(inject => inject.Change is { Service: not null }),
            inject => Assert.NotEqual(TimeSpan.Zero, inject.Change!.Ago)
        );
    }

    [Fact, Trait("Requirement", "B37")]
    public void A_small_scenario_is_read()
    {
        List<CatalogFault> faults = [];
        var scenario = DrillFiles.One("slow", Good, "slow.yaml", faults)!;
        Assert.Empty(faults);
        Assert.Equal(("slow", "checkout is slow"), (scenario.Name, scenario.Title));
        Assert.Equal(new DrillReading("error ratio", "12 %"), Assert.Single(scenario.Injects[0].Monitor));
        Assert.Equal(DrillVoice.Alert, scenario.Injects[0].Say!.Kind);
    }

    [Theory, Trait("Requirement", "B37")]
    [InlineData(
        "title: checkout is slow",
        "titel: checkout is slow",
        "slow.yaml:1: Nothing is known of a key “titel”. Did you mean title?"
    )]
    [InlineData(
        "title: checkout is slow",
        "titel: checkout is slow",
        "slow.yaml:1: title is missing; write for example “title: checkout is slow”."
    )]
    [InlineData("at: 0m", "at: soon", "slow.yaml:5: at “soon” is no duration; write for example 30s, 5m or 1h30m.")]
    [InlineData("alert: error", "alrt: error", "slow.yaml:7: Nothing is known of a key “alrt”. Did you mean alert?")]
    [InlineData(
        "error ratio: 12 %",
        "latency: 3 s",
        "slow.yaml:6: “latency” is none of the signals; write one of error ratio, or add it to signals."
    )]
    [InlineData(
        "at: 0m",
        "after: 3m",
        "slow.yaml:5: Write either “at: 5m”, after the start, or “when: …”, in answer to what people do."
    )]
    [InlineData(
        "aim: impact",
        "aim: fame",
        "slow.yaml:9: aim “fame” is not known; write one of impact, rollback-review,"
    )]
    [InlineData(
        "aim: impact, within: 5m",
        "aim: red-herring",
        "slow.yaml:9: Say in words what names the wrong track, for example [database, db]."
    )]
    [InlineData(
        "at: 0m",
        "when: { act: mitigation, kinds: [reboot-all] }",
        "slow.yaml:5: “reboot-all” is no kind of change; write one of rollback, "
    )]
    [InlineData(
        "alert: error ratio is 12 %",
        "question: is it us?",
        "slow.yaml:5: A question has 2 to 4 answers, and nothing else has."
    )]
    [InlineData("title: checkout is slow", "title: [checkout", "slow.yaml: This is no YAML: a bracket or ")]
    [InlineData("title: checkout is slow", "title: \"checkout", "slow.yaml:")]
    [InlineData("title: checkout is slow", "- a list", "slow.yaml:")]
    public void A_fault_names_its_place_and_what_to_write_instead(string good, string bad, string fault)
    {
        List<CatalogFault> faults = [];
        _ = DrillFiles.One("slow", Good.Replace(good, bad, StringComparison.Ordinal), "slow.yaml", faults);
        Assert.Contains(faults, said => said.ToString().StartsWith(fault, StringComparison.Ordinal));
    }

    [Fact, Trait("Requirement", "B37")]
    public void A_catalogue_with_a_bad_scenario_is_not_taken_and_all_its_faults_are_said_at_once()
    {
        var folder = Directory.CreateTempSubdirectory("drills-");
        try
        {
            var drills = folder.CreateSubdirectory("drills").FullName;
            File.WriteAllText(
                Path.Combine(drills, "one.yaml"),
                Good.Replace("at: 0m", "at: soon", StringComparison.Ordinal)
            );
            File.WriteAllText(Path.Combine(drills, "two.yaml"), "");
            var fault = Assert.Throws<ConfigurationFaultException>(() => CatalogFiles.Read(folder.FullName));
            Assert.Contains("one.yaml:5: at “soon”", fault.Message, StringComparison.Ordinal);
            Assert.Contains("two.yaml: title is missing", fault.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ChatOpsIncidents.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
