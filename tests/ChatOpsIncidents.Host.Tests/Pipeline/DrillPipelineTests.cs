using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Engine.Timeline;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatOpsIncidents.Host.Tests.Pipeline;

/// <summary>A shipped drill from its start to its score, on a real database, with a turned clock and typed words.</summary>
public sealed class DrillPipelineTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact, Trait("Requirement", "B37"), Trait("Requirement", "B39")]
    public async Task The_pattern_is_played_to_its_score()
    {
        await using var host = await PipelineHarness.Start(postgres);
        var started = await host.Type("ana", "drill start bad-config");
        Assert.Equal("INC-1", started.IncidentId);
        await Until(host, 4);
        Assert.Equal(
            3,
            await host.Count("select count(*) from fact where source = 'drill' and kind = 'drill-heard.v1'")
        );
        await Typed(host, "impact who: most how-bad: main-flow ongoing: yes");
        Assert.Contains(
            "payments to 4.1",
            (await Typed(host, "changes")).Actions.Single().Command.Replace("rollback ", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        await Until(host, 7);
        await Typed(host, "drill answer 6 1");
        await Typed(host, "rollback payments to 4.1");
        await Until(host, 11);
        await Typed(host, "outcome worked error ratio 0.1 %");
        await Typed(host, "update what: slow impact: some cannot pay doing: rolled back next: 30m");
        await Typed(host, "resolve rolled back payments");
        await Until(host, 17);

        var timeline = (await host.Reader.Read("INC-1", CancellationToken.None))!;
        Assert.Equal(Phase.Resolved, timeline.Incident.Phase);
        Assert.Equal("8 of 8 as hoped", timeline.Incident.Drill!.Score);
        Assert.Empty(HashChain.Faults(timeline.Entries));
        Assert.Equal(0, await host.Count("select count(*) from deadline"));
        Assert.All(
            ["md", "html", "csv", "json"],
            format =>
                Assert.Contains("bad-config", TimelineExport.Render(timeline, format).Text, StringComparison.Ordinal)
        );
        Assert.Contains("8 of 8 as hoped", TimelineExport.Render(timeline, "md").Text, StringComparison.Ordinal);
        Assert.Equal(
            1,
            await host.Count("select count(*) from outbox where effect like '%The drill is over: 8 of 8%'")
        );
    }

    [Fact, Trait("Requirement", "B37")]
    public async Task It_is_marked_in_lists_and_nothing_of_it_goes_outside()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "drill start corrupt-data");
        await Typed(host, "page @payments-oncall wake up");
        await Typed(host, "freeze on");
        await Until(host, 70);
        Assert.Equal(
            0,
            await host.Count(
                """
                select count(*) from outbox where effect like '%"effect":"page"%'
                or order_key like 'person:%' and effect not like '%"footer":"Drill.%'
                or order_key like 'channel:%' and key <> 'origin' and effect not like '%"thread:origin"%'
                """
            )
        );
        var listed = Assert.Single(
            await host.Reader.List(Viewer.OfHost, true, long.MaxValue, 10, CancellationToken.None)
        );
        Assert.True(listed.IsDrill);
        Assert.StartsWith("Drill: ", listed.Title, StringComparison.Ordinal);

        // A real incident with the same words is declared beside it, and a question outside is about that one.
        Assert.Null((await host.Type("ben", "declare orders show the wrong totals", channel: "C0OTHER")).Refusal);
        var status = await host.Type("ben", "status", channel: "C0OTHER");
        Assert.Equal("INC-2", status.IncidentId);
        Assert.Null((await host.Type("ana", "INC-1 drill stop")).Refusal);
        Assert.Equal(Phase.Closed, (await host.Reader.Read("INC-1", CancellationToken.None))!.Incident.Phase);
    }

    private static async Task<ChatMessage> Typed(PipelineHarness host, string words)
    {
        var outcome = await host.Type("ana", $"INC-1 {words}");
        Assert.True(outcome.Refusal is null or "verified-recovery", outcome.Refusal);
        return outcome.Reply.Message ?? ChatMessage.Text("");
    }

    // The clock is turned minute by minute after the start, and what is due is swept, as a host does every second.
    private static async Task Until(PipelineHarness host, int minutes)
    {
        var sweep = new DeadlineSweep(host.Source, host.Pipeline, host.Clock, NullLogger<DeadlineSweep>.Instance);
        var end = new DateTimeOffset(2026, 11, 21, 14, 0, 0, TimeSpan.Zero).AddMinutes(minutes);
        while (true)
        {
            while (await sweep.SweepOnce(CancellationToken.None) > 0)
            {
                // One that falls due may set another.
            }

            if (host.Clock.GetUtcNow() >= end)
                return;
            host.Clock.Forward(TimeSpan.FromMinutes(1));
        }
    }
}
