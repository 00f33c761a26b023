using System.Net;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Platforms.Slack;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatOpsIncidents.Host.Tests.Access;

/// <summary>Whoever Slack has not called a member may do nothing, however Slack fails to say it.</summary>
public sealed class GuestTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private FakeSlack _slack = null!;

    public async Task InitializeAsync()
    {
        _slack = await FakeSlack.Start();
        _slack.HasRoster = false;
    }

    public async Task DisposeAsync() => await _slack.DisposeAsync();

    [Theory]
    [InlineData("500")]
    [InlineData("429")]
    [InlineData("timeout")]
    [InlineData("malformed")]
    [InlineData("ok:false")]
    [Trait("Case", "17")]
    public async Task A_guest_may_do_nothing_while_Slack_does_not_say_who_they_are(string how)
    {
        await using var host = await WholeHost.Start(postgres, _slack.Settings);
        await host.Type(FakeSlack.Ana, "declare major checkout fails");
        using var released = new CancellationTokenSource();
        _slack.UsersInfo = _ => Fail(how, released.Token);
        foreach (
            var words in new[] { "INC-1 note I was here", "INC-1 lead", "declare critical I declare", "INC-1 status" }
        )
        {
            using var answer = await _slack.Command(host, FakeSlack.Eve, words);
            Assert.Contains(
                "send it again in a moment",
                await answer.Content.ReadAsStringAsync(),
                StringComparison.Ordinal
            );
        }

        var sent = _slack.Sent.Count;
        using var press = await _slack.Interact(host, _slack.Press(FakeSlack.Eve, "INC-1 lead"));
        Assert.Contains("again in a moment", await _slack.Answered(press, sent), StringComparison.Ordinal);
        Assert.Equal((0, 1), (await Count(host, "fact where actor_id = 'U0EVE'"), await Count(host, "incident")));
        await released.CancelAsync();
    }

    [Fact]
    public async Task The_second_try_of_a_member_finds_them_known()
    {
        await using var host = await WholeHost.Start(postgres, _slack.Settings);
        var answers = new Queue<IResult>([FakeSlack.Json(new { ok = false, error = "user_not_visible" })]);
        _slack.UsersInfo = id =>
            Task.FromResult(
                answers.TryDequeue(out var no) ? no : FakeSlack.Json(new { ok = true, user = FakeSlack.User(id) })
            );
        using var first = await _slack.Command(host, FakeSlack.Ben, "declare major checkout fails");
        Assert.Contains("again in a moment", await first.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var second = await _slack.Command(host, FakeSlack.Ben, "declare major checkout fails");
        Assert.Contains("INC-1", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_knows_guests_members_and_those_who_left_without_asking()
    {
        var database = await postgres.NewDatabase();
        await using (var host = await WholeHost.Start(postgres, _slack.Settings, database))
        {
            foreach (var who in new[] { FakeSlack.Ana, FakeSlack.Eve, FakeSlack.Gus })
                (await _slack.Command(host, who, "list")).Dispose();
            await host.App.Services.GetServices<IHostedService>().OfType<PeopleKeeping>().Single().KeepAll(default);
        }

        _slack.UsersInfo = _ => Fail("500", default);
        await using var again = await WholeHost.Start(postgres, _slack.Settings, database);
        using var ana = await _slack.Command(again, FakeSlack.Ana, "declare major checkout fails");
        Assert.Contains("INC-1", await ana.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        foreach (var who in new[] { FakeSlack.Eve, FakeSlack.Gus })
        {
            using var refused = await _slack.Command(again, who, "INC-1 note here");
            Assert.Contains("Only full members", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Everybody_of_the_workspace_is_known_soon_after_the_start()
    {
        _slack.HasRoster = true;
        await using var host = await WholeHost.Start(postgres, _slack.Settings);
        await host.App.Services.GetRequiredService<SlackRoster>().Read(FakeSlack.Team, default);
        _slack.UsersInfo = _ => Fail("500", default);
        using var ben = await _slack.Command(host, FakeSlack.Ben, "declare major checkout fails");
        Assert.Contains("INC-1", await ben.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var eve = await _slack.Command(host, FakeSlack.Eve, "INC-1 note here");
        Assert.Contains("Only full members", await eve.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<long> Count(WholeHost host, string rows)
    {
        await using var command = host
            .App.Services.GetRequiredService<Npgsql.NpgsqlDataSource>()
            .CreateCommand("select count(*) from " + rows);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<IResult> Fail(string how, CancellationToken released)
    {
        switch (how)
        {
            case "500":
                return FakeSlack.Json(new { }, HttpStatusCode.InternalServerError);
            case "429":
                return FakeSlack.Json(new { ok = false, error = "ratelimited" }, HttpStatusCode.TooManyRequests);
            case "malformed":
                return Results.Text("<html>", "text/html");
            case "ok:false":
                return FakeSlack.Json(new { ok = false, error = "internal_error" });
            default:
                await Wait.Forever(released);
                return Results.Ok();
        }
    }
}
