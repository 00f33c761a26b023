using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Tests.Field;

/// <summary>The kinds of which the cases are examples: the same by other ways; over signed HTTP.</summary>
public sealed class FieldSiblingTests
{
    private const string Ana = "U0ANASOUSA";
    private const string Half = "\\ud83d";

    [Fact]
    [Trait("Case", "02")]
    [Trait("Case", "14")]
    [Trait("Case", "18")]
    [Trait("Case", "19")]
    public async Task Alerts_in_blocks_halves_of_emoji_marks_and_ways_back_by_other_ways()
    {
        await using var played = await FieldCase.Start();
        await Do(
            played,
            $$"""{"command":"declare major orders are late","by":"{{Ana}}","in":"C0GENERAL","opens":true,"wait":4}""",
            $$"""{"slack":[{"method":"conversations.history","answer":{"ok":true,"messages":[{{Alert}}]} }]}""",
            """
            {"event":{"type":"reaction_added","user":"U0BENMAIER","reaction":"memo","event_ts":"$ts:r",
            "item":{"type":"message","channel":"$ROOM","ts":"$ts:blocks"}},"wait":2}
            """,
            Shortcut("add_to_timeline", "$ROOM", $"the printer {Half} hangs"),
            Mention("_status_", "m1"),
            Mention("*`status`*", "m2")
        );
        await played.Incidents.Settled(TimeSpan.FromSeconds(4));

        var entries = (await played.Timeline(played.Incidents.Id(null))).OfType<JsonObject>().ToList();
        // What stands in blocks is an alert's words too, and the note links to the very message.
        var note = entries.Single(one => Says(one, "QueueLag on orders-7"));
        Assert.EndsWith(Archived(played, "$ts:blocks"), note["link"]!.ToString(), StringComparison.Ordinal);
        // Half an emoji in a shortcut's message is one sign, and loses no word.
        var taken = entries.Single(one => Says(one, "the printer \uFFFD hangs"));
        Assert.EndsWith(Archived(played, "$ts:short"), taken["link"]!.ToString(), StringComparison.Ordinal);
        // Other marks around a command are no part of it.
        Assert.Equal(
            2,
            played.Calls.Count(call =>
                call.Method == "chat.postEphemeral" && call.Text.Contains("*Next:*", StringComparison.Ordinal)
            )
        );
    }

    [Fact]
    [Trait("Case", "16")]
    public void Other_ways_to_write_a_runbook_are_read_too()
    {
        var book = string.Join(
            "\\n",
            "# Leader lost {#leader-lost}",
            "",
            "## Symptoms",
            "### On the page {#page}",
            "Writes wait.",
            "## Diagnosis",
            "#### A node is away",
            "1. Look.",
            "## Mitigation",
            "### More room",
            "- Make it larger.",
            "### Less load {#less}",
            "- Stop the batch.",
            "## Escalation",
            "- After ten minutes.",
            "## Restored",
            "- A leader is there."
        );
        var services = "services:\\n  - name: cluster\\n    runbooks: [leader]\\n";
        using var script = JsonDocument.Parse(
            $$"""
            {
              "catalogue": { "services.yaml": "{{services}}", "runbooks/leader.md": "{{book}}" },
              "expect": [{ "see": "lint", "excludes": ["Nothing stands under", "It has no title", "{#"] }]
            }
            """
        );
        FieldCatalogue.Check(script.RootElement.GetProperty("catalogue"), script.RootElement.GetProperty("expect"));
    }

    private const string Alert = """
        {"type":"message","subtype":"bot_message","bot_id":"B0ALERTS","username":"Alerts","text":"","ts":"$ts:blocks",
        "blocks":[{"type":"section","text":{"type":"mrkdwn","text":"QueueLag on orders-7"}}]}
        """;

    private static string Shortcut(string callback, string channel, string text) =>
        $$"""
            {"interaction":{"type":"message_action","callback_id":"{{callback}}","action_ts":"1",
            "team":{"id":"T0LOCAL"},"user":{"id":"U0BENMAIER","team_id":"T0LOCAL"},
            "channel":{"id":"{{channel}}"},"trigger_id":"$TRIGGER","response_url":"$RESPONSE","message_ts":"$ts:short",
            "message":{"type":"message","user":"U0CHLOEROSS","text":"{{text}}","ts":"$ts:short"} } }
            """;

    private static string Mention(string words, string ts) =>
        $$"""
            {"event":{"type":"app_mention","user":"{{Ana}}","text":"<@$BOT> {{words}}","ts":"$ts:{{ts}}",
            "channel":"$ROOM","event_ts":"$ts:{{ts}}"},"wait":1}
            """;

    private static string Archived(FieldCase played, string ts) =>
        "p" + played.Incidents.Named(ts).Replace(".", "", StringComparison.Ordinal);

    private static bool Says(JsonObject entry, string words) =>
        entry["text"]!.ToString().Contains(words, StringComparison.Ordinal);

    private static async Task Do(FieldCase played, params string[] steps)
    {
        foreach (var step in steps)
        {
            using var read = JsonDocument.Parse(step);
            await played.Do(read.RootElement);
        }
    }
}
