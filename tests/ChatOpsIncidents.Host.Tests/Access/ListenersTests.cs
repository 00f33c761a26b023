using System.Net;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.Configuration;

namespace ChatOpsIncidents.Host.Tests.Access;

/// <summary>Two addresses: nothing of one is served by the other.</summary>
public sealed class ListenersTests(ListenersTests.Fixture fixture) : IClassFixture<ListenersTests.Fixture>
{
    private static readonly string[] PagesOnly =
    [
        "/",
        "/incidents",
        "/incidents/INC-1",
        "/runbooks",
        "/ops",
        "/ops/jobs",
        "/metrics",
        "/clock",
        "/site.css",
        "/sign-in/callback",
    ];

    private static readonly string[] ChatOnly =
    [
        "/slack/commands",
        "/api/v1/incidents",
        "/api/v1/freeze",
        "/hooks/x/y",
    ];

    public static TheoryData<string> Pages => [.. PagesOnly];

    public static TheoryData<string> Chat => [.. ChatOnly];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_address_for_chat_serves_no_page(string path)
    {
        foreach (var host in new[] { null, "127.0.0.1:5082", "localhost" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(fixture.Host.Chat, path));
            request.Headers.Host = host;
            using var answer = await fixture.Host.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Empty(await answer.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [MemberData(nameof(Chat))]
    public async Task The_pages_address_takes_nothing_from_outside(string path)
    {
        using var answer = await fixture.Host.Page(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Health_is_told_by_both()
    {
        foreach (var address in new[] { fixture.Host.Chat, fixture.Host.Pages })
        {
            Assert.Equal("live", await fixture.Host.Http.GetStringAsync(new Uri(address, "/healthz/live")));
            Assert.Equal("ready", await fixture.Host.Http.GetStringAsync(new Uri(address, "/healthz/ready")));
        }
    }

    [Theory]
    [InlineData("Host", "incidents.example.com")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("X-Real-IP", "203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    public async Task Without_a_sign_in_what_came_through_a_proxy_is_refused(string header, string value)
    {
        foreach (var path in new[] { "/incidents", "/ops", "/metrics", "/clock" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(fixture.Host.Pages, path));
            request.Headers.TryAddWithoutValidation(header, value);
            using var answer = await fixture.Host.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Every_answer_tells_browsers_what_they_may_do_with_it()
    {
        foreach (
            var address in new[]
            {
                new Uri(fixture.Host.Pages, "/incidents"),
                new Uri(fixture.Host.Pages, "/site.css"),
                new Uri(fixture.Host.Pages, "/no/such/page"),
                new Uri(fixture.Host.Chat, "/incidents"),
                new Uri(fixture.Host.Chat, "/api/v1/incidents"),
            }
        )
        {
            using var answer = await fixture.Host.Http.GetAsync(address);
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        }
    }

    [Theory]
    [InlineData("Web:Listen", "http://0.0.0.0:5082", "no sign-in is set up")]
    [InlineData("Web:Listen", "http://*:5082", "no sign-in is set up")]
    [InlineData("Web:Listen", "http://192.0.2.1:5082", "no sign-in is set up")]
    [InlineData("Web:Listen", "5082", "is no address")]
    [InlineData("Web:Listen", "ftp://127.0.0.1:5082", "is no address")]
    [InlineData("urls", "http://127.0.0.1:5082", "port 5082 is that of the address for chat")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://0.0.0.0:80", "take the place of both")]
    [InlineData("Web:SignIn:Provider", "google", "slack, entra, or empty")]
    [InlineData("Web:SignIn:Provider", "slack", "Web:SignIn:ClientSecret is missing")]
    [InlineData("Web:SignIn:ClientId", "1.2", "Web:SignIn:Provider is not")]
    [InlineData("Web:SignIn:Authority", "http://login.example.com", "no https address")]
    [InlineData("Security:Key", "short", "32 bytes in Base64")]
    public void What_would_open_the_pages_or_half_a_sign_in_stops_the_start(string key, string value, string why)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)])
            .Build();
        var faults = Assert.Throws<ConfigurationFaultException>(() => ConfigurationCheck.All(configuration)).Faults;
        Assert.Contains(faults, fault => fault.Contains(why, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://slack.com/api/", false)]
    [InlineData("https://slack-gov.com/api/", false)]
    [InlineData("http://127.0.0.1:5081/api/", true)]
    public void The_clock_is_never_turned_for_a_real_workspace(string api, bool isAllowed)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Clock:Adjustable"] = "true",
                    ["Slack:BotToken"] = "xoxb-1",
                    ["Slack:SigningSecret"] = "8f742231b10e8888",
                    ["Slack:ApiUrl"] = api,
                }
            )
            .Build();
        Assert.Equal(isAllowed, Record.Exception(() => ConfigurationCheck.All(configuration)) is null);
    }

    /// <summary>One host for all.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        public WholeHost Host { get; private set; } = null!;

        public async Task InitializeAsync() => Host = await WholeHost.Start(new PostgresFixture());

        public async Task DisposeAsync() => await Host.DisposeAsync();
    }
}
