using System.Diagnostics;
using ChatOpsIncidents.Host.Access;
using ChatOpsIncidents.Host.Capture;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Paging;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Platforms.Slack;
using ChatOpsIncidents.Host.Platforms.Teams;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Configuration;

namespace ChatOpsIncidents.Host.Tests.Pipeline;

/// <summary>The example has every key with its default, and faults are told all at once.</summary>
public sealed class ConfigurationTests
{
    private static readonly IConfiguration Example = new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(Root(), "appsettings.example.json"))
        .Build();

    [Theory]
    [InlineData(typeof(SlackOptions), SlackOptions.Section)]
    [InlineData(typeof(TeamsOptions), TeamsOptions.Section)]
    [InlineData(typeof(OutboxOptions), OutboxOptions.Section)]
    [InlineData(typeof(CaptureOptions), CaptureOptions.Section)]
    [InlineData(typeof(RetentionOptions), RetentionOptions.Section)]
    [InlineData(typeof(TalkOptions), TalkOptions.Section)]
    [InlineData(typeof(DigestOptions), DigestOptions.Section)]
    [InlineData(typeof(SignInOptions), SignInOptions.Section)]
    [InlineData(typeof(PagingOptions), PagingOptions.Section)]
    [InlineData(typeof(PagerDutyOptions), "Paging:PagerDuty")]
    [InlineData(typeof(JsmOptions), "Paging:Jsm")]
    [InlineData(typeof(OnCallOptions), "Paging:OnCall")]
    [InlineData(typeof(SignedWebhookOptions), "Paging:Webhook")]
    [InlineData(typeof(PageMailOptions), "Paging:Mail")]
    public void Every_option_stands_in_the_example_with_its_default(Type options, string section)
    {
        var defaults = Activator.CreateInstance(options)!;
        var shown = Example.GetSection(section).Get(options)!;
        foreach (var property in options.GetProperties().Where(property => property.CanWrite))
        {
            Assert.Contains(property.Name, Example.GetSection(section).GetChildren().Select(child => child.Key));
            if (property.GetValue(defaults) is var value and (int or bool or TimeSpan or string))
                Assert.Equal(value, property.GetValue(shown));
        }
    }

    [Fact]
    public void A_channel_an_incident_in_Teams_needs_to_know_in_which_team()
    {
        var asked = ("Teams:ChannelPerIncident", "true");
        var told = Assert.Throws<ConfigurationFaultException>(() => ConfigurationCheck.All(With(asked))).Faults;
        Assert.StartsWith("Teams:ChannelPerIncident needs Teams:GroupId", Assert.Single(told));
        ConfigurationCheck.All(With(asked, ("Teams:GroupId", "57fb72d0-d811-46f4-8947-305e6072eaa5")));
    }

    [Fact]
    public void Every_rule_stands_in_the_example_with_its_default()
    {
        Assert.All(PolicySource.Times.Keys, key => Assert.NotNull(Example[key]));
        var (shown, rules) = (new PolicySource(Example).Current, Policy.Default);
        Assert.All(rules.HoldTime, row => Assert.Equal(row.Value, shown.HoldTime[row.Key]));
        Assert.All(rules.DetectionTime, row => Assert.Equal(row.Value, shown.DetectionTime[row.Key]));
        Assert.All(rules.Routing, row => Assert.Equal(row.Value, shown.Routing[row.Key]));
        Assert.All(rules.StepTime, row => Assert.Equal(row.Value, shown.StepTime[row.Key]));
        Assert.All(rules.Cadence, row => Assert.Equal(row.Value, shown.Cadence[row.Key]));
        Assert.Equal(
            rules with
            {
                HoldTime = shown.HoldTime,
                StepTime = shown.StepTime,
                DetectionTime = shown.DetectionTime,
                Routing = shown.Routing,
                Pagers = shown.Pagers,
                Cadence = shown.Cadence,
                GateChanges = shown.GateChanges,
                TimeZone = shown.TimeZone,
            },
            shown
        );
        ConfigurationCheck.All(Example);
    }

    [Fact, Trait("Requirement", "C6"), Trait("Requirement", "C2")]
    public void Routing_and_detection_times_are_set_by_severity_and_a_wrong_word_is_told()
    {
        var set = new PolicySource(
            With(
                ("Routing:Major:Route", "channel"),
                ("Routing:Major:After", "00:10:00"),
                ("Routing:OnCall", "ops"),
                ("Policy:DetectionTime:Critical", "00:02:00")
            )
        ).Current;
        Assert.Equal(new RoutingRow(Route.Channel, Reach.Some, TimeSpan.FromMinutes(10)), set.Routing[Severity.Major]);
        Assert.Equal(("ops", TimeSpan.FromMinutes(2)), (set.OnCall, set.DetectionTime[Severity.Critical]));
        var faults = Assert
            .Throws<ConfigurationFaultException>(() =>
                new PolicySource(
                    With(
                        ("Routing:Major:Route", "shout"),
                        ("Routing:Huge:Route", "page"),
                        ("Routing:Minor:After", "soon")
                    )
                )
            )
            .Faults;
        Assert.Equal(3, faults.Count);
    }

    [Theory]
    [Trait("Fault", "K9")]
    [Trait("Fault", "K11")]
    [InlineData("Policy:Ladder:Holding", "5", "00:05:00")]
    [InlineData("Outbox:Lease", "10", "Outbox:Lease")]
    [InlineData("Policy:HoldTme:Major", "00:05:00", "Did you mean Policy:HoldTime?")]
    [InlineData("Policy:Laddr:Draft", "00:05:00", "Did you mean Policy:Ladder?")]
    [InlineData("Polcy:NagInterval", "00:05:00", "Did you mean Policy?")]
    [InlineData("Slack:BotTokn", "xoxb-1", "Did you mean Slack:BotToken?")]
    [InlineData("Outbox:AnnounceChannels:T1", "#incidents", "no channel's id")]
    [InlineData("Api:Tokens:dashboard", "", "Api:Tokens:dashboard is empty")]
    public void What_does_nothing_or_is_not_meant_so_is_refused(string key, string value, string says)
    {
        var fault = Assert.Throws<ConfigurationFaultException>(() => ConfigurationCheck.All(With((key, value))));
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "K9")]
    public void Keys_of_a_part_that_is_not_there_are_refused()
    {
        var shown = Example.GetChildren().Select(section => section.Key);
        foreach (var part in new[] { "Teams", "Paging", "Trackers" }.Except(shown))
        {
            var fault = Assert.Throws<ConfigurationFaultException>(() =>
                ConfigurationCheck.All(With(($"{part}:Key", "x")))
            );
            Assert.Contains("there is no such part", fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Logging:LogLevel:Default", "Warning")]
    [InlineData("Policy:Gates:impact-first:Minor", "off")]
    [InlineData("Hooks:Secrets:github:0", "a-secret-of-github")]
    [InlineData("Outbox:AnnounceChannels:T1", "C0INCIDENTS")]
    [InlineData("Cadence:Major:Support", "00:20:00")]
    [InlineData("MY_OTHER:PROGRAM", "anything")]
    public void What_means_something_is_not(string key, string value) => ConfigurationCheck.All(With((key, value)));

    private static IConfiguration With(params (string Key, string Value)[] set) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(set.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
            .Build();

    [Fact]
    public void Every_time_of_the_rules_can_be_set() =>
        Assert.Equal(
            typeof(Policy).GetProperties().Count(property => property.PropertyType == typeof(TimeSpan)),
            PolicySource.Times.Values.Select(set => set(Policy.Default, TimeSpan.FromDays(29))).Distinct().Count()
        );

    [Fact]
    [Trait("Fault", "K11")]
    public async Task The_program_lists_the_faults_of_all_sections_at_once_and_ends()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(HostApp).Assembly.Location])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        (start.Environment["Slack__BotToken"], start.Environment["Slack__SigningSecret"]) = ("token-of-mine", "short");
        (start.Environment["Outbox__Workers"], start.Environment["Outbox__Lease"]) = ("many", "soon");
        (start.Environment["Capture__BatchMax"], start.Environment["Retention__Requests"]) = ("0", "00:00:01");
        (start.Environment["Policy__CheckIn"], start.Environment["Policy__Gates__nonsense__Minor"]) = ("often", "off");
        (start.Environment["Catalog__Directory"], start.Environment["Web__BaseUrl"]) = ("/nowhere/at/all", "example");
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = "collector";
        (start.Environment["Clock__Adjustable"], start.Environment["ConnectionStrings__Incidents"]) = (
            "maybe",
            "Server s3cret"
        );

        using var program = Process.Start(start)!;
        var said = program.StandardOutput.ReadToEndAsync();
        var words = await program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();

        Assert.Equal(2, program.ExitCode);
        string[] keys =
        [
            "Slack:BotToken",
            "Slack:SigningSecret",
            "Outbox:Workers",
            "Outbox:Lease",
            "Capture:BatchMax",
            "Retention:Requests",
            "Policy:CheckIn",
            "Policy:Gates:nonsense",
            "Catalog:Directory",
            "Web:BaseUrl",
            "Clock:Adjustable",
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "ConnectionStrings:Incidents",
        ];
        Assert.All(
            keys,
            key => Assert.Single(words.Split('\n'), line => line.StartsWith($"  - {key}", StringComparison.Ordinal))
        );
        Assert.Equal(keys.Length + 1, words.TrimEnd().Split('\n').Length);
        Assert.DoesNotContain("s3cret", words + await said);
        Assert.DoesNotContain("token-of-mine", words);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ChatOpsIncidents.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
