using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ChatOpsIncidents.Host.Tests.Postgres;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOpsIncidents.Host.Tests.Access;

/// <summary>Sign-in by OpenID Connect against a provider over HTTP.</summary>
public sealed class SignInTests(SignInTests.Fixture hosts) : IClassFixture<SignInTests.Fixture>
{
    private const string Tenant = "11111111-2222-3333-4444-555555555555";
    private readonly FakeProvider _provider = hosts.Provider.Reset();

    [Fact]
    public async Task Whoever_signs_in_with_Slack_is_the_same_person_as_in_chat()
    {
        var host = hosts.WithSlack;
        using var ben = new Visitor(host);
        _provider.Claims = Slack(FakeSlack.Ben);
        using var back = await ben.SignIn("/incidents/INC-1");
        Assert.Equal(new Uri("/incidents/INC-1", UriKind.Relative), back.Headers.Location);
        Assert.Equal(FakeSlack.Team, _provider.Asked!["team"]);

        using var page = await ben.Get("/incidents/INC-1");
        using var html = new HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync());
        Assert.Null(html.QuerySelector("#as"));
        Assert.Equal("Ben", html.QuerySelector("[data-testid=signed-in]")!.TextContent);
        var token = (IHtmlInputElement)html.QuerySelector("#command input[type=hidden]")!;
        async Task<string> Say(string words, HttpStatusCode answers = HttpStatusCode.Redirect)
        {
            var fields = new Dictionary<string, string> { ["words"] = words, [token.Name!] = token.Value };
            using var answer = await ben.Post("/incidents/INC-1/command", fields);
            Assert.Equal(answers, answer.StatusCode);
            using var live = await ben.Get("/incidents/INC-1/live");
            return await live.Content.ReadAsStringAsync();
        }

        var timeline = await Say("note seen on the page");
        Assert.Contains("seen on the page", timeline, StringComparison.Ordinal);
        Assert.Contains("<b>Ben </b>", timeline, StringComparison.Ordinal);
        // The lead's alone, on the page as in chat.
        Assert.DoesNotContain(
            "Cancelled",
            await Say("cancel it was a test", HttpStatusCode.Conflict),
            StringComparison.Ordinal
        );
        Assert.Equal("lead-only", (await host.Type(FakeSlack.Ben, "INC-1 cancel it was a test")).Refusal);
    }

    [Fact]
    public async Task Whoever_signs_out_is_out()
    {
        var host = hosts.WithSlack;
        using var ben = new Visitor(host);
        _provider.Claims = Slack(FakeSlack.Ben);
        (await ben.SignIn()).Dispose();
        using var inside = await ben.Get("/incidents");
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
        (await ben.Post("/sign-in/out")).Dispose();
        using var outside = await ben.Get("/incidents");
        Assert.Equal(HttpStatusCode.Redirect, outside.StatusCode);
        using var script = await host.Send(HttpMethod.Post, new Uri(host.Pages, "/incidents/INC-1/command"));
        Assert.Equal(HttpStatusCode.Unauthorized, script.StatusCode);
    }

    [Fact]
    public async Task Whoever_signs_in_with_Entra_proves_the_code_and_is_a_member_of_the_tenant()
    {
        var host = hosts.WithEntra;
        using var ben = new Visitor(host);
        _provider.Claims = Entra();
        using var back = await ben.SignIn();
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Equal("S256", _provider.Asked!["code_challenge_method"]);
        using var page = await ben.Get("/incidents");
        var list = await page.Content.ReadAsStringAsync();
        Assert.Contains("Ben of Entra", list, StringComparison.Ordinal);
        // Incidents of another platform's workspace are not this tenant's.
        Assert.DoesNotContain("checkout fails", list, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acct", "1")]
    [InlineData("acct", null)]
    [InlineData("tid", "99999999-2222-3333-4444-555555555555")]
    [InlineData("tid", null)]
    [InlineData("oid", null)]
    public async Task Guests_and_people_of_other_tenants_are_not_let_in(string claim, string? value)
    {
        var host = hosts.WithEntra;
        var claims = Entra();
        if (value is null)
            claims.Remove(claim);
        else
            claims[claim] = value;
        _provider.Claims = claims;
        await AssertRefused(host, _ => { });
    }

    [Fact]
    public async Task Members_of_another_workspace_are_not_let_in()
    {
        var host = hosts.WithSlack;
        _provider.Claims = Slack(FakeSlack.Ben, team: "T0OTHER");
        await AssertRefused(host, _ => { });
    }

    [Theory]
    [InlineData("stranger's key")]
    [InlineData("changed")]
    [InlineData("without signature")]
    [InlineData("other nonce")]
    public async Task A_token_that_the_provider_did_not_make_for_this_sign_in_is_refused(string how)
    {
        var host = hosts.WithSlack;
        _provider.Claims = Slack(FakeSlack.Ben);
        await AssertRefused(
            host,
            provider =>
            {
                provider.SignsWithStrangersKey = how == "stranger's key";
                provider.OtherNonce = how == "other nonce" ? "nonce-of-another-visit" : null;
                provider.Tamper = how switch
                {
                    "changed" => Changed,
                    "without signature" => token => token[..(token.LastIndexOf('.') + 1)],
                    _ => null,
                };
            }
        );
    }

    [Fact]
    public async Task An_answer_counts_once_and_only_in_the_browser_that_asked()
    {
        var host = hosts.WithSlack;
        _provider.Claims = Slack(FakeSlack.Ben);
        using var ben = new Visitor(host);
        var answer = await ben.AtProvider();
        using var thief = new Visitor(host);
        using var stolen = await thief.Get(answer.PathAndQuery);
        Assert.Equal(HttpStatusCode.Forbidden, stolen.StatusCode);
        using var first = await ben.Get(answer.PathAndQuery);
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        using var replayed = await ben.Get(answer.PathAndQuery);
        Assert.Equal(HttpStatusCode.Forbidden, replayed.StatusCode);
        using var forged = await ben.Get("/sign-in/callback?code=x&state=<script>alert(1)</script>");
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        Assert.DoesNotContain("alert(1)", await forged.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FakeSlack.Eve, "Only full members")]
    [InlineData(FakeSlack.Gus, "Only full members")]
    public async Task Guests_and_those_who_left_may_sign_in_at_Slack_but_see_nothing_here(string who, string why)
    {
        var host = hosts.WithSlack;
        using var visitor = new Visitor(host);
        _provider.Claims = Slack(who);
        (await visitor.SignIn()).Dispose();
        using var page = await visitor.Get("/incidents");
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains(why, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_are_read_with_a_token_where_people_sign_in()
    {
        var host = hosts.WithSlack;
        using var anonymous = await host.Page("/metrics");
        Assert.Equal(HttpStatusCode.Redirect, anonymous.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Pages, "/metrics"));
        request.Headers.Authorization = new("Bearer", "read-token");
        using var scraped = await host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, scraped.StatusCode);
    }

    [Theory]
    [InlineData(FakeSlack.Ana, true)]
    [InlineData(FakeSlack.Ben, false)]
    public async Task Only_operators_start_jobs(string who, bool mayAct)
    {
        var host = hosts.WithSlack;
        using var person = new Visitor(host);
        _provider.Claims = Slack(who);
        (await person.SignIn()).Dispose();
        using var page = await person.Get("/ops/jobs/recurring");
        using var html = new HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync());
        Assert.Equal(mayAct, html.QuerySelector("[data-url$='recurring/trigger']") is not null);
        string? Meta(string name) => html.QuerySelector($"meta[name={name}]")?.GetAttribute("content");
        var (header, token) = (Meta("csrf-header"), Meta("csrf-token"));
        Assert.NotNull(token);

        async Task<int> Trigger(string? name)
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Post,
                new Uri(host.Pages, "/ops/jobs/recurring/trigger")
            );
            request.Content = new FormUrlEncodedContent([new("jobs[]", "housekeeping")]);
            if (name is not null)
                request.Headers.Add(name, token);
            return await person.Status(request);
        }

        var before = LastRun(host);
        Assert.InRange(await Trigger(null), 400, 499); // another site's page sends no token
        Assert.Equal(before, LastRun(host));
        var answer = await Trigger(header);

        Assert.Equal(mayAct ? 204 : 401, answer);
        Assert.Equal(mayAct, LastRun(host) != before);
    }

    // The job that the schedule or somebody began last.
    private static string? LastRun(WholeHost host)
    {
        using var storage = host.App.Services.GetRequiredService<JobStorage>().GetConnection();
        return storage.GetRecurringJobs(["housekeeping"]).Single().LastJobId;
    }

    internal static Dictionary<string, object> Slack(string who, string team = FakeSlack.Team) =>
        new()
        {
            ["https://slack.com/team_id"] = team,
            ["https://slack.com/user_id"] = who,
            ["name"] = FakeSlack.NameOf(who),
        };

    private static Dictionary<string, object> Entra() =>
        new()
        {
            ["tid"] = Tenant,
            ["oid"] = "oid-ben",
            ["acct"] = 0,
            ["name"] = "Ben of Entra",
        };

    // The last letter of the claims: the signature no longer holds.
    private static string Changed(string token)
    {
        var parts = token.Split('.');
        parts[1] = parts[1][..^2] + (parts[1][^2] == 'A' ? "BA" : "AA");
        return string.Join('.', parts);
    }

    private async Task AssertRefused(WholeHost host, Action<FakeProvider> change)
    {
        change(_provider);
        using var visitor = new Visitor(host);
        using var answer = await visitor.SignIn();
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        using var page = await visitor.Get("/incidents");
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
    }

    /// <summary>A host for each provider.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        private FakeSlack _slack = null!;

        public FakeProvider Provider { get; private set; } = null!;

        public WholeHost WithSlack { get; private set; } = null!;

        public WholeHost WithEntra { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            (Provider, _slack) = (await FakeProvider.Start(), await FakeSlack.Start());
            var (postgres, set) = (new PostgresFixture(), WholeHost.WithSignIn(Provider, "slack", FakeSlack.Team));
            WithSlack = await WholeHost.Start(postgres, new(set.Concat(_slack.Settings)));
            WithEntra = await WholeHost.Start(postgres, WholeHost.WithSignIn(Provider, "entra", Tenant));
            foreach (var host in new[] { WithSlack, WithEntra })
                await host.Type(FakeSlack.Ana, "declare major checkout fails");
        }

        public async Task DisposeAsync()
        {
            await WithSlack.DisposeAsync();
            await WithEntra.DisposeAsync();
            await _slack.DisposeAsync();
            await Provider.DisposeAsync();
        }
    }
}
