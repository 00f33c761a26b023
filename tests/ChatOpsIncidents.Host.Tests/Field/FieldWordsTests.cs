using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Tests.Field;

/// <summary>What people read is plain, and what they ask in plain words is answered; over signed HTTP.</summary>
public sealed class FieldWordsTests
{
    private const string Ana = "U0ANASOUSA";
    private const string Chloe = "U0CHLOEROSS";
    private const string Eve = "U0EVEGUEST";
    private const string General = "C0GENERAL";

    [Fact]
    [Trait("Fault", "U19")]
    [Trait("Fault", "U22")]
    [Trait("Fault", "U34")]
    [Trait("Fault", "U38")]
    [Trait("Requirement", "A22")]
    [Trait("Requirement", "C10")]
    [Trait("Requirement", "C9")]
    public async Task The_card_asks_one_thing_in_plain_words_with_names_that_people_have()
    {
        await using var played = await Declared("major payments fail");
        var room = played.Incidents.Named("$ROOM");
        await played.Type(Ana, room, "impact who: most how-bad: main-flow ongoing: yes");
        await played.Do(Json($$"""{"event":{{Said(room, Chloe, "what do we know?")}},"wait":4}"""));

        var card = played.Calls.Last(call => Holds(call, "*Next:*") && Goes(call, room)).Text;
        Assert.Contains("Ana Sousa", card, StringComparison.Ordinal);
        Assert.DoesNotContain("of 10", card, StringComparison.Ordinal);
        Assert.Contains("^{time}, {ago}|", card, StringComparison.Ordinal);
        Assert.Contains(
            played.Calls,
            call => call.Method == "conversations.setTopic" && Holds(call, "Major · Impact · lead Ana Sousa")
        );
        Assert.Contains(
            played.Calls,
            call =>
                call.Method == "chat.postEphemeral"
                && call.Args["user"]?.ToString() == Chloe
                && Holds(call, "most users, a main flow")
        );
    }

    [Fact]
    [Trait("Fault", "U26")]
    [Trait("Case", "05")]
    public async Task What_a_guest_asks_for_is_passed_on_by_a_tap_and_done_by_a_member_alone()
    {
        await using var played = await Declared("major payments fail");
        var room = played.Incidents.Named("$ROOM");
        var refused = await played.Type(Eve, room, "note the bank called me");
        var passOn = Assert.Single(refused.Buttons);
        Assert.Equal("ask-member note the bank called me", passOn);

        var asked = await played.Type(Eve, room, passOn);
        Assert.Contains("\"response_type\":\"in_channel\"", asked.Body, StringComparison.Ordinal);
        Assert.Contains("Eve Laurent* is a guest and asks a member", asked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await Notes(played), text => text.Contains("the bank", StringComparison.Ordinal));

        Assert.Equal(["note the bank called me"], asked.Buttons);
        await played.Type(Ana, room, asked.Buttons[0]);
        Assert.Contains(await Notes(played), text => text.Contains("the bank called me", StringComparison.Ordinal));
        // A guest who presses what is meant for members is refused like anywhere.
        Assert.Contains("Only full members", (await played.Type(Eve, room, "lead")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "K16")]
    [Trait("Fault", "K15")]
    public async Task A_wrong_number_and_an_entry_without_words_are_told_and_nothing_is_redacted()
    {
        await using var played = await Declared("major payments fail");
        var room = played.Incidents.Named("$ROOM");
        await played.Type(Ana, room, "note a secret word");
        var note = (await Entries(played)).Single(entry => entry["kind"]!.ToString() == "note-taken.v1");
        var line = $"redact {note["seq"]} it is secret";
        Assert.Contains("a secret word", (await played.Type(Ana, room, line)).Text, StringComparison.Ordinal);
        var wrong = await played.Type(Ana, room, $"{line} confirm: 99");
        Assert.DoesNotContain("is so already", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("99", wrong.Text, StringComparison.Ordinal);
        var kept = await played.Type(Ana, room, "redact 2 it is secret");
        Assert.Contains("holds nobody's words", kept.Text, StringComparison.Ordinal);
        Assert.Contains(await Notes(played), text => text.Contains("a secret word", StringComparison.Ordinal));
    }

    private static async Task<FieldCase> Declared(string words)
    {
        var played = await FieldCase.Start();
        await played.Do(
            Json($$"""{"command":"declare {{words}}","by":"{{Ana}}","in":"{{General}}","opens":true,"wait":4}""")
        );
        return played;
    }

    private static string Said(string room, string by, string text) =>
        $$"""
            {"type":"message","channel":"{{room}}","channel_type":"channel","user":"{{by}}","text":"{{text}}",
            "ts":"$ts:q"}
            """;

    private static bool Holds(FieldCall call, string words) => call.Text.Contains(words, StringComparison.Ordinal);

    private static bool Goes(FieldCall call, string channel) => call.Args["channel"]?.ToString() == channel;

    private static async Task<List<JsonObject>> Entries(FieldCase played) =>
        [.. (await played.Timeline(played.Incidents.Id(null))).OfType<JsonObject>()];

    private static async Task<List<string>> Notes(FieldCase played) =>
        [.. (await Entries(played)).Select(entry => entry["text"]!.ToString())];

    private static JsonElement Json(string text)
    {
        using var read = JsonDocument.Parse(text);
        return read.RootElement.Clone();
    }
}
