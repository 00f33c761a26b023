using ChatOpsIncidents.Host.Platforms;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Pipeline;
using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Platforms;

/// <summary>A button that is pressed twice, with two hosts on one database.</summary>
public sealed class ClickDeduplicatorTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly string?[] Press = ["UANA", "C1", "1.1", "INC-1 note pressed"];

    [Fact]
    public async Task Two_presses_that_two_hosts_get_at_once_have_one_effect()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        await harness.Type("ana", "declare checkout fails");
        var hosts = new[] { harness.Pipeline, harness.AnotherHost() };
        var presses = Enumerable.Range(0, 10).Select(number => Pressed($"press:{number}", number % 2));
        await Task.WhenAll(presses);
        Assert.Equal(1, await harness.Count("select count(*) from fact where kind = 'note-taken.v1'"));

        async Task Pressed(string id, int host)
        {
            var clicks = new ClickDeduplicator(new PostgresClicks(harness.Source), harness.Clock);
            var request = await clicks.Once("T0LOCAL", Press, id, CancellationToken.None);
            await hosts[host].Run(harness.Request("ana", "INC-1 note pressed", request), CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_press_a_while_later_or_of_another_is_another()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        var (one, other) = (Host(harness), Host(harness));
        Assert.Equal("a", await Once(one, Press, "a"));
        Assert.Equal("a", await Once(other, Press, "b"));
        Assert.Equal("c", await Once(other, ["UBEN", "C1", "1.1", "INC-1 note pressed"], "c"));
        harness.Clock.Forward(ClickDeduplicator.Together - TimeSpan.FromMilliseconds(1));
        Assert.Equal("a", await Once(other, Press, "d"));
        harness.Clock.Forward(TimeSpan.FromMilliseconds(1));
        Assert.Equal("e", await Once(other, Press, "e"));
        Assert.Equal("e", await Once(one, Press, "f"));
    }

    private static ClickDeduplicator Host(PipelineHarness harness) =>
        new(new PostgresClicks(harness.Source), harness.Clock);

    private static Task<string> Once(ClickDeduplicator host, string?[] press, string id) =>
        host.Once("T0LOCAL", press, id, CancellationToken.None);
}
