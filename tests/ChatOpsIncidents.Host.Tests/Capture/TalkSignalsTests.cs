using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Capture;

/// <summary>What was said becomes a question to its writer alone, on a real database.</summary>
public sealed class TalkSignalsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Offers = "select count(*) from outbox where effect::json ->> 'key' like 'talk-%'";

    [Fact]
    public async Task Plain_talk_is_offered_to_its_writer_once_and_changes_nothing()
    {
        await using var room = await Room();
        var facts = await room.Count("select count(*) from fact");
        var said = Said(room, "rolled back payments to 4.1");

        await room.Capture(said);
        await room.Capture(said);
        await room.Talk.OfferAll(CancellationToken.None);

        Assert.Equal(1, await room.Count(Offers));
        Assert.Equal(
            1,
            await room.Count(
                Offers
                    + " and effect::json ->> 'effect' = 'tell' and effect::json ->> 'person' = 'U0ANA'"
                    + " and effect like '%rollback payments to 4.1%'"
            )
        );
        Assert.Equal(facts, await room.Count("select count(*) from fact"));
    }

    [Theory]
    [InlineData("is it slow for you too?")]
    [InlineData("we should roll back payments")]
    public async Task Other_talk_does_not_even_lock_its_incident(string words)
    {
        await using var room = await Room();
        await room.Capture(Said(room, words));
        await room.Talk.OfferAll(CancellationToken.None);
        Assert.Equal(0, await room.Count("select count(*) from request where id like 'talk:%'"));
    }

    [Fact]
    public async Task Guests_strangers_and_old_messages_are_left_alone()
    {
        await using var room = await Room();
        room.People.Remember("slack", "T0LOCAL", new PlatformPerson("U0GUEST", "guest", null, true, false));
        var said = Said(room, "rolled back payments to 4.1");
        await room.Capture(said with { PersonId = "U0GUEST" });
        await room.Capture(said with { PersonId = "U0NOBODY", MessageId = "2" });
        await room.Capture(said with { MessageId = "3", At = said.At.AddMinutes(-6) });
        await room.Capture(said with { MessageId = "4", Kind = "message-edited" });
        await room.Talk.OfferAll(CancellationToken.None);
        Assert.Equal(0, await room.Count(Offers));
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        await using var room = await Room();
        await room.WithoutTalk();
        await room.Capture(Said(room, "rolled back payments to 4.1"));
        await room.Talk.OfferAll(CancellationToken.None);
        Assert.Equal(0, await room.Count(Offers));
    }

    private async Task<CaptureBench> Room()
    {
        var room = await CaptureBench.Start(postgres);
        room.People.Remember("slack", "T0LOCAL", new PlatformPerson("U0ANA", "ana", "Europe/Lisbon", false, false));
        return room;
    }

    private static CapturedMessage Said(CaptureBench room, string words) =>
        CaptureBench.Said(1) with
        {
            Text = words,
            At = room.Clock.GetUtcNow(),
        };
}
