using ChatOpsIncidents.Host.Tests.Field;
using ChatOpsIncidents.Host.Tests.Paging;
using ChatOpsIncidents.Host.Tests.Platforms.Teams;
using Ical.Net;
using Ical.Net.CalendarComponents;
using MimeKit;

namespace ChatOpsIncidents.Host.Tests.Invitations;

/// <summary>The session about a review, from the words in chat to the mail that a calendar reads.</summary>
public sealed class SessionMailTests
{
    [Fact, Trait("Requirement", "C35"), Trait("Requirement", "B38")]
    public async Task Everybody_concerned_gets_it_by_mail_and_it_is_moved_and_called_off_in_the_same_entry()
    {
        await using var mail = TestMailServer.Start();
        await using var played = await FieldCase.Start(new(mail.Settings()));
        await Reviewed(played);
        await played.Do(Typed("session in 3 days where: room 3"));
        var first = await Entry(mail, "REQUEST", number: 0);
        Assert.Equal("Review of INC-1: payouts are stuck", first.Summary);
        Assert.Equal("room 3", first.Location);
        Assert.Equal("mailto:incidents@x.test", first.Organizer!.Value!.ToString());
        Assert.Contains("Detection: what would have made us notice it faster?", first.Description!);
        Assert.Equal(TimeSpan.FromHours(1), first.DtEnd!.AsUtc - first.DtStart!.AsUtc);
        await played.Expect(
            """[{ "see": "call", "method": "files.completeUploadExternal", "includes": ["session.ics"] }]"""
        );

        await played.Do(Typed("session in 4 days"));
        var moved = await Entry(mail, "REQUEST", number: 1);
        Assert.Equal((first.Uid, Day(first).AddDays(1)), (moved.Uid, Day(moved)));
        await played.Do(Typed("session cancel half of us are ill"));
        var off = await Entry(mail, "CANCEL", number: 2);
        Assert.Equal((first.Uid, "CANCELLED"), (off.Uid, off.Status));
    }

    [Fact]
    public async Task Whom_chat_knows_no_address_of_is_asked_in_chat_and_keeps_no_other_waiting()
    {
        await using var mail = TestMailServer.Start();
        await using var played = await FieldCase.Start(new(mail.Settings()));
        await Reviewed(played);
        await played.Do(
            """{ "slack": [{ "method": "users.info", "match": { "user": "U0BENMAIER" }, "answer": { "ok": true, "user": { "id": "U0BENMAIER", "name": "ben", "profile": {} } } }] }""",
            Typed("session in 3 days")
        );
        await Entry(mail, "REQUEST", number: 0);
        await played.Expect(
            """[{ "see": "call", "method": "chat.postMessage", "where": { "channel": "D0U0BENMAIER" }, "includes": ["We talk over INC-1", "Mitigation: what would have made us stop it faster?"] }]"""
        );
        await played.Incidents.Settled(TimeSpan.FromSeconds(30));
        Assert.Equal(["ana@x.test"], mail.Mails.Select(one => one.To.Mailboxes.Single().Address).Distinct());
    }

    [Fact, Trait("Requirement", "C35")]
    public async Task In_Teams_the_address_that_the_roster_names_gets_it()
    {
        await using var mail = TestMailServer.Start();
        await using var world = await TeamsWorld.Start(new(mail.Settings()));
        await world.Declare(TeamsPerson.Ana, "declare medium payouts are stuck");
        var room = (await world.Card()).Conversation;
        await world.Say(TeamsPerson.Ben, "note I look at the ledger", room);
        foreach (
            var words in (string[])
                [
                    "override verified-recovery we saw it",
                    "resolve the queue was restarted",
                    "share",
                    "session in 3 days where: room 3",
                ]
        )
            await world.Say(TeamsPerson.Ana, words, room);
        var hers = await Entry(mail, "REQUEST", number: 0, TeamsPerson.Ana.Mail);
        var his = await Entry(mail, "REQUEST", number: 0, TeamsPerson.Ben.Mail);
        Assert.Equal((hers.Uid, "room 3", "room 3"), (his.Uid, hers.Location, his.Location));
        Assert.StartsWith("INC-1-review-", hers.Uid, StringComparison.Ordinal);
        await world.Say(TeamsPerson.Ana, "session cancel half of us are ill", room);
        Assert.Equal(hers.Uid, (await Entry(mail, "CANCEL", number: 1, TeamsPerson.Ben.Mail)).Uid);
    }

    private static Task Reviewed(FieldCase played) =>
        played.Do(
            """{ "command": "declare medium payouts are stuck even-so: \"yes\"", "by": "U0ANASOUSA", "in": "C0GENERAL", "opens": true }""",
            """{ "command": "note I look at the ledger", "by": "U0BENMAIER", "in": "$ROOM" }""",
            Typed("override verified-recovery we saw it"),
            Typed("resolve the queue was restarted"),
            Typed("share")
        );

    private static string Typed(string words) => $$"""{ "command": "{{words}}", "by": "U0ANASOUSA", "in": "$ROOM" }""";

    private static DateTime Day(CalendarEvent entry) => entry.DtStart!.AsUtc.Date;

    // The mail of that number, as the calendar of whom it goes to reads it.
    private static async Task<CalendarEvent> Entry(
        TestMailServer mail,
        string method,
        int number,
        string address = "ana@x.test"
    )
    {
        var found = await Wait.For(() =>
            mail
                .Mails.Where(one => one.To.Mailboxes.Single().Address == address)
                .Select(one => Read(one, method))
                .FirstOrDefault(entry => entry?.Sequence == number)
        );
        Assert.True(found is not null, $"No {method} with the number {number} came.");
        return found;
    }

    private static CalendarEvent? Read(MimeMessage mail, string method)
    {
        var part = mail.BodyParts.OfType<TextPart>().First(one => one.ContentType.IsMimeType("text", "calendar"));
        if (part.ContentType.Parameters["method"] != method)
            return null;
        var file = mail.Attachments.OfType<MimePart>().Single();
        Assert.Equal("invite.ics", file.FileName);
        var calendar = Calendar.Load(part.Text)!;
        Assert.Equal(method, calendar.Method);
        var entry = Assert.Single(calendar.Events);
        Assert.Equal($"mailto:{mail.To.Mailboxes.Single().Address}", Assert.Single(entry.Attendees).Value!.ToString());
        return entry;
    }
}
