using System.Text;
using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Tests.Field;
using ChatOpsIncidents.Host.Tests.Paging;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace ChatOpsIncidents.Host.Tests.Rollbacks;

/// <summary>A rollback that a webhook carries out, from the words in chat to the receiver, all over real HTTP.</summary>
public sealed class RollbackWebhookTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private static readonly string[] Started =
    [
        """{ "command": "declare major cards fail service: payments even-so: \"yes\"", "by": "U0ANASOUSA", "in": "C0GENERAL", "opens": true }""",
        """{ "command": "impact who: most how-bad: main-flow ongoing: yes", "by": "U0ANASOUSA", "in": "$ROOM" }""",
        """{ "command": "rollback payments to 4.1", "by": "U0ANASOUSA", "in": "$ROOM" }""",
    ];

    private const string Confirmed =
        """{ "command": "carry-out #1 confirm: yes", "by": "U0ANASOUSA", "in": "$ROOM", "save": "asked" }""";

    [Fact, Trait("Requirement", "A4")]
    public async Task What_was_confirmed_is_asked_for_signed_and_is_done_when_a_deploy_hook_says_so()
    {
        await using var outside = await PagerStandIn.Start();
        await using var played = await FieldCase.Start(Settings(outside));
        await played.Do(Started);
        await played.Expect(
            """[{ "see": "call", "method": "chat.postMessage", "where": { "channel": "$ROOM" }, "includes": ["Have it done", "kubectl rollout undo deploy/payments"] }]"""
        );
        Assert.Empty(outside.Requests);
        await played.Do(Confirmed);
        await played.Expect(
            """
            [
              { "see": "timeline", "kind": "rollback-confirmed", "includes": ["Confirmed: the webhook is asked to roll back payments to 4.1"] },
              { "see": "timeline", "kind": "rollback-reported", "includes": ["The webhook took the rollback of payments to 4.1; it is not done yet"] },
              { "see": "call", "method": "chat.update", "where": { "channel": "$ROOM" }, "includes": ["It is not done yet"] },
              { "see": "timeline", "kind": "rollback-reported", "not": true, "includes": ["Done"] }
            ]
            """
        );
        var told = Assert.Single(outside.Requests);
        var data = told.Json["data"]!;
        Assert.Equal("rollback.confirmed", told.Json["type"]!.ToString());
        Assert.Equal(("payments", "4.1"), (data["service"]!.ToString(), data["to"]!.ToString()));
        Assert.Equal(told.Headers["webhook-id"], data["rollback"]!.ToString());
        Assert.Equal(
            WebhookSignature.Of(
                [Secret],
                told.Headers["webhook-id"],
                told.Headers["webhook-timestamp"],
                Encoding.UTF8.GetBytes(told.Body)
            ),
            told.Headers["webhook-signature"]
        );

        await Deployed(played);
        await played.Expect(
            """[{ "see": "call", "method": "chat.postMessage", "where": { "channel": "$ROOM" }, "includes": ["Done, says generic: payments is back at 4.1"] }]"""
        );
    }

    [Theory]
    [InlineData("""{"status":"succeeded"}""", 200, "Done, says the webhook: payments is back at 4.1")]
    [InlineData("""{"status":"failed","text":"the pipeline is locked"}""", 200, "(the pipeline is locked)")]
    [InlineData("", 401, "The webhook refuses our key")]
    public async Task What_the_webhook_answers_is_told_in_the_room(string answer, int status, string told)
    {
        await using var outside = await PagerStandIn.Start();
        outside.Answer = _ => Results.Text(answer, statusCode: status);
        await using var played = await FieldCase.Start(Settings(outside));
        await played.Do([.. Started, Confirmed]);
        await played.Expect(
            $$"""[{ "see": "call", "method": "chat.postMessage", "where": { "channel": "$ROOM" }, "includes": ["{{told}}"] }]"""
        );
        if (!told.StartsWith("Done", StringComparison.Ordinal))
            await played.Expect(
                """[{ "see": "call", "method": "chat.postMessage", "where": { "channel": "$ROOM" }, "includes": ["Look whether it was done all the same; then do it by hand", "kubectl rollout undo deploy/payments"] }]"""
            );
    }

    [Fact]
    public async Task A_receiver_that_falters_is_asked_again_under_the_same_name()
    {
        await using var outside = await PagerStandIn.Start();
        var answers = 0;
        outside.Answer = _ => answers++ < 3 ? Results.StatusCode(503) : Results.Accepted();
        await using var played = await FieldCase.Start(Settings(outside));
        await played.Do([.. Started, Confirmed]);
        await played.Expect(
            """
            [
              { "see": "timeline", "kind": "rollback-reported", "includes": ["The webhook was not reached", "It is asked again"] },
              { "see": "timeline", "kind": "rollback-reported", "includes": ["The webhook took the rollback"] }
            ]
            """
        );
        Assert.Single(outside.Requests.Select(request => request.Headers["webhook-id"]).Distinct());
    }

    [Fact]
    public async Task Nobody_is_asked_unless_it_is_set_up()
    {
        await using var played = await FieldCase.Start();
        await played.Do([.. Started, Confirmed]);
        await played.Expect(
            """
            [
              { "see": "reply", "step": "asked", "includes": ["No webhook carries out rollbacks of", "You do it now"] },
              { "see": "call", "method": "chat.postMessage", "not": true, "includes": ["Have it done"] },
              { "see": "timeline", "kind": "rollback-confirmed", "not": true }
            ]
            """
        );
    }

    [Theory]
    [InlineData("Rollback:Webhook:Urls:payments", "https://x.test", "Rollback:Webhook:Secrets is missing")]
    [InlineData("Rollback:Webhook:Urls:payments", "http://x.test", "Rollback:Webhook:Urls:payments must be an https")]
    [InlineData(
        "Rollback:Webhook:Urls:paymnts",
        "https://x.test",
        "Rollback:Webhook:Urls:paymnts: no service has that name. Did you mean payments?"
    )]
    [InlineData("Rollback:Webhook:Secrets:0", "s3cret", "Rollback:Webhook:Secrets:0 must be whsec_")]
    [InlineData(
        "Rollback:Webhook:Url:payments",
        "https://x.test",
        "Rollback:Webhook:Url: there is no such key. Did you mean Rollback:Webhook:Urls?"
    )]
    public void A_fault_names_its_key_and_no_secret(string key, string value, string fault)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [key] = value })
            .Build();
        var told = Assert.Throws<Ports.ConfigurationFaultException>(() => ConfigurationCheck.All(configuration)).Faults;
        Assert.Contains(told, one => one.StartsWith(fault, StringComparison.Ordinal));
        Assert.DoesNotContain("s3cret", string.Join('\n', told), StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Settings(PagerStandIn outside) =>
        new()
        {
            ["Rollback:Webhook:Urls:payments"] = outside.Address + "/rollbacks",
            ["Rollback:Webhook:Secrets:0"] = Secret,
            ["Hooks:Token"] = "the-shared-token",
        };

    private static async Task Deployed(FieldCase played)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", "the-shared-token");
        using var deploy = new StringContent("""{"id":"d9","service":"payments","version":"4.1"}""");
        using var answer = await http.PostAsync(new Uri(played.Chat, "/hooks/deploys/generic"), deploy);
        Assert.Equal(StatusCodes.Status202Accepted, (int)answer.StatusCode);
    }
}
