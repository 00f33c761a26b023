using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Tests.Field;

/// <summary>What is said in a room is kept as people see it.</summary>
public sealed class FieldCaptureTests
{
    [Fact]
    [Trait("Case", "01")]
    [Trait("Requirement", "D4")]
    public Task Forwarded_words_are_kept_with_their_author_and_their_place() => FieldCase.Play("01-forwarded-message");

    [Fact]
    [Trait("Case", "02")]
    public Task An_apps_alert_becomes_an_incident_a_note_and_a_pin_with_its_words() =>
        FieldCase.Play("02-alert-of-an-app");

    [Fact]
    [Trait("Case", "04")]
    public Task Words_that_Slack_made_links_of_are_kept_as_people_wrote_them() =>
        FieldCase.Play("04-words-that-became-links");

    [Fact]
    [Trait("Case", "14")]
    public Task Half_an_emoji_holds_up_nothing() => FieldCase.Play("14-half-an-emoji");

    [Fact]
    [Trait("Case", "16")]
    public Task A_runbook_with_subsections_is_whole() => FieldCase.Play("16-runbook-with-subsections");

    [Fact]
    [Trait("Case", "18")]
    public Task A_command_in_bold_or_as_code_is_a_command() => FieldCase.Play("18-formatted-commands");

    [Fact]
    [Trait("Case", "19")]
    public Task What_is_declared_from_a_message_links_to_it() => FieldCase.Play("19-way-back-to-the-message");

    [Fact] // The same words, read after downtime
    [Trait("Case", "01")]
    [Trait("Case", "03")]
    [Trait("Case", "04")]
    [Trait("Requirement", "D4")]
    public async Task After_downtime_a_deletion_is_told_and_what_was_said_meanwhile_has_its_names()
    {
        await using var played = await FieldCase.Start();
        await played.Do(
            """{"command":"declare major it hangs","by":"U0ANASOUSA","in":"C0GENERAL","opens":true,"wait":3}""",
            Said("kept", "this stays"),
            Said("gone", "this will be taken back"),
            Said("root", "who looks at the queue?"),
            Said("reply", "I do", "root"),
            Pinned("kept")
        );
        var history = new[]
        {
            Message("kept", "this stays", ""),
            Message("root", "who looks at the queue?", ",\"reply_count\":0"),
            Message("later", "asked <!subteam^S0PAYMENTS> in <#C0PAYMENTS|> and <@U0CHLOEROSS>", ""),
        };
        await played.Do(History("conversations.history", history), History("conversations.replies", history[1..2]));

        await played.ListensAgain();
        await played.ListensAgain();

        var entries = (await played.Timeline(played.Incidents.Id(null))).OfType<JsonObject>().ToList();
        Assert.Equal(2, entries.Count(one => one["kind"]!.ToString() == "message-deleted"));
        Assert.Contains(
            entries,
            one => one["text"]!.ToString() == "asked @payments-oncall in #payments and @Chloe Ross"
        );
    }

    private static string Said(string id, string text, string? thread = null) =>
        $$"""{"event":{"channel":"$ROOM","channel_type":"channel"{{Fields(id, text, thread)}} } }""";

    private static string Pinned(string id) =>
        $$"""
            {"event":{"type":"pin_added","user":"U0BENMAIER","channel_id":"$ROOM","event_ts":"$ts:pin",
            "item":{"type":"message","channel":"$ROOM","message":{{Message(id, "this stays", "")}} } } }
            """;

    private static string Message(string id, string text, string more) =>
        $$"""{"team":"T0LOCAL"{{Fields(id, text, null)}}{{more}} }""";

    private static string Fields(string id, string text, string? thread) =>
        $",\"type\":\"message\",\"user\":\"U0BENMAIER\",\"text\":\"{text}\",\"ts\":\"$ts:{id}\""
        + (thread is null ? "" : $",\"thread_ts\":\"$ts:{thread}\"");

    private static string History(string method, string[] messages) =>
        $$"""
            {"slack":[{"method":"{{method}}","answer":{"ok":true,"messages":[{{string.Join(',', messages)}}]} }]}
            """;
}
