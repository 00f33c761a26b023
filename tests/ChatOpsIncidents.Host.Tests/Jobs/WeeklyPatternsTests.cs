using System.Text.Json;
using ChatOpsIncidents.Host.Insights;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Access;
using ChatOpsIncidents.Host.Tests.Pipeline;
using ChatOpsIncidents.Host.Tests.Postgres;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Tests.Jobs;

/// <summary>The weekly line of what recurs, with the real pipeline and a turned clock.</summary>
[Trait("Requirement", "B33")]
public sealed class WeeklyPatternsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Posts = "select count(*) from outbox where key like 'patterns-%'";

    [Fact]
    public async Task What_came_again_is_told_once_on_monday_with_what_helped()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        Until(harness, DayOfWeek.Wednesday, 9);
        await Past(harness, "payments slow", "service: payments");
        await Past(harness, "payments fail", "service: payments");
        await Past(harness, "search is empty", "service: search");
        await Keep(harness);
        Assert.Equal(0, await Weekly(harness).PostOnce(default));
        Until(harness, DayOfWeek.Monday, 7);
        Assert.Equal(0, await Weekly(harness).PostOnce(default));
        Until(harness, DayOfWeek.Monday, 8);
        Assert.Equal(1, await Weekly(harness).PostOnce(default));
        Assert.Equal(0, await Weekly(harness).PostOnce(default));
        Until(harness, DayOfWeek.Thursday, 8);
        Assert.Equal(0, await Weekly(harness).PostOnce(default));
        Assert.Equal(
            1,
            await harness.Count(
                Posts
                    + " and effect like '%One thing came again this week%' and effect like '%payments, 2 times since%'"
                    + " and effect not like '%search%' and effect like '%\"announce\"%'"
            )
        );
        // A quiet week says nothing, and the next that has it again does.
        Until(harness, DayOfWeek.Monday, 9);
        Assert.Equal(0, await Weekly(harness).PostOnce(default));
        await Past(harness, "search is empty again", "service: search");
        await Keep(harness);
        Until(harness, DayOfWeek.Monday, 8);
        Assert.Equal(1, await Weekly(harness).PostOnce(default));
        Assert.Equal(2, await harness.Count(Posts));
    }

    [Fact]
    public async Task Nothing_is_told_of_what_is_private_a_false_alarm_or_came_once()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        Until(harness, DayOfWeek.Wednesday, 9);
        await Past(harness, "payments slow", "service: payments");
        await harness.Type("ana", "declare private payments keys leaked service: payments");
        await harness.Type("ana", "INC-2 cancel it was a drill of the auditors");
        await harness.Type("ana", "declare payments odd service: payments even-so: yes", channel: "C0OTHER");
        await harness.Type("ana", "INC-3 cancel nothing was wrong");
        await Keep(harness);
        Until(harness, DayOfWeek.Monday, 8);
        Assert.Equal(0, await Weekly(harness).PostOnce(default));
        Assert.Equal(0, await harness.Count(Posts));
    }

    // Figures that cannot be read: whoever looks at them fails.
    [Fact]
    public async Task Figures_are_looked_at_only_in_a_week_with_incidents_that_was_not_told()
    {
        const string spoil = "update figure set content = content - 'Severity'";
        await using var harness = await PipelineHarness.Start(postgres);
        Until(harness, DayOfWeek.Wednesday, 9);
        await Past(harness, "payments slow", "service: payments");
        await Past(harness, "payments fail", "service: payments");
        await Keep(harness);
        Until(harness, DayOfWeek.Monday, 8);
        await harness.Do(spoil);
        await Assert.ThrowsAsync<JsonException>(() => Weekly(harness).PostOnce(default));
        await harness.Do("delete from figure");
        await Keep(harness);
        Assert.Equal(1, await Weekly(harness).PostOnce(default));
        await harness.Do(spoil);
        Assert.Equal(0, await Weekly(harness).PostOnce(default));
        Until(harness, DayOfWeek.Tuesday, 8);
        Until(harness, DayOfWeek.Monday, 8);
        Assert.Equal(0, await Weekly(harness).PostOnce(default));
    }

    [Fact, Trait("Requirement", "A13")]
    public async Task It_says_whether_the_order_is_kept_better_than_before()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        for (var n = 0; n < 3; n++)
            await Past(harness, $"payments slow {n}", "service: payments");
        harness.Clock.Forward(TimeSpan.FromDays(100));
        Until(harness, DayOfWeek.Wednesday, 9);
        for (var n = 3; n < 6; n++)
            await Past(harness, $"payments slow {n}", "service: payments");
        await Keep(harness);
        await harness.Do(
            "update figure set content = jsonb_set(content, '{OrderKept}', '40') where incident_id <= 'INC-3'",
            "update figure set content = jsonb_set(content, '{OrderKept}', '90') where incident_id > 'INC-3'"
        );
        Until(harness, DayOfWeek.Monday, 8);
        Assert.Equal(1, await Weekly(harness).PostOnce(default));
        Assert.Equal(
            1,
            await harness.Count(
                Posts + " and effect like '%The order is kept better than before: 90 % (n = 3), it was 40 % (n = 3).%'"
            )
        );
    }

    [Fact]
    public async Task It_is_a_recurring_job_of_the_host()
    {
        await using var host = await WholeHost.Start(postgres);
        var storage = host.App.Services.GetRequiredService<JobStorage>();
        await Wait.Until(
            "it is written down",
            () =>
            {
                using var connection = storage.GetConnection();
                return connection.GetRecurringJobs().Any(job => job.Id == "patterns");
            }
        );
    }

    // The next time that it is that day and hour, UTC.
    private static void Until(PipelineHarness harness, DayOfWeek day, int hour)
    {
        var now = harness.Clock.GetUtcNow();
        var next = new DateTimeOffset(now.Date.AddHours(hour), TimeSpan.Zero);
        while (next.DayOfWeek != day || next < now)
            next = next.AddDays(1);
        harness.Clock.Forward(next - now);
    }

    private static async Task Past(PipelineHarness harness, string title, string more)
    {
        var said = await harness.Type("ana", $"declare past {title} {more} started: 5h ago ended: 4h ago even-so: yes");
        Assert.True(said.Facts > 0, said.Refusal + said.Reply.Message?.Body);
    }

    private static Task<int> Keep(PipelineHarness harness) =>
        new FiguresJob(
            harness.Source,
            new PostgresEventStore(harness.Source),
            NullLogger<FiguresJob>.Instance
        ).KeepOnce(default);

    private static WeeklyPatterns Weekly(PipelineHarness harness) =>
        new(
            harness.Source,
            new InsightsReader(harness.Source),
            harness.Pipeline,
            new PolicySource(new ConfigurationBuilder().Build()),
            Options.Create(new DigestOptions()),
            Options.Create(new OutboxOptions { AnnounceChannels = { ["T0LOCAL"] = "C0NEWS" } }),
            harness.Clock
        );
}
