using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Signals;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOpsIncidents.Host.Tests.Signals;

/// <summary>Where we ourselves call out: suppliers' status pages, and Amazon.</summary>
public sealed class OutsideTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Page = "https://status.supplier.test/api/v2/summary.json";
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:chatops";

    [Fact, Trait("Requirement", "A8")]
    public async Task A_suppliers_page_is_read_while_an_incident_runs_and_silence_is_not_all_well()
    {
        await using var host = await SignalsHost.Start(postgres, new() { ["Catalog:Directory"] = Catalogue() });
        host.Outside.Answers[Page] = () => Summary("summary.major.json");
        Assert.Equal(0, await Poll(host));
        Assert.Empty(host.Outside.Called); // nothing runs: nobody is asked

        await host.Harness.Type("ana", "declare major uploads fail service: uploads");
        Assert.Equal(1, await Poll(host));
        await host.Read();
        var trouble = (await host.Incident("INC-1")).Changes.Single(change => change.Status == "started");
        Assert.Equal(("dependency", "supplier"), (trouble.Kind, trouble.Service));
        Assert.Contains("Incident with Pages and Actions (major)", trouble.What, StringComparison.Ordinal);
        Assert.Equal("2024-09-16T21:31:02", trouble.At.ToString("s"));

        host.Outside.Answers[Page] = () => new HttpResponseMessage(HttpStatusCode.NotModified);
        Assert.Equal(0, await Poll(host));
        Assert.Equal(Page + " again", host.Outside.Called[^1]);
        foreach (var answer in new[] { "<html>", "{}", "[]", "" })
        {
            host.Outside.Answers[Page] = () => new HttpResponseMessage { Content = new StringContent(answer) };
            Assert.Equal(0, await Poll(host));
        }

        host.Outside.Answers.Clear();
        Assert.Equal(0, await Poll(host));
        Assert.Equal(0, await host.Count("select count(*) from known_change where status = 'ended'"));

        host.Outside.Answers[Page] = () => Summary("summary.none.json");
        Assert.Equal(1, await Poll(host));
        Assert.Equal(0, await host.Count("select count(*) from known_change where status = 'started'"));
    }

    [Fact]
    public async Task The_shipped_examples_are_nobodys_suppliers()
    {
        await using var host = await SignalsHost.Start(postgres);
        await host.Harness.Type("ana", "declare major checkout fails service: checkout");
        Assert.Equal(0, await Poll(host));
        Assert.Empty(host.Outside.Called);
    }

    [Fact]
    public async Task A_subscription_that_asks_elsewhere_or_for_another_topic_calls_nobody()
    {
        await using var host = await SignalsHost.Start(postgres, new() { ["Hooks:SnsTopics:0"] = Topic });
        host.Harness.Clock.Forward(SignalSamples.Then - host.Harness.Clock.GetUtcNow());
        var body = JsonNode.Parse(SignalSamples.Bytes("sns-cloudwatch/signed.v2.subscription-confirmation.json"))!;
        body["SigningCertURL"] = "https://evil.test/SimpleNotificationService-00.pem";
        Assert.Equal(403, (await host.Post("alerts/sns", Encoding.UTF8.GetBytes(body.ToJsonString()))).Status);
        body["TopicArn"] = "arn:aws:sns:eu-west-1:999999999999:somebody";
        Assert.Equal(403, (await host.Post("alerts/sns", Encoding.UTF8.GetBytes(body.ToJsonString()))).Status);
        await host.Read();
        Assert.Empty(host.Outside.Called);
    }

    [Fact]
    public async Task A_certificate_that_is_not_amazons_is_not_believed_and_asks_to_come_again()
    {
        await using var host = await SignalsHost.Start(postgres, new() { ["Hooks:SnsTopics:0"] = Topic });
        host.Harness.Clock.Forward(SignalSamples.Then - host.Harness.Clock.GetUtcNow());
        var body = SignalSamples.Bytes("sns-cloudwatch/signed.v2.alarm.json");
        var address = JsonNode.Parse(body)!["SigningCertURL"]!.ToString();
        host.Outside.Answers[address] = () =>
            new HttpResponseMessage
            {
                Content = new ByteArrayContent(SignalSamples.Bytes("sns-cloudwatch/test-signing-cert.pem")),
            };
        // It signed this very message; but nobody who is trusted signed it.
        Assert.Equal(503, (await host.Post("alerts/cloudwatch", body, token: null)).Status);
        Assert.Equal([address], host.Outside.Called);
        Assert.Equal(0, await host.Count("select count(*) from delivery"));
    }

    [Fact]
    public async Task An_alarm_without_an_envelope_needs_our_token()
    {
        await using var host = await SignalsHost.Start(postgres);
        const string Alarm = """
            {"AlarmName":"errors","NewStateValue":"ALARM","NewStateReason":"5 %","StateChangeTime":"2026-11-21T13:59:00.000+0000",
             "AlarmArn":"arn:aws:cloudwatch:eu-west-1:1:alarm:errors","AlarmDescription":"service: search\nseverity: critical"}
            """;
        Assert.Equal(401, (await host.Post("alerts/cloudwatch", Encoding.UTF8.GetBytes(Alarm), token: null)).Status);
        Assert.Equal(202, (await host.Post("alerts/cloudwatch", Alarm)).Status);
        await host.Read();
        Assert.Equal(["search"], (await host.Incident("INC-1")).Services);
    }

    private static Task<int> Poll(SignalsHost host) =>
        host.Services.GetRequiredService<StatuspagePolling>().PollOnce(CancellationToken.None);

    private static HttpResponseMessage Summary(string file) =>
        new()
        {
            Content = new ByteArrayContent(SignalSamples.Bytes("statuspage/" + file)),
            Headers = { ETag = new EntityTagHeaderValue("\"1\"") },
        };

    private static string Catalogue()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllText(
            Path.Combine(folder, "services.yaml"),
            """
            services:
              - name: uploads
                depends-on: [supplier]
                status-page: "https://status.ours.test"
              - name: supplier
                status-page: "https://status.supplier.test"
            """
        );
        return folder;
    }
}
