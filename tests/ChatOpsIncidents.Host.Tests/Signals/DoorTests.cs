using System.Text;
using ChatOpsIncidents.Host.Signals;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOpsIncidents.Host.Tests.Signals;

/// <summary>What a sender hears, and that nothing is done for who is nobody.</summary>
public sealed class DoorTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Deploy = """{"id":"d-1","service":"checkout","version":"4.2","at":"2026-11-21T13:58:00Z"}""";

    [Theory]
    [InlineData("deploys/nobody", SignalsHost.Token, Deploy, 404)]
    [InlineData("nothing/generic", SignalsHost.Token, Deploy, 404)]
    [InlineData("alerts/github", SignalsHost.Token, Deploy, 404)]
    [InlineData("deploys/generic", null, Deploy, 401)]
    [InlineData("deploys/generic", "wrong-token", Deploy, 403)]
    [InlineData("deploys/github", SignalsHost.Token, Deploy, 401)]
    [InlineData("changes/terraform", SignalsHost.Token, Deploy, 401)]
    [InlineData("deploys/generic", SignalsHost.Token, "not json", 422)]
    [InlineData("deploys/generic", SignalsHost.Token, "", 422)]
    [InlineData("deploys/generic", SignalsHost.Token, """{"id":"d-1"}""", 422)]
    [InlineData("alerts/alertmanager", SignalsHost.Token, "[]", 422)]
    [InlineData("deploys/generic", SignalsHost.Token, Deploy, 202)]
    [InlineData("deploys/generic", SignalsHost.Token, """{"service":"a","version":"1","status":"planned"}""", 202)]
    [InlineData("alerts/opsgenie", SignalsHost.Token, """{"action":"AddNote"}""", 202)]
    [InlineData("alerts/sentry", SignalsHost.Token, "{}", 401)]
    public async Task Only_who_is_proven_and_readable_is_kept(string path, string? token, string body, int expected)
    {
        await using var host = await SignalsHost.Start(postgres);
        var (status, answer) = await host.Post(path, Encoding.UTF8.GetBytes(body), token: token);
        Assert.True(status == expected, $"{status}: {answer}");
        Assert.Equal(status == 202 ? 1 : 0, await host.Count("select count(*) from delivery"));
        Assert.Equal(0, await host.Count("select count(*) from request"));
    }

    [Fact]
    public async Task What_is_too_large_or_compressed_is_refused_before_it_is_read()
    {
        await using var host = await SignalsHost.Start(postgres);
        Assert.Equal(413, (await host.Post("alerts/datadog", new byte[1024 * 1024 + 1])).Status);
        Assert.Equal(413, (await host.Post("alerts/alertmanager", new byte[10 * 1024 * 1024 + 1])).Status);
        Dictionary<string, string> zipped = new() { ["Content-Encoding"] = "gzip" };
        Assert.Equal(415, (await host.Post("deploys/generic", [1, 2, 3], zipped)).Status);
        Assert.Equal(0, await host.Count("select count(*) from delivery"));
    }

    [Fact]
    public async Task Overloaded_it_says_503_and_when_to_come_back_never_429()
    {
        await using var host = await SignalsHost.Start(postgres);
        host.Services.GetRequiredService<HookLoad>().Waiting = 1_000_000;
        Assert.Equal(503, (await host.Post("deploys/generic", Deploy)).Status);
        host.Services.GetRequiredService<HookLoad>().Waiting = 0;
        Assert.Equal(202, (await host.Post("deploys/generic", Deploy)).Status);
    }

    [Fact]
    public async Task Without_the_database_nothing_is_acknowledged()
    {
        await using var host = await SignalsHost.Start(postgres);
        await using (var command = host.Harness.Source.CreateCommand("alter table delivery rename to delivery_gone"))
            await command.ExecuteNonQueryAsync();
        Assert.Equal(503, (await host.Post("deploys/generic", Deploy)).Status);
    }

    [Fact]
    public async Task The_same_delivery_again_and_in_parallel_is_one()
    {
        await using var host = await SignalsHost.Start(postgres);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.Post("deploys/generic", Deploy)));
        Assert.All(answers, answer => Assert.Equal(202, answer.Status));
        Assert.Equal(1, answers.Count(answer => !answer.Body.Contains("again")));
        Assert.Equal(1, await host.Count("select count(*) from delivery"));
        await host.Read();
        Assert.Equal(202, (await host.Post("deploys/generic", Deploy)).Status);
        await host.Read();
        Assert.Equal(1, await host.Count("select count(*) from known_change"));
    }

    [Fact]
    public async Task A_signed_delivery_goes_in_by_its_own_id_and_one_byte_less_does_not()
    {
        await using var host = await SignalsHost.Start(postgres);
        const string File = "github/deployment_status.success.json";
        var vector = System
            .IO.File.ReadLines(Path.Combine(SignalSamples.Folder, "vectors.tsv"))
            .First(line => line.StartsWith(File))
            .Split('\t');
        Dictionary<string, string> headers = new()
        {
            [vector[1]] = vector[2],
            ["X-GitHub-Event"] = "deployment_status",
            ["X-GitHub-Delivery"] = "72d3162e-cc78-11e3-81ab-4c9367dc0958",
        };
        var body = SignalSamples.Bytes(File);
        Assert.Equal(403, (await host.Post("deploys/github", body[..^1], headers, token: null)).Status);
        Assert.Equal(202, (await host.Post("deploys/github", body, headers, token: null)).Status);
        Assert.Equal(
            1,
            await host.Count("select count(*) from delivery where delivery_id = '72d3162e-cc78-11e3-81ab-4c9367dc0958'")
        );
        // What proves the sender is not kept.
        Assert.Equal(0, await host.Count($"select count(*) from delivery where headers like '%{vector[2][7..]}%'"));
    }

    [Fact]
    public async Task What_is_nothing_to_us_is_taken_and_its_body_is_not_kept()
    {
        await using var host = await SignalsHost.Start(postgres);
        Assert.Equal(202, (await host.Post("alerts/opsgenie", """{"action":"AddNote"}""")).Status);
        Assert.Equal(
            1,
            await host.Count(
                "select count(*) from delivery where ending = 'ignored' and body is null and why is not null"
            )
        );
    }
}
