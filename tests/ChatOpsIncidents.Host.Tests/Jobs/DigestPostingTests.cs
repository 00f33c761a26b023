using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Pipeline;
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
            Options.Create(options ?? new DigestOptions()),
            Options.Create(new OutboxOptions { AnnounceChannels = { [workspace] = "C0NEWS" } }),
            harness.Clock,
            NullLogger<DigestPosting>.Instance
        );
}
