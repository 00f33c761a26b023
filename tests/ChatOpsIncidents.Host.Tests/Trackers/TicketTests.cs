using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Tests.Access;
using ChatOpsIncidents.Host.Tests.Postgres;
using ChatOpsIncidents.Host.Trackers;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOpsIncidents.Host.Tests.Trackers;

/// <summary>A minor incident becomes a ticket in the tracker, the same way as an action, and it is asked once whether it
/// was reported in the right place.</summary>
[Trait("Requirement", "C14")]
public sealed class TicketTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Theory]
    [InlineData("GitHub")]
    [InlineData("Jira")]
    [InlineData("Linear")]
    [InlineData("Webhook")]
    public async Task A_minor_incident_becomes_a_ticket_with_its_link(string kind)
    {
        await using var trackers = await TrackerStandIn.Start();
        await using var host = await WholeHost.Start(postgres, trackers.Settings(kind));
        await host.Type("U0ANA", "declare minor the logo is blurred");
        await Sees(host, "Its ticket stands in the tracker: http");
        var item = Assert.Single(trackers.Items).ToJsonString();
        Assert.Contains("[INC-1] the logo is blurred", item, StringComparison.Ordinal);
        Assert.Contains("A minor incident, INC-1", item, StringComparison.Ordinal);
        Assert.Contains("inc-1-ticket", item, StringComparison.Ordinal);
        var answer = await host.Type("U0ANA", "INC-1 ticket");
        Assert.Contains("stands in the tracker", answer.Reply.Message!.Body, StringComparison.Ordinal);
        await host.Type("U0ANA", "INC-1 ticket track");
        await host.Type("U0ANA", "INC-1 severity medium it is more than the logo");
        await host.Type("U0ANA", "INC-1 severity minor it is the logo alone");
        await Sees(host, "it is the logo alone");
        Assert.Single(trackers.Items);
    }

    [Fact]
    public async Task What_is_not_minor_is_no_ticket()
    {
        await using var trackers = await TrackerStandIn.Start();
        await using var host = await WholeHost.Start(postgres, trackers.Settings("GitHub"));
        await host.Type("U0ANA", "declare medium some mails are late");
        Assert.Equal("no-ticket", (await host.Type("U0ANA", "INC-1 ticket track")).Refusal);
        await host.Type("U0ANA", "declare private minor a key lies in a log");
        Assert.Equal("private-tracker", (await host.Type("U0ANA", "INC-2 ticket track")).Refusal);
        await host.Type("U0ANA", "declare minor the logo is blurred");
        await Sees(host, "Its ticket stands in the tracker", "INC-3");
        Assert.Contains("[INC-3]", Assert.Single(trackers.Items).ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GitHub", 0)]
    [InlineData("Jira", 0)]
    [InlineData("Linear", 0)]
    [InlineData("Jira", 503)]
    public async Task Over_a_lost_answer_and_a_fault_there_is_one_ticket(string kind, int fault)
    {
        await using var trackers = await TrackerStandIn.Start();
        trackers.Faults.Enqueue(new TrackerStandIn.Fault(fault));
        await using var host = await WholeHost.Start(postgres, trackers.Settings(kind));
        await host.Type("U0ANA", "declare minor the logo is blurred");
        await Sees(host, "Its ticket stands in the tracker");
        Assert.Single(trackers.Items);
    }

    [Fact]
    public async Task What_the_tracker_refuses_is_told_with_a_way_on()
    {
        await using var trackers = await TrackerStandIn.Start();
        trackers.Faults.Enqueue(new TrackerStandIn.Fault(401));
        await using var host = await WholeHost.Start(postgres, trackers.Settings("GitHub"));
        await host.Type("U0ANA", "declare minor the logo is blurred");
        await Sees(host, "There is no ticket in the tracker: GitHub refuses our key.");
        await host.Type("U0ANA", "INC-1 ticket track");
        await Sees(host, "Its ticket stands in the tracker");
    }

    [Theory]
    [InlineData("GitHub", "done", "Its ticket is closed as done in GitHub")]
    [InlineData("Jira", "dropped", "Its ticket is closed as not planned in Jira")]
    [InlineData("Linear", "done", "Its ticket is closed as done in Linear")]
    public async Task Its_end_there_is_told_here_once_and_ends_nothing(string kind, string state, string told)
    {
        await using var trackers = await TrackerStandIn.Start();
        await using var host = await WholeHost.Start(postgres, trackers.Settings(kind));
        await host.Type("U0ANA", "declare minor the logo is blurred");
        await Sees(host, "Its ticket stands in the tracker");
        var poll = host.App.Services.GetRequiredService<TrackerPoll>();
        Assert.Equal(0, await poll.AskOnce(CancellationToken.None));
        trackers.State = state;
        Assert.Equal(1, await poll.AskOnce(CancellationToken.None));
        Assert.Equal(0, await poll.AskOnce(CancellationToken.None));
        await Sees(host, told);
        var status = await host.Type("U0ANA", "INC-1 status");
        Assert.DoesNotContain("Resolved", status.Reply.Message!.Title + status.Reply.Message.Body);
    }

    [Fact]
    public async Task It_is_asked_once_whether_it_was_reported_in_the_right_place()
    {
        await using var host = await WholeHost.Start(postgres);
        await host.Type("U0ANA", "declare minor the logo is blurred source: phone");
        await host.Type("U0ANA", "INC-1 ticket reporting wrong");
        await host.Type("U0ANA", "INC-1 note a word more");
        await host.Type("U0ANA", "INC-1 ticket reporting wrong the form of the support desk");
        await Sees(host, "It was reported by phone; it belongs in the form of the support desk");
        var entries = JsonNode.Parse(await Timeline(host, "INC-1"))!["entries"]!.AsArray();
        Assert.Single(entries, entry => entry!["kind"]!.ToString() == "reporting-asked.v1");
        await host.Type("U0ANA", "declare minor the footer is grey");
        await host.Type("U0ANA", "INC-2 ticket reporting right");
        await Sees(host, "It was reported in the right place", "INC-2");
        Assert.DoesNotContain("it belongs in", await Timeline(host, "INC-2"), StringComparison.Ordinal);
    }

    private static Task Sees(WholeHost host, string words, string incident = "INC-1") =>
        Wait.Until(words, async () => (await Timeline(host, incident)).Contains(words, StringComparison.Ordinal));

    private static async Task<string> Timeline(WholeHost host, string incident)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(host.Chat, $"/api/v1/incidents/{incident}/timeline?format=json")
        );
        request.Headers.Authorization = new("Bearer", "read-token");
        using var answer = await host.Http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }
}
