namespace ChatOpsIncidents.Host.Tests.Field;

/// <summary>What Slack and people really send: each case is a file of <c>Cases</c>, played over signed HTTP.</summary>
public sealed class FieldCaseTests
{
    [Fact]
    [Trait("Case", "08")]
    public Task A_file_that_Slack_never_takes_holds_up_no_words() => FieldCase.Play("08-file-stops-the-room");

    [Fact]
    [Trait("Case", "10")]
    [Trait("Requirement", "D1")]
    public Task A_title_keeps_the_words_that_look_like_grammar() => FieldCase.Play("10-titles-that-look-like-grammar");

    [Fact]
    [Trait("Case", "11")]
    [Trait("Requirement", "C31")]
    public Task A_time_is_read_with_its_zone_and_its_day() => FieldCase.Play("11-times-with-a-zone");

    [Fact]
    [Trait("Case", "12")]
    public Task Nothing_that_is_too_long_is_typed_twice() => FieldCase.Play("12-too-long");

    // A long text that was typed outside a room.
    [Fact]
    [Trait("Fault", "U30")]
    public async Task A_long_note_is_given_to_one_of_two_incidents_by_a_tap()
    {
        await using var played = await FieldCase.Start();
        var trace = string.Join(' ', Enumerable.Repeat("at com.example.Pool.take(Pool.java:42)", 90));
        using var script = System.Text.Json.JsonDocument.Parse(
            $$"""
            [
              { "command": "declare major first of two", "by": "U0ANASOUSA", "in": "C0GENERAL", "opens": true },
              { "command": "declare major other of two even-so: \"yes\"", "by": "U0ANASOUSA", "in": "C0PAYMENTS", "opens": true },
              { "command": "note {{trace}}", "by": "U0BENMAIER", "in": "C0RELEASES", "save": "note" },
              { "submit": { "which-incident": "INC-1" }, "by": "U0BENMAIER" },
              [{ "see": "timeline", "kind": "note-taken", "includes": ["{{trace}}"] }]
            ]
            """
        );
        var steps = script.RootElement.EnumerateArray().ToList();
        foreach (var step in steps.Take(4))
            await played.Do(step);

        await new FieldSight(played).Expect(steps[4]);
    }

    [Fact]
    [Trait("Case", "17")]
    public Task A_guest_does_nothing_while_nobody_says_who_they_are() =>
        FieldCase.Play("17-guest-while-nobody-answers");

    [Fact]
    public async Task A_case_that_does_not_come_true_fails_with_what_was_seen()
    {
        await using var played = await FieldCase.Start();
        using var script = System.Text.Json.JsonDocument.Parse(
            """
            [
              { "command": "declare major it rains", "by": "U0ANASOUSA", "in": "C0GENERAL", "opens": true },
              { "command": "note clouds", "by": "U0ANASOUSA", "in": "$ROOM", "save": "note" },
              [
                { "see": "reply", "step": "note", "includes": ["clouds"] },
                { "see": "timeline", "kind": "note-taken", "includes": ["clouds"] },
                { "see": "title", "includes": ["sunshine"] }
              ]
            ]
            """
        );
        var steps = script.RootElement.EnumerateArray().ToList();
        foreach (var step in steps.Take(2))
            await played.Do(step);

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => new FieldSight(played, waits: false).Expect(steps[2]));

        Assert.Contains("sunshine", fault.Message);
        Assert.Contains("Seen: it rains", fault.Message);
        Assert.DoesNotContain("clouds", fault.Message);
    }
}
