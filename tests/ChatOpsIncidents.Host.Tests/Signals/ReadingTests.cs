using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;
using ChatOpsIncidents.Host.Signals.Sources;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Tests.Signals;

/// <summary>What the sources make of what is really sent.</summary>
public sealed class ReadingTests
{
    private static readonly SourceTable Sources = new(
        new SnsScheme(new NoCertificates(), Options.Create(new Host.Signals.HooksOptions()))
    );

    /// <summary>All samples in one table that was looked at line by line; a reading that changes shows there.</summary>
    [Fact, Trait("Requirement", "C5"), Trait("Requirement", "A14")]
    public void Every_sample_is_read_as_the_table_says()
    {
        var table = new StringBuilder();
        foreach (var name in SignalSamples.Bodies)
            table.Append(name).Append('\n').Append(Told(Read(name))).Append('\n');
        Approve("readings.txt", table.ToString());
    }

    [Fact]
    public void What_belongs_to_another_source_or_to_none_throws_nothing()
    {
        var all = SignalSamples.Bodies.ToArray();
        foreach (var source in SourceTable.Names)
        foreach (var kind in new[] { "deploys", "changes", "alerts", "dependencies", "trackers" })
        {
            if (Sources.Find(kind, source) is not { } one)
                continue;
            foreach (var name in all)
                Assert.NotNull(one.Read(SignalSamples.Delivery(name) with { Kind = kind }));
            foreach (var body in Strange)
                Assert.NotNull(
                    one.Read(new HookDelivery(kind, "x", new Dictionary<string, string>(), body, SignalSamples.Then))
                );
        }
    }

    // Every field of every sample once with another type: what is not used must not refuse the body, and what is must
    // not throw.
    [Fact]
    public void A_field_of_another_type_is_a_field_that_is_not_there()
    {
        foreach (
            var name in SignalSamples.Bodies.Where(name =>
                name.EndsWith(".json") && SignalSamples.Bytes(name).Length < 6_000
            )
        )
        {
            var (kind, source) = SignalSamples.AddressOf(name)!.Value;
            var delivery = SignalSamples.Delivery(name);
            var text = Encoding.UTF8.GetString(delivery.Body.Span);
            foreach (var other in Twisted(text))
                Assert.NotNull(
                    Sources.Find(kind, source)!.Read(delivery with { Body = Encoding.UTF8.GetBytes(other) })
                );
        }
    }

    [Theory]
    [InlineData("2021-04-28 21:50:00 +0200", "2021-04-28T19:50:00Z")]
    [InlineData("2016-08-12 15:23:28 UTC", "2016-08-12T15:23:28Z")]
    [InlineData("2019-02-15T23:53:45.093+0000", "2019-02-15T23:53:45.093Z")]
    [InlineData("2023-07-31 18:56:15.374", "2023-07-31T18:56:15.374Z")]
    [InlineData("2021-10-12T09:51:03.157076+02:00", "2021-10-12T07:51:03.157076Z")]
    [InlineData("2019-03-22T13:58:24.3713213Z", "2019-03-22T13:58:24.3713213Z")]
    [InlineData("2026.11.20 14:02:00", "2026-11-20T14:02:00Z")]
    [InlineData("1795183353", "2026-11-20T14:02:33Z")]
    [InlineData("1.795183353E9", "2026-11-20T14:02:33Z")]
    [InlineData("1795183353000", "2026-11-20T14:02:33Z")]
    [InlineData("1420452224764002246", "2015-01-05T10:03:44.7640022Z")]
    [InlineData("0001-01-01T00:00:00Z", null)]
    [InlineData("0", null)]
    [InlineData("14:05", null)]
    [InlineData("yesterday", null)]
    [InlineData("99999999999999999999999", null)]
    [InlineData("2026-13-45T00:00:00Z", null)]
    [InlineData("", null)]
    public void Every_form_of_a_time_is_read(string text, string? expected)
    {
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected), SignalTime.Read(text));
        var json = JsonDocument.Parse(JsonSerializer.Serialize(text)).RootElement;
        Assert.Equal(SignalTime.Read(text), SignalTime.Read(json));
    }

    [Fact]
    public void A_time_without_a_zone_can_be_a_servers_own()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Assert.Equal(SignalSamples.Then.AddMinutes(-3.5), SignalTime.Read("2026.11.20 15:02:00", berlin));
    }

    [Theory]
    [InlineData("""{"service":"checkout"}""", "version")]
    [InlineData("""{"version":"4.2"}""", "service")]
    [InlineData("""{"alerts":[{}]}""", "service")]
    public void A_generic_deploy_says_which_key_is_missing(string body, string key) =>
        Assert.Contains(
            key,
            Assert.IsType<SourceReading.Unreadable>(Read("deploys", "generic", body)).Why,
            StringComparison.Ordinal
        );

    [Fact]
    public void One_of_ten_servers_is_one()
    {
        var told = Read("alerts", "generic", """{"id":"1","summary":"cpu","severity":"warning","hit":1,"of":10}""");
        Assert.Equal(Reach.One, Assert.IsType<AlertSignal>(Single(told)).Scope);
    }

    [Fact]
    public void A_batch_is_read_whole_or_not_at_all()
    {
        var told = Read("alerts", "generic", """[{"summary":"a"},{"summary":"b","status":"no data"}]""");
        Assert.Equal(
            [AlertState.Firing, AlertState.Blind],
            Assert.IsType<SourceReading.Told>(told).Signals.Cast<AlertSignal>().Select(alert => alert.State)
        );
        var half = Assert.IsType<SourceReading.Unreadable>(Read("alerts", "generic", """[{"summary":"a"},{}]"""));
        Assert.StartsWith("Entry 2:", half.Why);
    }

    [Theory, Trait("Requirement", "C8")]
    [InlineData("[FIRING:1] disk full on db-1 service: payments-db", AlertState.Firing)]
    [InlineData("[RESOLVED] disk full on db-1 service: payments-db", AlertState.Resolved)]
    public void A_mail_is_an_alert(string subject, AlertState state)
    {
        var body = JsonSerializer.Serialize(
            new
            {
                subject,
                from = "nagios@example.com",
                text = "severity: critical",
            }
        );
        var alert = Assert.IsType<AlertSignal>(Single(Read("alerts", "email", body)));
        Assert.Equal((state, Severity.Critical), (alert.State, alert.Severity));
        Assert.Equal("disk full on db-1 service: payments-db", alert.Object);
        Assert.Equal(["payments-db"], alert.Services);
    }

    private static readonly byte[][] Strange =
    [
        [],
        "null"u8.ToArray(),
        "[]"u8.ToArray(),
        "42"u8.ToArray(),
        "{}"u8.ToArray(),
        "{\"a\":"u8.ToArray(),
        [0xFF, 0xFE, 0x00],
        Encoding.UTF8.GetBytes(new string('[', 100) + new string(']', 100)),
        "{\"alerts\":[{\"labels\":{\"alertname\":\"\\ud83d\",\"a\\u0000\":\"b\\u0000\"},\"status\":7}]}"u8.ToArray(),
    ];

    private static IEnumerable<string> Twisted(string json)
    {
        var root = System.Text.Json.Nodes.JsonNode.Parse(json)!;
        foreach (var path in Leaves(root).Take(150).ToArray())
        foreach (var other in new[] { "null", "7", "[]", "{}", "\"\"" })
        {
            var copy = System.Text.Json.Nodes.JsonNode.Parse(json)!;
            Replace(copy, path, System.Text.Json.Nodes.JsonNode.Parse(other));
            yield return copy.ToJsonString();
        }
    }

    private static IEnumerable<object[]> Leaves(System.Text.Json.Nodes.JsonNode? node) =>
        node switch
        {
            System.Text.Json.Nodes.JsonObject map => map.SelectMany(entry =>
                Leaves(entry.Value).Select(rest => (object[])[entry.Key, .. rest]).Prepend([entry.Key])
            ),
            System.Text.Json.Nodes.JsonArray list => list.SelectMany(
                (item, i) => Leaves(item).Select(rest => (object[])[i, .. rest]).Prepend([i])
            ),
            _ => [],
        };

    private static void Replace(
        System.Text.Json.Nodes.JsonNode root,
        object[] path,
        System.Text.Json.Nodes.JsonNode? other
    )
    {
        var node = root;
        foreach (var step in path[..^1])
            node = step is int i ? node![i] : node![(string)step];
        if (path[^1] is int last)
            node![last] = other;
        else
            node![(string)path[^1]] = other;
    }

    private static SourceReading Read(string name)
    {
        var (kind, source) = SignalSamples.AddressOf(name)!.Value;
        return Sources.Find(kind, source)!.Read(SignalSamples.Delivery(name));
    }

    private static SourceReading Read(string kind, string source, string body) =>
        Sources
            .Find(kind, source)!
            .Read(
                new HookDelivery(
                    kind,
                    "x",
                    new Dictionary<string, string>(),
                    Encoding.UTF8.GetBytes(body),
                    SignalSamples.Then
                )
            );

    private static Signal Single(SourceReading reading) =>
        Assert.Single(Assert.IsType<SourceReading.Told>(reading).Signals);

    private static string Told(SourceReading reading) =>
        reading switch
        {
            SourceReading.Told told => string.Join('\n', told.Signals.Select(signal => "  " + Words(signal))),
            SourceReading.Subscribes subscribes => $"  subscribes {subscribes.Topic}",
            SourceReading.Ignored ignored => $"  ignored: {ignored.Why}",
            SourceReading.Unreadable unreadable => $"  refused: {unreadable.Why}",
            _ => "  ?",
        };

    private static string Words(Signal signal) =>
        signal switch
        {
            ChangeSignal change =>
                $"{change.Kind} {change.Status} “{change.What}” {change.Version} was {change.PreviousVersion} "
                    + $"by {change.Actor}",
            AlertSignal alert =>
                $"{alert.State} {alert.Severity} “{alert.Summary}” rule {alert.Rule} on {alert.Instance} "
                    + $"group {alert.Group} since {alert.StartsAt:O}",
            DependencySignal dependency =>
                $"{(dependency.IsOpen ? "open" : "over")} “{dependency.What}” {dependency.Impact} "
                    + $"of {dependency.Page} [{string.Join(", ", dependency.Components)}]",
            PageAnsweredSignal answered => $"answered by {answered.Who}",
            _ => "?",
        } + $" | {signal.Object} of {string.Join(", ", signal.Services)} in {signal.Environment} at {signal.At:O}";

    private static void Approve(string name, string text, [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, "Approved", name);
        var approved = File.Exists(file) ? File.ReadAllText(file) : "";
        if (approved != text)
            File.WriteAllText(file + ".received", text);
        Assert.Equal(approved, text);
    }

    private sealed class NoCertificates : ISnsCertificates
    {
        public Task<System.Security.Cryptography.X509Certificates.X509Certificate2?> Find(
            Uri address,
            CancellationToken ct
        ) => Task.FromResult<System.Security.Cryptography.X509Certificates.X509Certificate2?>(null);
    }
}
