using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Tests.Access;
using ChatOpsIncidents.Host.Tests.Postgres;
using ChatOpsIncidents.Host.Tests.Signals;

namespace ChatOpsIncidents.Host.Tests.Trackers;

/// <summary>What happens to an item in its tracker comes back by a signed hook, through the host's own door.</summary>
[Trait("Requirement", "B31")]
public sealed class TrackerHookTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Secret = "It's a Secret to Everybody";
    private const string Issue = "https://github.com/acme/ops/issues/41";

    [Theory]
    [InlineData("github", Issue, "completed", "Action #1 is done")]
    [InlineData("github", Issue, "not_planned", "closed as not planned in GitHub")]
    [InlineData("jira", "https://example.atlassian.net/browse/TES-41", "", "Action #1 is done")]
    [InlineData("linear", "https://linear.app/acme/issue/OPS-24/add-an-alert", "", "Action #1 is done")]
    public async Task The_end_of_an_item_is_the_end_of_its_action(
        string source,
        string link,
        string reason,
        string told
    )
    {
        await using var host = await Start();
        await Plan(host, link);
        Assert.Equal(HttpStatusCode.Accepted, await Send(host, source, Body(source, reason), "first"));
        await Sees(host, told);
        // The same again, as senders do, and what we hear of our own.
        Assert.Equal(HttpStatusCode.Accepted, await Send(host, source, Body(source, reason), "first"));
        Assert.Equal(HttpStatusCode.Accepted, await Send(host, source, Body(source, reason), "second"));
        await host.Type("U0ANA", "INC-1 note after it");
        await Sees(host, "after it");
        Assert.Single(await Ends(host));
    }

    [Fact]
    public async Task Who_takes_an_item_over_there_owns_the_action_here()
    {
        await using var host = await Start();
        await Plan(host, Issue);
        await host.Type("U0BEN", "INC-1 note I am here"); // Whom nobody knows cannot own it.
        var body = GitHub("assigned", "open", "null", Issue, FakeSlack.NameOf("U0BEN"));
        Assert.Equal(HttpStatusCode.Accepted, await Send(host, "github", body, "assigned"));
        await Sees(host, $"Action #1 is now {FakeSlack.NameOf("U0BEN")}");
    }

    [Theory]
    [InlineData("github", "sha256=00")]
    [InlineData("github", null)]
    [InlineData("jira", "sha256=00")]
    [InlineData("linear", "00")]
    public async Task What_is_not_signed_by_who_knows_the_secret_is_refused(string source, string? signature)
    {
        await using var host = await Start();
        await Plan(host, Issue);
        var status = await Send(host, source, Body(source, "completed"), "forged", signature ?? "");
        Assert.Contains(status, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });
        await host.Type("U0ANA", "INC-1 note after it");
        Assert.DoesNotContain("Action #1 is done", await Timeline(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_item_that_bears_the_incidents_name_changes_nothing()
    {
        await using var host = await Start();
        await Plan(host, Issue + "2");
        Assert.Equal(HttpStatusCode.Accepted, await Send(host, "github", Body("github", "completed"), "other"));
        var mine = GitHub("closed", "closed", "\"completed\"", Issue + "2", "ben");
        Assert.Equal(HttpStatusCode.Accepted, await Send(host, "github", mine, "mine"));
        await Sees(host, "Action #1 is done");
        Assert.Single(await Ends(host));
    }

    private Task<WholeHost> Start() =>
        WholeHost.Start(
            postgres,
            new Dictionary<string, string?>
            {
                ["Hooks:Secrets:github:0"] = Secret,
                ["Hooks:Secrets:jira:0"] = Secret,
                ["Hooks:Secrets:linear:0"] = Secret,
            }
        );

    private static async Task Plan(WholeHost host, string link)
    {
        await host.Type("U0ANA", "declare past major checkout failed started: 60m ago ended: 30m ago");
        await host.Type("U0ANA", $"INC-1 action me a load test in the gate by 2031-01-31 link: {link}");
        Assert.Contains("a load test in the gate", await Timeline(host), StringComparison.Ordinal);
    }

    // What the trackers really send, about our item.
    private static string Body(string source, string reason) =>
        source switch
        {
            "github" => GitHub("closed", "closed", $"\"{reason}\"", Issue, "ben"),
            "jira" => Sample("jira/webhook.issue_updated.resolved.json")
                .Replace("\"summary\": \"", "\"summary\": \"[INC-1] ", StringComparison.Ordinal),
            _ => Sample("linear/webhook.issue.completed.json").Replace("[INC-12]", "[INC-1]", StringComparison.Ordinal),
        };

    private static string Sample(string name) => Encoding.UTF8.GetString(SignalSamples.Bytes(name));

    private static string GitHub(string action, string state, string reason, string link, string assignee) =>
        $$$"""
            {"action":"{{{action}}}","issue":{"html_url":"{{{link}}}","title":"[INC-1] a load test in the gate",
            "state":"{{{state}}}","state_reason":{{{reason}}},"updated_at":"2026-11-20T14:05:00Z"},
            "assignee":{"login":"{{{assignee}}}"}}
            """;

    private static async Task<HttpStatusCode> Send(
        WholeHost host,
        string source,
        string body,
        string delivery,
        string? signature = null
    )
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var digits = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), bytes));
        var (header, id, prefix) = source switch
        {
            "github" => ("X-Hub-Signature-256", "X-GitHub-Delivery", "sha256="),
            "jira" => ("X-Hub-Signature", "X-Atlassian-Webhook-Identifier", "sha256="),
            _ => ("Linear-Signature", "Linear-Delivery", ""),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Chat, $"/hooks/trackers/{source}"))
        {
            Content = new ByteArrayContent(bytes),
        };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(id, delivery);
        request.Headers.Add("X-GitHub-Event", "issues");
        if ((signature ?? prefix + digits) is { Length: > 0 } proof)
            request.Headers.Add(header, proof);
        using var answer = await host.Http.SendAsync(request);
        return answer.StatusCode;
    }

    // The facts by which an action ended.
    private static async Task<List<string>> Ends(WholeHost host) =>
        [
            .. JsonNode.Parse(await Timeline(host))!["entries"]!
                .AsArray()
                .Select(entry => entry!["kind"]!.ToString())
                .Where(kind => kind is "action-done.v1" or "action-dropped.v1"),
        ];

    private static Task Sees(WholeHost host, string words) =>
        Wait.Until(words, async () => (await Timeline(host)).Contains(words, StringComparison.Ordinal));

    private static async Task<string> Timeline(WholeHost host)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(host.Chat, "/api/v1/incidents/INC-1/timeline?format=json")
        );
        request.Headers.Authorization = new("Bearer", "read-token");
        using var answer = await host.Http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }
}
