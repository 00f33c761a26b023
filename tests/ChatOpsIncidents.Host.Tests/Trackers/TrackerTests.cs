using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Tests.Access;
using ChatOpsIncidents.Host.Tests.Postgres;
using ChatOpsIncidents.Host.Trackers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOpsIncidents.Host.Tests.Trackers;

/// <summary>Actions get their items in a tracker, once, and its end comes back: the whole host, a real database, and trackers
/// that check every field.</summary>
public sealed class TrackerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    public static TheoryData<string> Kinds => ["GitHub", "Jira", "Linear", "Webhook"];

    [Theory, Trait("Requirement", "B31")]
    [MemberData(nameof(Kinds))]
    public async Task An_action_gets_its_item_with_its_link(string kind)
    {
        await using var trackers = await TrackerStandIn.Start();
        await using var host = await Start(trackers, kind);
        await Plan(host);
        var link = await Link(host);
        Assert.StartsWith("http", link, StringComparison.Ordinal);
        var item = Assert.Single(trackers.Items).ToJsonString();
        Assert.Contains("[INC-1] a load test in the gate", item, StringComparison.Ordinal);
        Assert.Contains("2031-01-31", item, StringComparison.Ordinal);
        Assert.Contains("inc-1-action-1", item + Marker(kind), StringComparison.Ordinal);
    }

    [Theory, Trait("Requirement", "B31")]
    [InlineData("GitHub", 0)]
    [InlineData("Jira", 0)]
    [InlineData("Linear", 0)]
    [InlineData("GitHub", 503)]
    [InlineData("Linear", 502)]
    public async Task Over_a_lost_answer_and_a_fault_there_is_one_item(string kind, int fault)
    {
        await using var trackers = await TrackerStandIn.Start();
        trackers.Faults.Enqueue(new TrackerStandIn.Fault(fault));
        await using var host = await Start(trackers, kind);
        await Plan(host);
        await Link(host);
        Assert.Single(trackers.Items);
    }

    [Theory, Trait("Requirement", "B31")]
    [InlineData("GitHub")]
    [InlineData("Jira")]
    [InlineData("Linear")]
    public async Task While_nobody_says_whether_it_stands_no_second_is_opened(string kind)
    {
        await using var trackers = await TrackerStandIn.Start();
        trackers.Faults.Enqueue(new TrackerStandIn.Fault(0));
        trackers.LookUps.Enqueue(503);
        trackers.LookUps.Enqueue(503);
        await using var host = await Start(trackers, kind);
        await Plan(host);
        await Link(host);
        Assert.Single(trackers.Items);
        Assert.Empty(trackers.LookUps);
    }

    [Fact, Trait("Requirement", "B31")]
    public async Task An_issue_whose_label_GitHub_dropped_is_found_again()
    {
        await using var trackers = await TrackerStandIn.Start();
        trackers.DropsLabels = true;
        trackers.Faults.Enqueue(new TrackerStandIn.Fault(0));
        await using var host = await Start(trackers, "GitHub");
        await Plan(host);
        await Link(host);
        Assert.Single(trackers.Items);
    }

    [Theory, Trait("Requirement", "B31")]
    [InlineData("GitHub", 401, "GitHub refuses our key.")]
    [InlineData("GitHub", 410, "GitHub has its issues switched off.")]
    [InlineData("Jira", 400, "Jira refuses it (400)")]
    public async Task What_is_refused_is_told_with_a_way_on(string kind, int status, string why)
    {
        await using var trackers = await TrackerStandIn.Start();
        trackers.Faults.Enqueue(new TrackerStandIn.Fault(status));
        await using var host = await Start(trackers, kind);
        await Plan(host);
        await Wait.Until(
            "the refusal is a fact",
            async () => (await Timeline(host)).Contains(why, StringComparison.Ordinal)
        );
        await host.Type("U0ANA", "INC-1 action track 1");
        await Link(host);
        Assert.Single(trackers.Items);
    }

    [Theory, Trait("Requirement", "B31")]
    [InlineData("GitHub", "done", "Action #1 is done")]
    [InlineData("GitHub", "dropped", "closed as not planned in GitHub")]
    [InlineData("Jira", "done", "Action #1 is done")]
    [InlineData("Jira", "dropped", "closed as not planned in Jira")]
    [InlineData("Linear", "done", "Action #1 is done")]
    [InlineData("Linear", "dropped", "closed as not planned in Linear")]
    public async Task What_ends_there_ends_here_once(string kind, string state, string told)
    {
        await using var trackers = await TrackerStandIn.Start();
        await using var host = await Start(trackers, kind);
        await Plan(host);
        await Link(host);
        await host.App.Services.GetRequiredService<FiguresJob>().KeepOnce(CancellationToken.None);
        var poll = host.App.Services.GetRequiredService<TrackerPoll>();
        Assert.Equal(0, await poll.AskOnce(CancellationToken.None));
        trackers.State = state;
        Assert.Equal(1, await poll.AskOnce(CancellationToken.None));
        Assert.Equal(0, await poll.AskOnce(CancellationToken.None));
        Assert.Contains(told, await Timeline(host), StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "B31")]
    public async Task A_private_incident_opens_no_item_and_says_why()
    {
        await using var trackers = await TrackerStandIn.Start();
        await using var host = await Start(trackers, "GitHub");
        await host.Type("U0ANA", "declare private keys may have leaked");
        await host.Type("U0ANA", "INC-1 action @ana new keys everywhere by 2031-01-31");
        var answer = await host.Type("U0ANA", "INC-1 action track 1");
        Assert.Equal("private-tracker", answer.Refusal);
        Assert.Empty(trackers.Items);
    }

    [Theory]
    [InlineData("Trackers:Trello:Key", "x", "nothing is known of this key")]
    [InlineData("Trackers:GitHub:Repository", "shop", "must be owner/name")]
    [InlineData("Trackers:Jira:Project", "OPS", "Trackers:Jira:Token is missing")]
    [InlineData("Trackers:Linear:TeamId", "core", "must be the team's UUID")]
    public void A_bad_setting_is_named_at_the_start(string key, string value, string fault)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [key] = value })
            .Build();
        Assert.Contains(TrackerOptions.Faults(configuration), said => said.Contains(fault, StringComparison.Ordinal));
    }

    private static string Marker(string kind) => kind == "Linear" ? "inc-1-action-1" : "";

    private Task<WholeHost> Start(TrackerStandIn trackers, string kind) =>
        WholeHost.Start(postgres, trackers.Settings(kind));

    private static async Task Plan(WholeHost host)
    {
        await host.Type("U0ANA", "declare past checkout was slow service: checkout started: 5h ago ended: 4h ago");
        await host.Type("U0ANA", "INC-1 review");
        var planned = await host.Type("U0ANA", "INC-1 action @ana a load test in the gate by 2031-01-31");
        Assert.True(planned.Facts > 0, planned.Refusal + planned.Reply.Message?.Body);
    }

    private static async Task<string> Link(WholeHost host)
    {
        string? link = null;
        await Wait.Until(
            "the action has its item",
            async () =>
            {
                var review = JsonNode.Parse(await Timeline(host))!["review"];
                link = review?["actions"]?[0]?["link"]?.ToString();
                return link is not null;
            }
        );
        return link!;
    }

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
