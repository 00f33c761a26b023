using System.Collections.Concurrent;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Pipeline;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NSubstitute;

namespace ChatOpsIncidents.Host.Tests.Jobs;

/// <summary>What falls due, with the real pipeline and a turned clock.</summary>
public sealed class DeadlineSweepTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string FallBacks = "select count(*) from fact where kind = 'room-fell-back.v1'";

    [Fact]
    public async Task Nothing_is_due_before_its_time()
    {
        await using var harness = await Declared();
        harness.Clock.Forward(TimeSpan.FromSeconds(9));

        Assert.Equal(0, await Sweep(harness).SweepOnce(CancellationToken.None));
    }

    [Fact]
    public async Task Two_sweepers_at_once_have_one_effect()
    {
        await using var harness = await Declared();
        harness.Clock.Forward(TimeSpan.FromSeconds(10));

        await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Sweep(harness, harness.AnotherHost()).SweepOnce(CancellationToken.None))
        );

        Assert.Equal(1, await harness.Count(FallBacks));
        Assert.Equal(0, await harness.Count("select count(*) from deadline where name = 'room'"));
        Assert.Equal(0, await Sweep(harness).SweepOnce(CancellationToken.None));
    }

    [Fact]
    [Trait("Fault", "K27")]
    public async Task A_host_that_was_down_at_the_due_time_acts_once_and_late()
    {
        await using var harness = await Declared();
        harness.Clock.Forward(TimeSpan.FromHours(3));

        await Sweep(harness).SweepOnce(CancellationToken.None);
        await Sweep(harness).SweepOnce(CancellationToken.None);

        Assert.Equal(1, await harness.Count(FallBacks));
    }

    [Fact]
    public async Task A_deadline_that_fails_is_kept_back_and_does_not_stop_the_others()
    {
        await using var harness = await Declared();
        await using var poison = harness.Source.CreateCommand(
            "insert into deadline (incident_id, name, due_at) values ('INC-1', 'poison', '2026-01-01 00:00Z')"
        );
        await poison.ExecuteNonQueryAsync();
        harness.Clock.Forward(TimeSpan.FromSeconds(10));
        var broken = Substitute.For<ICommandPipeline>();
        broken
            .Run(Arg.Any<VerifiedRequest>(), Arg.Any<CancellationToken>())
            .Returns(call =>
                call.Arg<VerifiedRequest>().Input is RequestInput.Signal { Command: DeadlineFell { Name: "poison" } }
                    ? throw new InvalidOperationException("no such deadline")
                    : harness.Pipeline.Run(call.Arg<VerifiedRequest>(), CancellationToken.None)
            );
        var sweep = Sweep(harness, broken);

        await sweep.SweepOnce(CancellationToken.None);
        Assert.Equal(1, await harness.Count(FallBacks));
        Assert.Equal(0, await sweep.SweepOnce(CancellationToken.None));
        harness.Clock.Forward(TimeSpan.FromSeconds(2));
        Assert.Equal(1, await sweep.SweepOnce(CancellationToken.None));

        var failing = Assert.Single(await sweep.Failing(10, CancellationToken.None));
        Assert.Equal(("INC-1", "poison", 2), (failing.IncidentId, failing.Name, failing.Failures));
    }

    [Fact]
    public async Task A_command_that_leaves_its_deadline_standing_is_not_repeated_every_second()
    {
        await using var harness = await Declared();
        harness.Clock.Forward(TimeSpan.FromSeconds(10));
        var idle = Substitute.For<ICommandPipeline>();
        idle.Run(default!, default).ReturnsForAnyArgs(new Outcome("INC-1", new Reply(), null, 0));
        var sweep = Sweep(harness, idle);

        Assert.Equal(1, await sweep.SweepOnce(CancellationToken.None));
        Assert.Equal(0, await sweep.SweepOnce(CancellationToken.None));

        Assert.Equal(
            "Its command left it where it was.",
            Assert.Single(await sweep.Failing(10, CancellationToken.None)).Why
        );
    }

    [Fact]
    [Trait("Requirement", "D6")]
    [Trait("Fault", "K26")]
    public async Task After_downtime_one_incidents_deadlines_fall_in_the_order_of_their_times()
    {
        await using var harness = await Declared();
        await harness.Type("ben", "INC-1 note I am here");
        await harness.Type("ana", "declare critical search fails even-so: yes");
        harness.Clock.Forward(TimeSpan.FromHours(3));
        var fallen = new ConcurrentQueue<(string Incident, DeadlineFell Deadline)>();
        var watched = Substitute.For<ICommandPipeline>();
        watched
            .Run(Arg.Any<VerifiedRequest>(), Arg.Any<CancellationToken>())
            .Returns(async call =>
            {
                var request = call.Arg<VerifiedRequest>();
                var outcome = await harness.Pipeline.Run(request, CancellationToken.None);
                fallen.Enqueue((request.IncidentId!, (DeadlineFell)((RequestInput.Signal)request.Input).Command));
                return outcome;
            });

        var sent = await Sweep(harness, watched).SweepOnce(CancellationToken.None);

        Assert.Equal(sent, fallen.Count);
        foreach (var incident in fallen.GroupBy(one => one.Incident, one => one.Deadline))
        {
            Assert.Equal(incident.OrderBy(one => one.DueAt), incident);
            var names = incident.Select(one => one.Name).ToList();
            Assert.True(names.IndexOf("update-due") < names.IndexOf("update-holding"));
            Assert.True(names.IndexOf("update-holding") < names.IndexOf("update-audience"));
            Assert.Contains("update-due", names);
        }
    }

    [Fact]
    [Trait("Fault", "K26")]
    public async Task An_incident_that_is_slow_holds_up_no_other()
    {
        await using var harness = await Declared();
        await harness.Type("ana", "declare critical search fails even-so: yes");
        harness.Clock.Forward(TimeSpan.FromSeconds(10));
        var other = new TaskCompletionSource();
        var slow = Substitute.For<ICommandPipeline>();
        slow.Run(Arg.Any<VerifiedRequest>(), Arg.Any<CancellationToken>())
            .Returns(async call =>
            {
                var request = call.Arg<VerifiedRequest>();
                if (request.IncidentId == "INC-1")
                    await other.Task;
                var outcome = await harness.Pipeline.Run(request, CancellationToken.None);
                other.TrySetResult();
                return outcome;
            });

        await Sweep(harness, slow).SweepOnce(CancellationToken.None).InTime();

        Assert.Equal(2, await harness.Count(FallBacks));
    }

    // The first try's outcome stands under its id: asked again by the same id, it would only be read.
    [Fact]
    public async Task A_deadline_that_failed_is_tried_again_as_another_request()
    {
        await using var harness = await Declared();
        harness.Clock.Forward(TimeSpan.FromSeconds(10));
        List<string> ids = [];
        var broken = Substitute.For<ICommandPipeline>();
        broken
            .Run(Arg.Any<VerifiedRequest>(), Arg.Any<CancellationToken>())
            .Returns<Outcome>(call =>
            {
                ids.Add(call.Arg<VerifiedRequest>().Id);
                throw new InvalidOperationException("not now");
            });
        for (var i = 0; i < 3; i++, harness.Clock.Forward(TimeSpan.FromMinutes(2)))
            await Sweep(harness, broken).SweepOnce(CancellationToken.None);

        Assert.InRange(ids.Count, 3, int.MaxValue);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    // A connection that broke is no fault of what was due: once the database is back nothing waits for a second try.
    [Fact]
    public async Task What_the_database_was_away_for_is_not_kept_back()
    {
        await using var harness = await Declared();
        harness.Clock.Forward(TimeSpan.FromSeconds(10));
        var broken = Substitute.For<ICommandPipeline>();
        Exception[] faults =
        [
            new NpgsqlException("broken", new IOException("reset")),
            new PostgresException("terminating connection", "FATAL", "FATAL", "57P01"),
        ];
        foreach (var fault in faults)
        {
            broken.Run(default!, default).ReturnsForAnyArgs(_ => Task.FromException<Outcome>(fault));
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => Sweep(harness, broken).SweepOnce(default));
        }

        Assert.Empty(await Sweep(harness).Failing(10, default));
        Assert.InRange(await Sweep(harness).SweepOnce(default), 1, int.MaxValue);
        Assert.Equal(1, await harness.Count(FallBacks));
    }

    private async Task<PipelineHarness> Declared()
    {
        var harness = await PipelineHarness.Start(postgres);
        await harness.Type("ana", "declare critical checkout fails");
        return harness;
    }

    private static DeadlineSweep Sweep(PipelineHarness harness, ICommandPipeline? pipeline = null) =>
        new(harness.Source, pipeline ?? harness.Pipeline, harness.Clock, NullLogger<DeadlineSweep>.Instance);
}
