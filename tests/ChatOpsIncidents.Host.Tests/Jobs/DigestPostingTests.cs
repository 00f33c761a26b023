using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Catalogue;
using ChatOpsIncidents.Host.Tests.Pipeline;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Tests.Jobs;

/// <summary>The daily digest, with the real pipeline and a turned clock.</summary>
public sealed class DigestPostingTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Posts = "select count(*) from outbox where key like 'digest-%'";

    [Fact, Trait("Requirement", "C6"), Trait("Requirement", "C14")]
    public async Task Minor_incidents_stand_in_it_once_a_day_and_private_ones_never()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        Until(harness, 7);
        await harness.Type("ana", "declare minor the logo is blurred");
        await harness.Type("ana", "declare private minor payroll typo even-so: yes");
        await harness.Type("ben", "declare major checkout fails even-so: yes", channel: "C0OTHER");
        Assert.Equal(0, await Digest(harness).PostOnce(default));

        Until(harness, 8);
        Assert.Equal(1, await Digest(harness).PostOnce(default));
        await Digest(harness).PostOnce(default);
        Assert.Equal(1, await harness.Count(Posts));
        Assert.Equal(
            1,
            await harness.Count(
                Posts
                    + " and effect like '%the logo is blurred%' and effect not like '%payroll%' and effect not like '%checkout%'"
            )
        );
        Assert.Equal(1, await harness.Count(Posts + " and effect like '%\"announce\"%' and incident_id = 'INC-1'"));

        await harness.Type("ana", "INC-1 cancel it is fine");
        Until(harness, 8);
        Assert.Equal(0, await Digest(harness).PostOnce(default));
        Assert.Equal(1, await harness.Count(Posts));
    }

    [Fact, Trait("Requirement", "C6")]
    public async Task Nothing_is_posted_when_there_is_nothing_no_channel_or_it_is_switched_off()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        Until(harness, 9);
        Assert.Equal(0, await Digest(harness).PostOnce(default));
        await harness.Type("ana", "declare minor the logo is blurred");
        Assert.Equal(0, await Digest(harness).PostOnce(default));
        Until(harness, 9);
        Assert.Equal(0, await Digest(harness, new DigestOptions { Enabled = false }).PostOnce(default));
        Assert.Equal(0, await Digest(harness, workspace: "T0ELSEWHERE").PostOnce(default));
        Assert.Equal(1, await Digest(harness).PostOnce(default));
    }

    [Fact]
    public async Task Holes_in_the_rota_and_people_whom_nobody_knows_are_told_although_no_incident_stands_in_it()
    {
        using var catalogue = new CatalogFolder().With(
            "rotations.yaml",
            """
            rotations:
              - { name: ledger-oncall, people: ["@nobody-here"], begins: 2026-01-05, from: "06:00", to: "02:30", zone: Europe/Lisbon }
            """
        );
        await using var harness = PipelineHarness.On(await postgres.NewDatabase(), catalogue.Path);
        Until(harness, 9);
        Assert.Equal(0, await Digest(harness).PostOnce(default)); // nowhere an incident by way of which it could go
        await harness.Type("ana", "declare major checkout fails");
        Until(harness, 9);
        Assert.Equal(1, await Digest(harness).PostOnce(default));
        await Digest(harness).PostOnce(default);
        Assert.Equal(
            1,
            await harness.Count(
                Posts
                    + " and effect like '%ledger-oncall: nobody is on duty from %'"
                    + " and effect like '%ledger-oncall: and 9 more times%'"
                    + " and effect like '%nobody-here is nobody whom chat can call%'"
            )
        );
        Assert.Equal(1, await harness.Count(Posts));
    }

    [Fact, Trait("Requirement", "B31"), Trait("Requirement", "A6")]
    public async Task Overdue_actions_and_open_gaps_stand_in_it_without_their_words_until_they_are_done()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        await harness.Type("ana", "declare medium checkout fails");
        await harness.Type("ana", "INC-1 gap no alert on the payment queue");
        await harness.Type("ana", "INC-1 override verified-recovery we saw it");
        await harness.Type("ana", "INC-1 resolve it was the cache");
        await harness.Type("ana", "INC-1 review");
        await harness.Type("ana", "INC-1 action @ana a load test in the gate by tomorrow");
        await harness.Type("ana", "declare private medium keys leaked even-so: yes");
        await harness.Type("ana", "INC-2 gap nobody rotates them");
        await harness.Type("ana", "INC-2 override verified-recovery we saw it");
        await harness.Type("ana", "INC-2 resolve they are new");
        await Figures(harness);
        Until(harness, 9);
        Assert.Equal(1, await Digest(harness).PostOnce(default));
        const string Gap = Posts + " and effect like '%INC-1%checkout fails: one gap is open%'";
        const string Late = Posts + " and effect like '%INC-1 #1%of%was due%checkout fails%'";
        const string Words = Posts + " and (effect like '%payment queue%' or effect like '%load test%')";
        const string Private = Posts + " and (effect like '%INC-2%' or effect like '%keys%')";
        Assert.Equal(
            (1, 0, 0, 0),
            (
                await harness.Count(Gap),
                await harness.Count(Late),
                await harness.Count(Words),
                await harness.Count(Private)
            )
        );

        foreach (var _ in Enumerable.Range(0, 3))
            Until(harness, 9);
        Assert.Equal(1, await Digest(harness).PostOnce(default));
        Assert.Equal((2, 1, 0), (await harness.Count(Gap), await harness.Count(Late), await harness.Count(Words)));

        await harness.Type("ana", "INC-1 action done 1");
        await harness.Type("ana", "INC-1 close");
        await Figures(harness);
        Until(harness, 9);
        Assert.Equal(0, await Digest(harness).PostOnce(default));
        Assert.Equal(2, await harness.Count(Posts));
    }

    private static Task<int> Figures(PipelineHarness harness) =>
        new FiguresJob(
            harness.Source,
            new PostgresEventStore(harness.Source),
            NullLogger<FiguresJob>.Instance
        ).KeepOnce(default);

    // The next time that it is that hour, UTC.
    private static void Until(PipelineHarness harness, int hour)
    {
        var now = harness.Clock.GetUtcNow();
        var next = new DateTimeOffset(now.Date.AddHours(hour), TimeSpan.Zero);
        harness.Clock.Forward((next > now ? next : next.AddDays(1)) - now);
    }

    private static DigestPosting Digest(
        PipelineHarness harness,
        DigestOptions? options = null,
        string workspace = "T0LOCAL"
    ) =>
        new(
            harness.Source,
            harness.Pipeline,
            new PolicySource(new ConfigurationBuilder().Build()),
            new CatalogSource(harness.Configuration, NullLogger<CatalogSource>.Instance),
            Options.Create(options ?? new DigestOptions()),
            Options.Create(new OutboxOptions { AnnounceChannels = { [workspace] = "C0NEWS" } }),
            harness.Clock,
            NullLogger<DigestPosting>.Instance
        );
}
