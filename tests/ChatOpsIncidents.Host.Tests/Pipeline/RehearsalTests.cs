using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatOpsIncidents.Host.Tests.Pipeline;

/// <summary>What is rehearsed before the first request leaves nothing behind.</summary>
public sealed class RehearsalTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task A_rehearsed_declaration_is_decided_and_nothing_of_it_remains()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        var configuration = new ConfigurationBuilder().Build();
        using var catalog = new CatalogSource(configuration, NullLogger<CatalogSource>.Instance);
        var rehearsal = new Rehearsal(
            new RehearsalStore(harness.Source),
            harness.Clock,
            new PolicySource(configuration),
            catalog,
            new PostgresNotes(harness.Source)
        );

        var outcome = await rehearsal.Run("slack", "declare critical Rehearsal", CancellationToken.None);

        Assert.Equal("INC-1", outcome.IncidentId);
        Assert.True(outcome.Facts > 0);
        Assert.Equal(
            0,
            await harness.Count(
                """
                select (select count(*) from incident) + (select count(*) from fact) + (select count(*) from request)
                    + (select count(*) from outbox) + (select count(*) from deadline)
                """
            )
        );
        Assert.Equal("INC-1", (await harness.Type("ana", "declare critical checkout fails")).IncidentId);
    }
}
