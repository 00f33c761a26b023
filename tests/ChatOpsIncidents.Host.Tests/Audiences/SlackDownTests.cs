using ChatOpsIncidents.Host.Tests.Field;
using ChatOpsIncidents.Host.Tests.Paging;

namespace ChatOpsIncidents.Host.Tests.Audiences;

/// <summary>Slack is down in the middle of an incident, by a turned clock: who waits outside is reached by other ways at
/// once, and the room catches up afterwards.</summary>
public sealed class SlackDownTests
{
    private const string Declared =
        """{ "command": "declare critical payouts are stuck even-so: \"yes\"", "by": "U0ANASOUSA", "in": "C0GENERAL", "opens": true }""";

    private const string Down = """
        { "slack": [
          { "method": "chat.postMessage", "status": 503, "answer": {} },
          { "method": "chat.update", "status": 503, "answer": {} },
          { "method": "conversations.open", "status": 503, "answer": {} },
          { "method": "conversations.invite", "status": 503, "answer": {} }
        ] }
        """;

    [Fact, Trait("Requirement", "D3"), Trait("Requirement", "C7")]
    public async Task For_ten_minutes_pages_and_mail_go_out_at_once_and_the_room_catches_up_in_order_and_once()
    {
        await using var mail = TestMailServer.Start();
        await using var played = await FieldCase.Start(Settings(mail));
        await played.Do(
            Declared,
            Written("U0BENMAIER", "1795000001.000100", "I look at the ledger"),
            Down,
            Found("the ledger is full"),
            """{ "command": "update what: payouts are stuck impact: payouts arrive late doing: we restart the queue next: 15m", "by": "U0ANASOUSA", "in": "$ROOM" }""",
            """{ "command": "page <@U0DEVMEHTA> the queue is yours", "by": "U0ANASOUSA", "in": "$ROOM" }""",
            Found("the archive job stands still")
        );
        // The clock stands: whatever waits for a second try has not come.
        await played.Expect(
            """
            [
              { "see": "timeline", "kind": "audience-reached", "includes": ["Told leadership by mail"] },
              { "see": "timeline", "kind": "people-paged", "includes": ["The mail server took the page for Dev Mehta"] }
            ]
            """
        );
        Assert.Equal(
            ["board@x.test", "oncall@x.test"],
            Sent(mail).Select(one => one.To.Mailboxes.Single().Address).Order()
        );

        await Turned(played, 10);
        Assert.InRange(await Asked(played), 1, int.MaxValue);
        await played.Do(Found("the queue grows"));
        played.Heal();
        // One reminder at a time: the next one waits for its turn. What waits for its next try comes by then, too.
        for (var minute = 21; minute < 60 && await Asked(played) < 2; minute += 6)
            await Turned(played, minute);
        Assert.InRange(await Asked(played), 2, int.MaxValue);
        await CaughtUp(played, "the queue grows");

        string[] told =
        [
            "the ledger is full",
            "payouts arrive late",
            "the archive job stands still",
            "the queue grows",
        ];
        var room = Stood(played, played.Incidents.Named("$ROOM")).ToList();
        var order = told.Select(words => room.FindIndex(text => text.Contains(words, StringComparison.Ordinal)));
        Assert.DoesNotContain(-1, order);
        Assert.Equal(order.Order(), order);
        Assert.Single(room, text => text.Contains("found: the queue grows", StringComparison.Ordinal));
        var reminders = Stood(played, "D0U0ANASOUSA").Where(text => text.Contains("A draft from the facts")).ToList();
        Assert.NotEmpty(reminders);
        Assert.Equal(reminders.Distinct(), reminders);
        Assert.DoesNotContain(Sent(mail).GroupBy(one => one.TextBody), same => same.Count() > 1);
    }

    [Fact, Trait("Requirement", "C7")]
    public async Task Where_the_first_contact_answers_500_the_second_is_told_while_the_clock_stands()
    {
        await using var played = await FieldCase.Start();
        await played.Do(
            Declared,
            """{ "command": "role backup <@U0DEVMEHTA>", "by": "U0ANASOUSA", "in": "$ROOM" }""",
            """{ "slack": [{ "method": "conversations.open", "match": { "users": "U0BENMAIER" }, "status": 500, "answer": {} }] }""",
            """{ "command": "page <@U0BENMAIER> the ledger is yours", "by": "U0ANASOUSA", "in": "$ROOM" }"""
        );
        await played.Expect(
            """
            [
              { "see": "timeline", "kind": "page-failed", "includes": ["Ben Maier is not reached yet", "It is tried again"] },
              { "see": "call", "method": "chat.postMessage", "where": { "channel": "D0U0DEVMEHTA" }, "includes": ["You are needed: INC-1"] },
              { "see": "timeline", "kind": "people-paged", "includes": ["Paged Dev Mehta"] },
              { "see": "timeline", "kind": "people-paged", "not": true, "includes": ["Paged Ben Maier"] }
            ]
            """
        );
    }

    // A mail whose answer was lost comes again under its id, by which receivers know it.
    private static IEnumerable<MimeKit.MimeMessage> Sent(TestMailServer mail) =>
        mail.Mails.DistinctBy(one => one.MessageId);

    private static Dictionary<string, string?> Settings(TestMailServer mail) =>
        new(mail.Settings())
        {
            ["Clock:Adjustable"] = "true",
            ["Audiences:Leadership:Mail"] = "board@x.test",
            ["Paging:Mail:To:any"] = "oncall@x.test",
        };

    // Until somebody is asked once more, or nobody was for a while.
    private static async Task Turned(FieldCase played, int minutes)
    {
        var known = await Asked(played);
        await played.Turn(TimeSpan.FromMinutes(minutes));
        await Wait.For(async () => await Asked(played) > known, TimeSpan.FromSeconds(minutes < 20 ? 120 : 15));
    }

    private static async Task<int> Asked(FieldCase played) =>
        (await played.Timeline("INC-1")).Count(entry =>
            entry!["kind"]!.ToString().Contains("update-asked", StringComparison.Ordinal)
        );

    private static async Task CaughtUp(FieldCase played, string last)
    {
        var room = played.Incidents.Named("$ROOM");
        await Wait.Until(last, () => Stood(played, room).Any(text => text.Contains(last, StringComparison.Ordinal)));
        await Wait.Until("a reminder", () => Stood(played, "D0U0ANASOUSA").Any());
        await played.Incidents.Settled(TimeSpan.FromSeconds(30));
    }

    private static IEnumerable<string> Stood(FieldCase played, string channel) =>
        played
            .Calls.Where(call => call is { Ok: true, Method: "chat.postMessage" })
            .Where(call => call.Args["channel"]!.ToString() == channel)
            .Select(call => call.Text);

    private static string Found(string what) =>
        $$"""{ "command": "found {{what}}", "by": "U0ANASOUSA", "in": "$ROOM" }""";

    private static string Written(string by, string ts, string text) =>
        $$"""{ "event": { "type": "message", "channel": "$ROOM", "channel_type": "channel", "user": "{{by}}", "text": "{{text}}", "ts": "{{ts}}", "event_ts": "{{ts}}" } }""";
}
