using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ChatOpsIncidents.Host.Insights;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Tests.Access;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Pages;

/// <summary>What incidents teach together, through the page's own door, on a real database.</summary>
public sealed class InsightsTests(InsightsHost shared) : IClassFixture<InsightsHost>
{
    private WholeHost Host => shared.Host;

    [Fact, Trait("Requirement", "B41"), Trait("Requirement", "B34")]
    public async Task The_page_has_the_groups_the_figures_with_their_spread_and_the_worst_phase()
    {
        var html = await Read("/insights");
        Assert.Equal("3 incidents compared", html.QuerySelector("h1")!.TextContent);
        Assert.Equal(
            ["Detection", "Coordination", "Fewer surprises", "What recurs"],
            html.QuerySelectorAll("h2").Select(heading => heading.TextContent)
        );
        var detect = html.QuerySelector(".figures li")!.TextContent;
        Assert.Contains("Time to detect", detect, StringComparison.Ordinal);
        Assert.Contains("n = 3", detect, StringComparison.Ordinal);
        Assert.All(
            html.QuerySelectorAll(".figures b"),
            value => Assert.Contains("n = ", value.ParentElement!.TextContent, StringComparison.Ordinal)
        );
        Assert.Contains(
            "Begin there",
            html.QuerySelector("[data-testid=worst]")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact, Trait("Requirement", "B33")]
    public async Task What_came_twice_is_named_with_its_last_incident()
    {
        var html = await Read("/insights");
        var pattern = html.QuerySelector("[data-testid=patterns] li")!.TextContent;
        Assert.Contains("payments, process", pattern, StringComparison.Ordinal);
        Assert.Contains("seen 2 times since", pattern, StringComparison.Ordinal);
        Assert.Contains("last: INC-2", pattern, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_narrows_the_page_and_its_csv_and_a_private_incident_is_in_neither()
    {
        var html = await Read("/insights?service=search");
        Assert.Equal("One incident", html.QuerySelector("h1")!.TextContent);
        var csv = await Text("/insights.csv");
        Assert.Equal(4, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("leaked", csv, StringComparison.Ordinal);
        Assert.Contains("'=1+1 payments slow", csv, StringComparison.Ordinal);
        var one = await Text("/insights.csv?service=search");
        Assert.Equal(2, one.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(HttpStatusCode.OK, (await Host.Page("/insights?severity=often&quarter=soon")).StatusCode);
    }

    [Fact, Trait("Requirement", "B33")]
    public async Task A_new_incident_of_the_service_says_that_it_was_seen_before_and_what_helped()
    {
        await using var host = await WholeHost.Start(new PostgresFixture());
        await InsightsHost.Past(host, "payments slow", "service: payments");
        await InsightsHost.Keep(host);
        await host.Type("U0ANA", "declare major payments fail service: payments");
        await Wait.Until(
            "the pattern is told",
            async () => await Count(host, "select count(*) from fact where kind = 'pattern-seen.v1'") == 1
        );
        var page = await (await host.Page("/incidents/INC-2")).Content.ReadAsStringAsync();
        Assert.Contains("payments, once, in", page, StringComparison.Ordinal);
        await host.Type("U0ANA", "declare major search is empty service: search");
        Assert.False(await host.App.Services.GetRequiredService<PatternWatch>().Tell("INC-3", CancellationToken.None));
        await host.Type("U0ANA", "declare major something is odd");
        await host.Type("U0ANA", "INC-4 service payments");
        await Wait.Until(
            "the pattern is told to the one whose service was named later",
            async () => await Count(host, "select count(*) from fact where kind = 'pattern-seen.v1'") == 2
        );
    }

    [Fact, Trait("Requirement", "B31")]
    public async Task Open_actions_stand_on_a_page_of_their_own_and_leave_it_when_done()
    {
        var html = await Read("/actions");
        Assert.Equal("One action is open", html.QuerySelector("h1")!.TextContent);
        Assert.Contains(
            "a load test in the gate",
            html.QuerySelector("[data-testid=open-actions]")!.TextContent,
            StringComparison.Ordinal
        );
    }

    // What was redacted must not stand on in figures that were reckoned before.
    [Fact]
    public async Task A_redaction_takes_the_figures_with_it()
    {
        await using var host = await WholeHost.Start(new PostgresFixture());
        await InsightsHost.Past(host, "checkout slow", "service: checkout");
        await host.Type("U0ANA", "INC-1 review");
        await host.Type("U0ANA", "INC-1 action @ana a firewall named zebra by 2031-01-31");
        await InsightsHost.Keep(host);
        Assert.Equal(1, await Count(host, "select count(*) from figure where content::text like '%zebra%'"));
        var entry = await Count(host, "select max(seq) from fact where kind like 'action-planned%'");
        await host.Type("U0ANA", $"INC-1 redact {entry} it names a customer");
        var redacted = await host.Type("U0ANA", $"INC-1 redact {entry} it names a customer confirm: {entry}");
        Assert.True(redacted.Facts > 0, redacted.Refusal + redacted.Reply.Message?.Body);
        Assert.Equal(0, await Count(host, "select count(*) from figure where content::text like '%zebra%'"));
        await InsightsHost.Keep(host);
        Assert.Equal(0, await Count(host, "select count(*) from figure where content::text like '%zebra%'"));
    }

    // The host keeps figures that it has read; what the page says is what stands in the database all the same.
    [Fact]
    public async Task Pages_show_what_was_reckoned_last_and_no_word_that_was_redacted_since()
    {
        await using var host = await WholeHost.Start(new PostgresFixture());
        await InsightsHost.Past(host, "checkout slow", "service: checkout");
        await host.Type("U0ANA", "INC-1 review");
        await host.Type("U0ANA", "INC-1 action @ana a firewall named zebra by 2031-01-31");
        await InsightsHost.Keep(host);
        Assert.Contains("zebra", await Text(host, "/actions"), StringComparison.Ordinal);
        Assert.Contains("zebra", await Text(host, "/actions"), StringComparison.Ordinal);
        await host.Type("U0ANA", "INC-1 action @ana a load test in the gate by 2031-02-28");
        await InsightsHost.Keep(host);
        Assert.Contains("a load test in the gate", await Text(host, "/actions"), StringComparison.Ordinal);
        var entry = await Count(host, "select min(seq) from fact where kind like 'action-planned%'");
        await host.Type("U0ANA", $"INC-1 redact {entry} it names a customer confirm: {entry}");
        Assert.DoesNotContain("zebra", await Text(host, "/actions"), StringComparison.Ordinal);
        await InsightsHost.Keep(host);
        var left = await Text(host, "/actions");
        Assert.DoesNotContain("zebra", left, StringComparison.Ordinal);
        Assert.Contains("a load test in the gate", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_see_an_incident_is_asked_for_each_page_anew()
    {
        await using var host = await WholeHost.Start(new PostgresFixture());
        await InsightsHost.Past(host, "checkout slow", "service: checkout");
        await InsightsHost.Keep(host);
        Assert.Contains("One incident", await Text(host, "/insights"), StringComparison.Ordinal);
        await Execute(host, "update incident set is_private = true");
        Assert.DoesNotContain("One incident", await Text(host, "/insights"), StringComparison.Ordinal);
        Assert.DoesNotContain("checkout slow", await Text(host, "/insights.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_that_were_read_once_are_not_read_again()
    {
        await using var host = await WholeHost.Start(new PostgresFixture());
        var source = host.App.Services.GetRequiredService<NpgsqlDataSource>();
        await InsightsHost.Past(host, "checkout slow", "service: checkout");
        await InsightsHost.Keep(host);
        using var kept = new KeptFigures(source);
        var version = Convert.ToUInt32(await Count(host, "select xmin::text::bigint from figure"));
        var first = (await kept.Of([("INC-1", version)], CancellationToken.None))["INC-1"];
        Assert.Same(first, (await kept.Of([("INC-1", version)], CancellationToken.None))["INC-1"]);
        Assert.NotSame(first, (await kept.Of([("INC-1", version + 1)], CancellationToken.None))["INC-1"]);
        await Execute(host, "delete from figure");
        Assert.Empty(await kept.Of([("INC-1", version + 1)], CancellationToken.None));
    }

    [Theory]
    [InlineData(new double[] { }, 0, 0.0, 0.0, 0.0)]
    [InlineData(new[] { 4.0 }, 1, 4.0, 4.0, 4.0)]
    [InlineData(new[] { 4.0, 1.0, 3.0, 2.0 }, 4, 2.5, 1.75, 3.25)]
    public void A_spread_says_how_many_there_were(double[] values, int n, double median, double lower, double upper) =>
        Assert.Equal(
            new Spread(n, median, lower, upper),
            Spread.Of(values.Select(value => (double?)value).Append(null))
        );

    private async Task<IHtmlDocument> Read(string path) => new HtmlParser().ParseDocument(await Text(path));

    private Task<string> Text(string path) => Text(Host, path);

    private static async Task<string> Text(WholeHost host, string path)
    {
        using var answer = await host.Page(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task Execute(WholeHost host, string sql)
    {
        await using var command = host.App.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> Count(WholeHost host, string sql)
    {
        await using var command = host.App.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}

/// <summary>Three incidents that are over, one of them private more, with their figures.</summary>
public sealed class InsightsHost : IAsyncLifetime
{
    public WholeHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Host = await WholeHost.Start(new PostgresFixture());
        await Past(Host, "=1+1 payments slow", "service: payments");
        await Past(Host, "payments fail again", "service: payments");
        await Past(Host, "search is empty", "service: search");
        foreach (var id in (string[])["INC-1", "INC-2"])
        {
            await Host.Type("U0ANA", $"{id} review");
            await Host.Type("U0ANA", $"{id} factor process the gate has no load test");
        }

        await Host.Type("U0ANA", "INC-2 action @ana a load test in the gate by 2031-01-31");
        await Host.Type("U0ANA", "declare private keys may have leaked");
        await Host.Type("U0ANA", "INC-4 cancel a drill of the auditors");
        await Keep(Host);
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();

    internal static async Task Past(WholeHost host, string title, string more)
    {
        var past = await host.Type("U0ANA", $"declare past {title} {more} started: 5h ago ended: 4h ago");
        await host.Type("U0ANA", $"{past.IncidentId} detected-by customer at: 290m ago");
    }

    internal static Task Keep(WholeHost host) =>
        host.App.Services.GetRequiredService<FiguresJob>().KeepOnce(CancellationToken.None);
}
