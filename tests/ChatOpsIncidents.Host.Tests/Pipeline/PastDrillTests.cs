using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Tests.Access;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOpsIncidents.Host.Tests.Pipeline;

/// <summary>An incident that is over is played again, and its scores are kept: typed words, pages, a real database.
/// </summary>
[Trait("Requirement", "B37")]
public sealed class PastDrillTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task It_is_played_from_its_id_and_its_score_stands_in_chat_and_on_the_page()
    {
        await using var host = await WholeHost.Start(postgres);
        await host.Type("U0ANA", "declare past payments failed service: payments started: 3h ago ended: 2h ago");
        var started = await host.Type("U0BEN", "drill from INC-1 tabletop");
        Assert.Equal("INC-2", started.IncidentId);
        foreach (
            var words in (string[])["drill next", "impact who: most how-bad: main-flow ongoing: yes", "drill stop"]
        )
        {
            var answer = await host.Type("U0BEN", $"INC-2 {words}");
            Assert.True(answer.Refusal is null && answer.Facts > 0, $"{words}: {answer.Refusal}");
        }

        await host.App.Services.GetRequiredService<FiguresJob>().KeepOnce(CancellationToken.None);
        var scores = (await host.Type("U0ANA", "drill scores")).Reply.Message!.Body;
        Assert.Contains("inc-1", scores, StringComparison.Ordinal);
        Assert.Contains($"{FakeSlack.NameOf("U0BEN")}: 1 in 1", scores, StringComparison.Ordinal);
        using var page = await host.Page("/drills");
        var html = await page.Content.ReadAsStringAsync();
        Assert.Contains("One drill was played", html, StringComparison.Ordinal);
        Assert.Contains("around a table", html, StringComparison.Ordinal);
        Assert.Contains(FakeSlack.NameOf("U0BEN"), html, StringComparison.Ordinal);
        Assert.DoesNotContain("INC-2", await (await host.Page("/insights.csv")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_is_private_is_not_there_for_others_and_not_played_by_its_own()
    {
        await using var host = await WholeHost.Start(postgres);
        await host.Type("U0ANA", "declare private keys may have leaked");
        await host.Type("U0ANA", "INC-1 cancel it was nothing");
        Assert.Equal("no-such-incident", (await host.Type("U0BEN", "drill from INC-1")).Refusal);
        Assert.Equal("no-drill-from", (await host.Type("U0ANA", "drill from INC-1")).Refusal);
        Assert.Equal("no-such-incident", (await host.Type("U0BEN", "drill from INC-99")).Refusal);
    }
}
