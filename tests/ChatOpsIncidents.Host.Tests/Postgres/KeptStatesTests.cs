using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Outbox;

namespace ChatOpsIncidents.Host.Tests.Postgres;

/// <summary>Folded states that a host keeps in its memory.</summary>
public sealed class KeptStatesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const long LargestSize = PostgresEventStore.LargestMax;
    private const long MostOfLargest = PostgresEventStore.FactsMax / LargestSize;

    // As many of the largest as there is room for but one, and one of less: too much for one more, and too little to
    // let one go.
    [Fact]
    public async Task A_large_incident_is_kept_beside_so_many_that_there_was_no_room()
    {
        await using var bench = await OutboxBench.New(postgres);
        using var store = new PostgresEventStore(bench.Source);
        for (var n = 1; n < MostOfLargest; n++)
            store.Remember(State($"INC-{n}", LargestSize));
        store.Remember(State("INC-98", 1_000));

        await Wait.Until(
            "it is kept",
            async () =>
            {
                store.Remember(State("INC-99", LargestSize));
                // There is no such incident in the database: what is found is what was kept.
                return (await store.State("INC-99", CancellationToken.None)).Seq == LargestSize;
            }
        );
    }

    // Fifty thousand facts were the limit once: then each of these was folded anew at each of its commands.
    [Fact]
    public async Task Seventeen_incidents_with_thousands_of_facts_each_are_all_kept()
    {
        await using var bench = await OutboxBench.New(postgres);
        using var store = new PostgresEventStore(bench.Source);
        var ids = Enumerable.Range(1, 17).Select(n => $"INC-{n}").ToArray();
        foreach (var id in ids)
            store.Remember(State(id, LargestSize));

        foreach (var id in ids)
            Assert.Equal(LargestSize, (await store.State(id, CancellationToken.None)).Seq);
    }

    private static Incident State(string id, long seq) =>
        Incident.Replay(
            id,
            [
                new Recorded(
                    seq,
                    new NoteTaken("seen"),
                    new Person("U0ANA", "ana"),
                    DateTimeOffset.UnixEpoch,
                    DateTimeOffset.UnixEpoch,
                    "test",
                    null,
                    BeforeGate: false
                ),
            ]
        );
}
