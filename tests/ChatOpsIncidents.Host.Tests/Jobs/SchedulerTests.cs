using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Telemetry;
using ChatOpsIncidents.Host.Tests.Capture;
using ChatOpsIncidents.Host.Tests.Pipeline;
using ChatOpsIncidents.Host.Tests.Postgres;
using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using NSubstitute;

namespace ChatOpsIncidents.Host.Tests.Jobs;

/// <summary>What we ask of the scheduler: hosts apart, nothing lost at a stop, nothing told that is secret.</summary>
public sealed class SchedulerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Two_hosts_of_one_process_do_their_own_work_and_one_goes_on_when_the_other_ends()
    {
        var (one, other) = (new ScheduledWork(), new ScheduledWork());
        var hosts = await Task.WhenAll(
            Start(await postgres.NewDatabase(), one),
            Start(await postgres.NewDatabase(), other)
        );
        foreach (var n in Enumerable.Range(0, 10))
        {
            Client(hosts[0]).Enqueue<ScheduledWork>(work => work.Note("one"));
            Client(hosts[1]).Enqueue<ScheduledWork>(work => work.Note("other"));
        }

        await Wait.Until("all is done", () => one.Done.Count + other.Done.Count == 20);
        await hosts[1].DisposeAsync();
        Client(hosts[0]).Enqueue<ScheduledWork>(work => work.Note("one"));
        await Wait.Until("one more is done", () => one.Done.Count + other.Done.Count == 21);
        Assert.All(one.Done, done => Assert.Equal("one", done));
        Assert.All(other.Done, done => Assert.Equal("other", done));
        Assert.Empty(hosts[0].Log.Of(LogLevel.Error));
        await hosts[0].DisposeAsync();
    }

    [Fact]
    public async Task A_job_that_runs_when_its_host_stops_is_done_once_by_another()
    {
        var database = await postgres.NewDatabase();
        var (stopping, staying) = (new ScheduledWork(), new ScheduledWork());
        staying.Free.SetResult();
        var first = await Start(database, stopping);
        Client(first).Enqueue<ScheduledWork>(work => work.Wait("the job", default));
        await stopping.Begun.Task;
        await using var second = await Start(database, staying);

        await first.DisposeAsync();
        await Wait.Until("the job is done", () => !staying.Done.IsEmpty);

        Assert.Equal(["the job"], staying.Done);
        Assert.Empty(stopping.Done);
    }

    [Fact]
    public async Task What_a_job_failed_on_is_told_nowhere()
    {
        var database = await postgres.NewDatabase();
        await using var host = await Start(database, new ScheduledWork());
        var failed = Client(host).Enqueue<ScheduledWork>(work => work.Fail());
        var again = Client(host).Enqueue<ScheduledWork>(work => work.FailAndTryAgain());

        await Wait.Until("one failed", () => host.StateOf(failed) == "Failed");
        await Wait.Until("one is tried again", () => host.StateOf(again) == "Scheduled");

        var kept = await Dump(database);
        Assert.Contains("InvalidOperationException, FormatException", kept);
        Assert.Contains("ScheduledWork.Fail", kept); // and where
        Assert.DoesNotContain("FOUR-ONE-ONE", kept);
        using var http = new HttpClient { BaseAddress = host.Address };
        foreach (var page in new[] { "jobs/failed", "retries", $"jobs/details/{failed}", $"jobs/details/{again}" })
            Assert.DoesNotContain("FOUR-ONE-ONE", await http.GetStringAsync($"/ops/jobs/{page}"));
        Assert.DoesNotContain(host.Log.Of(LogLevel.Trace), line => line.Contains("FOUR-ONE-ONE"));
        Assert.Contains(host.Log.Of(LogLevel.Warning), line => line.Contains("InvalidOperationException"));
    }

    [Fact]
    public async Task The_dashboard_shows_the_recurring_jobs_on_this_machine_and_changes_nothing()
    {
        await using var host = await Start(await postgres.NewDatabase(), new ScheduledWork());
        await Wait.Until("all are written down", () => host.Recurring().Length == 8);
        Assert.Equal(
            ["catch-up", "deadlines", "digest", "figures", "housekeeping", "notes", "sealing", "tracker"],
            host.Recurring()
        );
        using var http = new HttpClient { BaseAddress = host.Address };

        var page = await http.GetStringAsync("/ops/jobs/recurring");
        Assert.All(host.Recurring(), job => Assert.Contains(job, page, StringComparison.Ordinal));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await Status(http, HttpMethod.Get, "/ops/jobs", ("X-Forwarded-For", "10.1.1.1"))
        );
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await Status(http, HttpMethod.Get, "/ops/jobs", ("Host", "bot.test"))
        );
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(http, HttpMethod.Post, "/ops/jobs/recurring/trigger"));
    }

    [Fact]
    public async Task Each_recurring_job_runs_to_its_end()
    {
        await using var host = await Start(await postgres.NewDatabase(), new ScheduledWork());
        await Wait.Until("all are written down", () => host.Recurring().Length == 8);
        var manager = host.Services.GetRequiredService<IRecurringJobManagerV2>();
        var runs = host.Recurring().Select(manager.TriggerJob).ToArray();

        await Wait.Until("all are done", () => runs.All(run => host.StateOf(run) is not ("Enqueued" or "Processing")));
        Assert.All(runs, run => Assert.Equal("Succeeded", host.StateOf(run)));
    }

    [Fact]
    [Trait("Requirement", "D4")]
    public async Task A_room_is_read_by_a_job_of_its_own_when_the_host_starts_and_when_it_opens()
    {
        var database = await postgres.NewDatabase();
        var chat = Substitute.For<IChatPlatform>();
        chat.Name.Returns("slack");
        chat.History(default!, default!, default!, default)
            .ReturnsForAnyArgs(call =>
                new[] { CaptureBench.Said(1) with { ChannelId = call.ArgAt<string>(1) } }.ToAsyncEnumerable()
            );
        await using var harness = PipelineHarness.On(database);
        await harness.Type("ana", "declare critical checkout fails");
        await using var old = harness.Source.CreateCommand(
            "insert into room values ('slack', 'T0LOCAL', 'C1', '', 'INC-1')"
        );
        await old.ExecuteNonQueryAsync();

        await using var host = await Start(
            database,
            new ScheduledWork(),
            builder => builder.Services.AddSingleton(chat)
        );
        await Wait.Until("the old room is read", async () => await Read(harness, "C1"));
        await host
            .Services.GetRequiredService<ICommandPipeline>()
            .Run(
                harness.Request("ana", "") with
                {
                    IncidentId = "INC-1",
                    Input = new RequestInput.Signal(new ReportRoom("C2", "inc-1")),
                },
                CancellationToken.None
            );
        await Wait.Until("the new room is read", async () => await Read(harness, "C2"));
        await Wait.Until(
            "both have no gap any more",
            async () => await harness.Count("select count(*) from capture_mark where complete") == 2
        );
    }

    [Fact]
    public async Task A_job_stands_in_the_trace_of_what_asked_for_it()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Traces.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        var work = new ScheduledWork();
        await using var host = await Start(await postgres.NewDatabase(), work);

        using var asking = Traces.Begin("asking")!;
        Client(host).Enqueue<ScheduledWork>(work => work.NoteTrace());
        asking.Stop();

        await Wait.Until("the job is done", () => !work.Done.IsEmpty);
        Assert.Equal([asking.TraceId.ToString()], work.Done);
    }

    [Fact]
    public void The_packages_that_the_scheduler_brings_along_are_the_pinned_ones()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ChatOpsIncidents.sln")))
            folder = folder.Parent;
        var file = Path.Combine(folder.FullName, "src/ChatOpsIncidents.Host/packages.lock.json");
        var packages = JsonNode.Parse(File.ReadAllText(file))!["dependencies"]!["net10.0"]!.AsObject();

        Assert.DoesNotContain("Quartz", packages.Select(package => package.Key));
        Assert.True(Version("Newtonsoft.Json") >= new Version(13, 0, 1)); // before it: GHSA-5crp-9r3c-p9vr
        Assert.True(Version("Dapper") >= new Version(2, 1));

        Version Version(string name) => System.Version.Parse(packages[name]!["resolved"]!.GetValue<string>());
    }

    private static Task<JobsHost> Start(
        string database,
        ScheduledWork work,
        Action<WebApplicationBuilder>? change = null
    ) =>
        JobsHost.Start(
            database,
            change: builder =>
            {
                builder.Services.AddSingleton(work);
                change?.Invoke(builder);
            }
        );

    private static IBackgroundJobClient Client(JobsHost host) =>
        host.Services.GetRequiredService<IBackgroundJobClient>();

    private static async Task<bool> Read(PipelineHarness harness, string channel) =>
        await harness.Count($"select count(*) from chat_message where channel_id = '{channel}'") == 1;

    private static async Task<HttpStatusCode> Status(
        HttpClient http,
        HttpMethod method,
        string path,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    // Every row of every table of the scheduler.
    private static async Task<string> Dump(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(
            """
            select string_agg(query_to_xml(format('select * from hangfire.%I', tablename), true, true, '')::text, '')
            from   pg_tables where schemaname = 'hangfire'
            """
        );
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
