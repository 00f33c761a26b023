using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Tests.Access;
using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Trackers;

/// <summary>What happens to an item in its tracker comes back by a hook that proves itself, through the host's own door:
/// to the action, or to the ticket of a minor incident.</summary>
[Trait("Requirement", "B31"), Trait("Requirement", "C14")]
public sealed class TrackerHookTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Secret = "It's a Secret to Everybody";
    private const string Issue = "https://github.com/acme/ops/issues/41";

    public static TheoryData<string> Sources => ["github", "jira", "linear", "generic"];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task The_end_of_an_item_is_the_end_of_its_action(string source)
    {
        await using var host = await Start();
        await Plan(host, TrackerHookBodies.LinkOf(source));
        Assert.Equal(HttpStatusCode.Accepted, await Send(host, source, TrackerHookBodies.Closed(source), "first"));
        await Sees(host, "Action #1 is done");
        // The same again, as senders do, and what we hear of our own.
        Assert.Equal(HttpStatusCode.Accepted, await Send(host, source, TrackerHookBodies.Closed(source), "first"));
        Assert.Equal(HttpStatusCode.Accepted, await Send(host, source, TrackerHookBodies.Closed(source), "second"));
        await AllIsRead(host, source);
        Assert.Equal(["action-done.v1"], await Kinds(host, "action-done.v1", "action-dropped.v1"));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task What_will_not_be_done_there_is_dropped_here(string source)
    {
        await using var host = await Start();
        await Plan(host, TrackerHookBodies.LinkOf(source));
        await Send(host, source, TrackerHookBodies.Closed(source, isDone: false), "first");
        await Sees(host, $"closed as not planned in {TrackerHookBodies.NameOf(source)}");
        Assert.Equal(["action-dropped.v1"], await Kinds(host, "action-done.v1", "action-dropped.v1"));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Who_takes_an_item_over_there_owns_the_action_here(string source)
    {
        await using var host = await Start();
        await Plan(host, TrackerHookBodies.LinkOf(source));
        await host.Type("U0BEN", "INC-1 note I am here"); // Whom nobody knows cannot own it.
        var body = TrackerHookBodies.Assigned(source, FakeSlack.NameOf("U0BEN"));
        Assert.Equal(HttpStatusCode.Accepted, await Send(host, source, body, "assigned"));
        await Sees(host, $"Action #1 is now {FakeSlack.NameOf("U0BEN")}");
        await Send(host, source, body, "again");
        await AllIsRead(host, source);
        Assert.Single(await Kinds(host, "action-changed.v1"));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_minor_incidents_ticket_is_taken_and_closed_there_and_told_here_once(string source)
    {
        await using var host = await Start();
        await host.Type("U0ANA", "declare minor the logo is blurred");
        await host.Type("U0ANA", $"INC-1 ticket link {TrackerHookBodies.LinkOf(source)}");
        await host.Type("U0BEN", "INC-1 note I am here");
        var (name, tracker) = (FakeSlack.NameOf("U0BEN"), TrackerHookBodies.NameOf(source));
        var taken = TrackerHookBodies.Assigned(source, name);
        await Send(host, source, taken, "taken");
        await Sees(host, $"{name} has its ticket in {tracker} now");
        await Send(host, source, taken, "taken again");
        await Send(host, source, TrackerHookBodies.Closed(source), "closed");
        await Sees(host, $"Its ticket is closed as done in {tracker}");
        await Send(host, source, TrackerHookBodies.Closed(source), "closed again");
        await AllIsRead(host, source);
        Assert.Equal(
            ["ticket-ended.v1", "ticket-taken.v1"],
            (await Kinds(host, "ticket-taken.v1", "ticket-ended.v1")).Order()
        );
        var status = await host.Type("U0ANA", "INC-1 status");
        Assert.DoesNotContain("Resolved", status.Reply.Message!.Title + status.Reply.Message.Body);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task That_we_opened_it_ourselves_comes_back_and_changes_nothing(string source)
    {
        await using var host = await Start();
        await Plan(host, TrackerHookBodies.LinkOf(source));
        var before = await Entries(host);
        Assert.Equal(HttpStatusCode.Accepted, await Send(host, source, TrackerHookBodies.Opened(source), "opened"));
        await AllIsRead(host, source);
        Assert.Equal(before, await Entries(host));
    }

    [Theory]
    [InlineData("github", "sha256=00")]
    [InlineData("github", null)]
    [InlineData("jira", "sha256=00")]
    [InlineData("jira", null)]
    [InlineData("linear", "00")]
    [InlineData("linear", null)]
    [InlineData("generic", "Bearer something else")]
    [InlineData("generic", null)]
    public async Task What_is_not_proved_by_who_knows_the_secret_is_refused(string source, string? proof)
    {
        await using var host = await Start();
        await Plan(host, TrackerHookBodies.LinkOf(source));
        var before = await Entries(host);
        var status = await Send(host, source, TrackerHookBodies.Closed(source), "forged", proof ?? "");
        Assert.Contains(status, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });
        await AllIsRead(host, source);
        Assert.Equal(before, await Entries(host));
    }

    [Fact]
    public async Task Another_item_that_bears_the_incidents_name_changes_nothing()
    {
        await using var host = await Start();
        await Plan(host, Issue + "2");
        await Send(host, "github", TrackerHookBodies.Closed("github"), "other");
        var mine = TrackerHookBodies.Closed("github").Replace(Issue, Issue + "2", StringComparison.Ordinal);
        await Send(host, "github", mine, "mine");
        await Sees(host, "Action #1 is done");
        Assert.Single(await Kinds(host, "action-done.v1"));
    }

    private Task<WholeHost> Start() =>
        WholeHost.Start(
            postgres,
            new Dictionary<string, string?>
            {
                ["Hooks:Token"] = Secret,
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

    // Deliveries of one source are read in their order: what came before this one is read when it is.
    private static async Task AllIsRead(WholeHost host, string source)
    {
        await host.Type("U0ANA", "declare minor the footer is grey");
        await host.Type("U0ANA", $"INC-2 ticket link {TrackerHookBodies.LinkOf(source)}");
        var last = TrackerHookBodies.Closed(source).Replace("[INC-1]", "[INC-2]", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, await Send(host, source, last, "last"));
        await Sees(host, "Its ticket is closed as done", "INC-2");
    }

    private static async Task<HttpStatusCode> Send(
        WholeHost host,
        string source,
        string body,
        string delivery,
        string? proof = null
    )
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var digits = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), bytes));
        var (header, id, good) = source switch
        {
            "github" => ("X-Hub-Signature-256", "X-GitHub-Delivery", "sha256=" + digits),
            "jira" => ("X-Hub-Signature", "X-Atlassian-Webhook-Identifier", "sha256=" + digits),
            "linear" => ("Linear-Signature", "Linear-Delivery", digits),
            _ => ("Authorization", "X-Delivery", "Bearer " + Secret),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Chat, $"/hooks/trackers/{source}"))
        {
            Content = new ByteArrayContent(bytes),
        };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(id, delivery);
        request.Headers.Add("X-GitHub-Event", "issues");
        if ((proof ?? good) is { Length: > 0 } given)
            request.Headers.TryAddWithoutValidation(header, given);
        using var answer = await host.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<IReadOnlyList<string>> Entries(WholeHost host) =>
        [.. JsonNode.Parse(await Timeline(host))!["entries"]!.AsArray().Select(entry => entry!.ToJsonString())];

    private static async Task<List<string>> Kinds(WholeHost host, params string[] kinds) =>
        [
            .. JsonNode.Parse(await Timeline(host))!["entries"]!
                .AsArray()
                .Select(entry => entry!["kind"]!.ToString())
                .Where(kinds.Contains),
        ];

    private static Task Sees(WholeHost host, string words, string incident = "INC-1") =>
        Wait.Until(words, async () => (await Timeline(host, incident)).Contains(words, StringComparison.Ordinal));

    private static async Task<string> Timeline(WholeHost host, string incident = "INC-1")
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
