using ChatOpsIncidents.Host.Tests.Field;
using Microsoft.AspNetCore.Http;

namespace ChatOpsIncidents.Host.Tests.Paging;

/// <summary>Pages over signed HTTP, as people make them.</summary>
public sealed class PagingFieldTests
{
    private const string Declared =
        """{ "command": "declare major payouts are stuck even-so: \"yes\"", "by": "U0ANASOUSA", "in": "C0GENERAL", "opens": true }""";

    [Fact, Trait("Requirement", "C11"), Trait("Requirement", "C15")]
    [Trait("Fault", "U1")]
    [Trait("Case", "03")]
    public async Task A_critical_incident_reaches_each_member_of_the_group_that_owns_the_service()
    {
        await using var played = await FieldCase.Start();
        await played.Do(
            """{ "command": "declare critical payouts are stuck service: payments even-so: \"yes\"", "by": "U0ANASOUSA", "in": "C0GENERAL", "opens": true }"""
        );
        await played.Expect(
            """
            [
              { "see": "call", "method": "chat.postMessage", "where": { "channel": "D0U0BENMAIER" }, "includes": ["You are needed: INC-1"] },
              { "see": "call", "method": "chat.postMessage", "where": { "channel": "D0U0DEVMEHTA" }, "includes": ["You are needed: INC-1"] },
              { "see": "call", "method": "conversations.invite", "args": "U0BENMAIER" },
              { "see": "timeline", "kind": "people-paged", "includes": ["Paged Ben Maier"] },
              { "see": "timeline", "kind": "people-paged", "includes": ["Paged Dev Mehta"] },
              { "see": "call", "method": "chat.update", "where": { "channel": "$ROOM" }, "includes": ["Ben Maier: paged"] }
            ]
            """
        );
    }

    // Case 03, the page
    [Fact]
    public async Task A_group_that_is_mentioned_rings_in_the_room_and_its_members_are_written_to()
    {
        await using var played = await FieldCase.Start();
        await played.Do(
            Declared,
            """{ "command": "page <!subteam^S0PAYMENTS> the ledger needs you", "by": "U0ANASOUSA", "in": "$ROOM", "save": "page" }"""
        );
        await played.Expect(
            """
            [
              { "see": "call", "method": "chat.postMessage", "where": { "channel": "$ROOM" }, "includes": ["<!subteam^S0PAYMENTS>"] },
              { "see": "reply", "step": "page", "excludes": ["subteam^"] },
              { "see": "timeline", "kind": "people-paged", "includes": ["Paged Dev Mehta"] }
            ]
            """
        );
    }

    // Nobody is called paged whom nothing reached; the room reads it in red, at once.
    [Fact]
    [Trait("Fault", "U1")]
    public async Task A_name_that_is_nobodys_is_said_in_the_room_and_never_called_paged()
    {
        await using var played = await FieldCase.Start();
        await played.Do(
            Declared,
            """{ "command": "page ledger-oncall the ledger needs you", "by": "U0ANASOUSA", "in": "$ROOM", "save": "page" }"""
        );
        await played.Expect(
            """
            [
              { "see": "call", "method": "chat.postMessage", "where": { "channel": "$ROOM" }, "includes": ["Could not page ledger-oncall", "There is no user group of that name", "Page somebody else"] },
              { "see": "reply", "step": "page", "includes": ["Calling ledger-oncall"] },
              { "see": "timeline", "kind": "page-failed", "includes": ["ledger-oncall"] },
              { "see": "timeline", "kind": "people-paged", "not": true }
            ]
            """
        );
    }

    // Case 05, the page
    [Fact]
    public async Task A_page_that_Slack_refuses_is_told_to_who_paged_and_made_again_when_asked()
    {
        await using var played = await FieldCase.Start();
        await played.Do(
            """{ "slack": [{ "method": "conversations.open", "match": { "users": "U0BENMAIER" }, "answer": { "ok": false, "error": "user_disabled" } }] }""",
            Declared,
            """{ "command": "page <@U0BENMAIER> the ledger is yours", "by": "U0ANASOUSA", "in": "$ROOM" }"""
        );
        await played.Expect(
            """
            [
              { "see": "call", "method": "chat.postMessage", "where": { "channel": "$ROOM" }, "includes": ["Could not page Ben Maier", "The account is switched off"] },
              { "see": "call", "method": "chat.postMessage", "where": { "channel": "D0U0ANASOUSA" }, "includes": ["Could not page Ben Maier"] },
              { "see": "timeline", "kind": "people-paged", "not": true }
            ]
            """
        );
        await played.Do(
            """{ "slack": [{ "method": "conversations.open", "match": { "users": "U0BENMAIER" }, "answer": { "ok": true, "channel": { "id": "D0BEN" } } }] }""",
            """{ "command": "page <@U0BENMAIER> the ledger is yours", "by": "U0ANASOUSA", "in": "$ROOM" }"""
        );
        await played.Expect("""[{ "see": "timeline", "kind": "people-paged", "includes": ["Paged Ben Maier"] }]""");
    }

    [Fact, Trait("Requirement", "C7")]
    public async Task Who_presses_the_button_of_the_page_is_on_it()
    {
        await using var played = await FieldCase.Start();
        await played.Do(
            Declared,
            """{ "command": "page <@U0BENMAIER> the ledger is yours", "by": "U0ANASOUSA", "in": "$ROOM" }"""
        );
        await played.Expect("""[{ "see": "timeline", "kind": "people-paged", "includes": ["Paged Ben Maier"] }]""");
        await played.Do("""{ "command": "$ID on-it 1", "by": "U0BENMAIER", "in": "C0PAYMENTS", "save": "on-it" }""");
        await played.Expect(
            """
            [
              { "see": "timeline", "kind": "page-acknowledged", "includes": ["Ben Maier is on it"] },
              { "see": "call", "method": "chat.update", "where": { "channel": "$ROOM" }, "includes": ["Ben Maier", "is on it since"] }
            ]
            """
        );
    }

    [Fact]
    public async Task Who_is_paged_and_writes_in_the_room_is_on_it_also_when_they_wrote_before()
    {
        await using var played = await FieldCase.Start();
        await played.Do(Declared, Written("1795000001.000100", "good morning"));
        await played.Expect(
            """[{ "see": "timeline", "kind": "person-spoke", "includes": ["spoke for the first time"] }]"""
        );
        await played.Do(
            """{ "command": "page <@U0BENMAIER> the ledger is yours", "by": "U0ANASOUSA", "in": "$ROOM" }""",
            Written("1795000002.000100", "I look at the ledger")
        );
        await played.Expect(
            """[{ "see": "timeline", "kind": "page-acknowledged", "includes": ["Ben Maier is on it"] }]"""
        );
    }

    [Fact]
    public async Task A_page_goes_out_while_Slack_is_down_and_then_the_room_catches_up_in_order_and_once()
    {
        await using var outside = await PagerStandIn.Start();
        await using var played = await FieldCase.Start(
            new()
            {
                ["Paging:Webhook:Urls:any"] = outside.Address,
                ["Paging:Webhook:Secrets:0"] = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            }
        );
        await played.Do(
            Declared,
            """{ "slack": [{ "method": "conversations.open", "status": 503, "answer": {} }, { "method": "chat.postMessage", "status": 503, "answer": {} }, { "method": "chat.update", "status": 503, "answer": {} }] }""",
            """{ "command": "found the ledger is full", "by": "U0ANASOUSA", "in": "$ROOM" }""",
            """{ "command": "page <@U0BENMAIER> the ledger is yours", "by": "U0ANASOUSA", "in": "$ROOM" }""",
            """{ "command": "found the archive job stands still", "by": "U0ANASOUSA", "in": "$ROOM" }""",
            """{ "command": "found the queue grows", "by": "U0ANASOUSA", "in": "$ROOM" }"""
        );
        await played.Expect(
            """[{ "see": "timeline", "kind": "people-paged", "includes": ["Sent to the webhook for Ben Maier"] }]"""
        );
        Assert.Equal("page.triggered", outside.Last.Json["type"]!.ToString());
        played.Heal();
        await played.Expect(
            """
            [
              { "see": "call", "method": "chat.postMessage", "where": { "channel": "$ROOM" }, "includes": ["the queue grows"] },
              { "see": "call", "method": "chat.postMessage", "where": { "channel": "D0U0BENMAIER" }, "includes": ["You are needed: INC-1"] }
            ]
            """
        );
        string[] told = ["the ledger is full", "the archive job stands still", "the queue grows"];
        var stands = played
            .Calls.Where(call => call is { Ok: true, Method: "chat.postMessage" })
            .Where(call => call.Args["channel"]!.ToString() == played.Incidents.Named("$ROOM"))
            .SelectMany(call => told.Where(one => call.Text.Contains(one, StringComparison.Ordinal)))
            .ToArray();
        Assert.Equal(told, stands);
    }

    private static string Written(string ts, string text) =>
        $$"""{ "event": { "type": "message", "channel": "$ROOM", "channel_type": "channel", "user": "U0BENMAIER", "text": "{{text}}", "ts": "{{ts}}", "event_ts": "{{ts}}" } }""";

    [Fact]
    public async Task A_page_goes_out_by_PagerDuty_while_Slack_is_down_and_who_acknowledges_it_there_is_on_it()
    {
        await using var outside = await PagerStandIn.Start();
        await using var played = await FieldCase.Start(
            new()
            {
                ["Paging:PagerDuty:Url"] = outside.Address,
                ["Paging:PagerDuty:Keys:any"] = "0123456789abcdef0123456789abcdef",
                ["Hooks:Secrets:pagerduty:0"] = PagerDutyHook.Secret,
            }
        );
        await played.Do(
            Declared,
            """{ "slack": [{ "method": "conversations.open", "status": 500, "answer": {} }, { "method": "chat.postMessage", "status": 500, "answer": {} }] }""",
            """{ "command": "page <@U0BENMAIER> the ledger is yours", "by": "U0ANASOUSA", "in": "$ROOM" }"""
        );
        await played.Expect(
            """
            [
              { "see": "timeline", "kind": "people-paged", "includes": ["Sent to PagerDuty for Ben Maier, not yet acknowledged"] },
              { "see": "timeline", "kind": "page-failed", "includes": ["Ben Maier is not reached yet", "It is tried again"] },
              { "see": "timeline", "kind": "people-paged", "not": true, "includes": ["Paged Ben Maier"] }
            ]
            """
        );
        var key = outside.Last.Json["dedup_key"]!.ToString();
        Assert.Equal(StatusCodes.Status202Accepted, await PagerDutyHook.Acknowledge(played.Chat, key, "Ben Maier"));
        await played.Expect(
            """[{ "see": "timeline", "kind": "page-acknowledged", "includes": ["Ben Maier acknowledged the page in PagerDuty"] }]"""
        );
    }
}
