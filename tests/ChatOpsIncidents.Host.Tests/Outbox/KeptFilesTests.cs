using System.Security.Cryptography;
using System.Text;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Pipeline;
using ChatOpsIncidents.Host.Tests.Postgres;
using NSubstitute;

namespace ChatOpsIncidents.Host.Tests.Outbox;

/// <summary>Copies of files that are evidence, on a real database.</summary>
public sealed class KeptFilesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes("not really a graph");
    private static readonly string Digest = Convert.ToHexStringLower(SHA256.HashData(Bytes));

    [Fact, Trait("Requirement", "B13")]
    public async Task A_file_is_kept_with_its_digest_and_reported_once()
    {
        await using var bench = await OutboxBench.New(postgres);
        Lends(bench, (new RenderedFile("graph.png", "image/png", Bytes), new AttemptEnd.Done()));
        await bench.Execute("insert into placed (incident_id, name, channel_id) values ('INC-1', 'room', 'C7')");
        await bench.Put(new Effect.KeepFile(12, "F1"));
        await bench.Put(new Effect.KeepFile(12, "F1"));
        await bench.Drain();

        var reports = bench.Signals.Select(signal => ((RequestInput.Signal)signal.Input).Command).ToArray();
        Assert.Equal(new ReportFile(new KeptFile(12, "F1", "graph.png", Bytes.Length, Digest)), reports[0]);
        Assert.Equal(1, await bench.Scalar<long>("select count(*) from evidence_file"));
        var kept = await new KeptFiles(bench.Source, bench.Clock).Find("INC-1", Digest, CancellationToken.None);
        Assert.Equal(("graph.png", Digest), (kept!.Name, Convert.ToHexStringLower(SHA256.HashData(kept.Bytes))));
        Assert.Null(await new KeptFiles(bench.Source, bench.Clock).Find("INC-2", Digest, CancellationToken.None));
    }

    [Fact, Trait("Requirement", "B13")]
    public async Task A_file_that_cannot_be_kept_is_reported_with_the_reason()
    {
        await using var bench = await OutboxBench.New(postgres);
        Lends(bench, (null, new AttemptEnd.GiveUp("it is larger than 25 MB.")));
        await bench.Execute("insert into placed (incident_id, name, channel_id) values ('INC-1', 'room', 'C7')");
        await bench.Put(new Effect.KeepFile(12, "F1"));
        await bench.Drain();

        var report = ((RequestInput.Signal)bench.Signals.Single().Input).Command;
        Assert.Equal(new ReportNoFile(12, "F1", "it is larger than 25 MB."), report);
    }

    [Fact, Trait("Requirement", "A9")]
    public async Task A_redaction_of_the_evidence_or_of_its_copy_erases_the_bytes()
    {
        await using var host = await PipelineHarness.Start(postgres);
        await host.Type("ana", "declare checkout fails");
        await host.Type("ana", "INC-1 evidence against the graph of the pool file: F1");
        await host.Type("ana", "INC-1 evidence the other graph file: F2");
        var entries = new List<long>();
        foreach (var file in new[] { "F1", "F2" })
        {
            entries.Add(
                await host.Count(
                    $"select seq from fact where kind = 'evidence-added.v1' and content like '%\"{file}\"%'"
                )
            );
            await using var keep = host
                .Source.CreateCommand(PostgresSql.Text("store/keep_file"))
                .With("incident", "INC-1")
                .With("entry", entries[^1])
                .With("file", file)
                .With("name", "graph.png")
                .With("media_type", "image/png")
                .With("sha256", Digest)
                .With("bytes", Bytes)
                .With("now", host.Clock.GetUtcNow());
            await keep.ExecuteNonQueryAsync();
            await host.Pipeline.Run(
                Report(new KeptFile(entries[^1], file, "graph.png", 1, Digest)),
                CancellationToken.None
            );
        }

        Assert.Equal(2, await host.Count("select count(*) from outbox where effect like '%keep-file%'"));
        Assert.Null(
            (await host.Type("ana", $"INC-1 redact {entries[0]} it shows names confirm: {entries[0]}")).Refusal
        );
        Assert.Equal(1, await host.Count("select count(*) from evidence_file"));
        Assert.Equal(
            0,
            await host.Count("select count(*) from outbox where effect like '%keep-file%F1%' and settled_at is null")
        );
        var copy = await host.Count("select seq from fact where kind = 'file-kept.v1' order by seq desc limit 1");
        Assert.Null((await host.Type("ana", $"INC-1 redact {copy} its name is a customer's confirm: {copy}")).Refusal);
        Assert.Equal(0, await host.Count("select count(*) from evidence_file"));
    }

    private static VerifiedRequest Report(KeptFile kept) =>
        new()
        {
            Platform = "outbox",
            Workspace = "T0LOCAL",
            Id = "effect:" + kept.FileId,
            By = SystemPerson.Value,
            IncidentId = "INC-1",
            Input = new RequestInput.Signal(new ReportFile(kept)),
        };

    private static void Lends(OutboxBench bench, (RenderedFile?, AttemptEnd) answer) =>
        bench.Chat.ReadFile("T1", "C7", "F1", KeptFiles.BytesMax, Arg.Any<CancellationToken>()).Returns(answer);
}
