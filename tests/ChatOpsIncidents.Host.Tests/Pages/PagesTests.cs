using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Pages;

public sealed class PagesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false });
    private WebApplication _app = null!;
    private int _requests;

    public async Task InitializeAsync()
    {
        var database = await postgres.NewDatabase();
        _app = await HostApp.Build(
            ["--urls", "http://127.0.0.1:0"],
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["ConnectionStrings:Incidents"] = database,
                        ["Api:Tokens:test"] = "read-token",
                    }
                );
            }
        );
        await _app.StartAsync();
        _http.BaseAddress = new Uri(_app.Urls.First());
        await Ask("declare major checkout fails <b>for</b> EU cards");
        await Ask("declare private keys may have leaked");
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("/api/v1/incidents", null, 401)]
    [InlineData("/api/v1/incidents", "wrong", 401)]
    [InlineData("/api/v1/incidents", "read-token", 200)]
    [InlineData("/api/v1/incidents?status=often", "read-token", 400)]
    [InlineData("/api/v1/incidents/INC-1", "read-token", 200)]
    [InlineData("/api/v1/incidents/inc-1/timeline?format=md", "read-token", 200)]
    [InlineData("/api/v1/incidents/INC-1/timeline?format=doc", "read-token", 400)]
    [InlineData("/api/v1/incidents/INC-2", "read-token", 404)]
    [InlineData("/api/v1/incidents/INC-2/timeline", "read-token", 404)]
    [InlineData("/api/v1/incidents/INC-77", "read-token", 404)]
    [InlineData("/healthz/live", null, 200)]
    [InlineData("/healthz/ready", null, 200)]
    [InlineData("/incidents/INC-1", null, 200)]
    [InlineData("/incidents/INC-2", null, 404)]
    [InlineData("/ops", null, 200)]
    [InlineData("/runbooks", null, 200)]
    [InlineData("/runbooks/disk-full", null, 200)]
    [InlineData("/runbooks/main-flow-down", null, 404)]
    [InlineData("/playbooks/main-flow-down", null, 200)]
    public async Task Each_address_answers_as_documented(string path, string? token, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact, Trait("Requirement", "B22"), Trait("Requirement", "B23")]
    public async Task A_guide_is_read_whole_on_its_page_and_found_in_the_list()
    {
        var page = await _http.GetStringAsync(new Uri("/runbooks/disk-full", UriKind.Relative));
        var html = new HtmlParser().ParseDocument(page);
        Assert.Equal(
            ["recognise", "checks", "mitigations", "escalate", "restored"],
            html.QuerySelectorAll("h2").Select(heading => heading.Id)
        );
        Assert.Contains(html.QuerySelectorAll("li code"), code => code.TextContent == "df -h; df -i");
        Assert.DoesNotContain("<mount>", page, StringComparison.Ordinal);
        var list = new HtmlParser().ParseDocument(await _http.GetStringAsync(new Uri("/runbooks", UriKind.Relative)));
        Assert.Equal(9, list.QuerySelectorAll(".rows a").Length);
        Assert.NotNull(list.QuerySelector("a[href='/playbooks/data-at-risk']"));
    }

    [Theory]
    [InlineData("json", "application/json")]
    [InlineData("md", "text/markdown")]
    [InlineData("html", "text/html")]
    [InlineData("csv", "text/csv")]
    public async Task A_timeline_is_to_be_had_in_every_format(string format, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/incidents/INC-1/timeline?format={format}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "read-token");
        using var answer = await _http.SendAsync(request);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("checkout fails", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_answer_on_this_machine_only()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/incidents")
        {
            Headers = { Host = "incidents.example.com" },
        };
        using var answer = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        using var forwarded = new HttpRequestMessage(HttpMethod.Get, "/incidents");
        forwarded.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var second = await _http.SendAsync(forwarded);
        Assert.Equal(HttpStatusCode.Forbidden, second.StatusCode);
    }

    [Fact]
    public async Task The_page_escapes_what_people_typed_and_hides_private_incidents()
    {
        var list = await _http.GetStringAsync("/incidents");
        Assert.Contains("INC-1", list, StringComparison.Ordinal);
        Assert.DoesNotContain("leaked", list, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>for</b>", list, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "A16")]
    public async Task The_page_takes_the_same_words_and_refuses_forged_ones()
    {
        using var page = new HtmlParser().ParseDocument(await _http.GetStringAsync("/incidents/INC-1"));
        var token = (IHtmlInputElement)page.QuerySelector("#command input[type=hidden]")!;
        var fields = new Dictionary<string, string>
        {
            ["words"] = "note seen on the page",
            ["as"] = "Ana",
            [token.Name!] = token.Value,
        };
        using var answer = await _http.PostAsync("/incidents/INC-1/command", new FormUrlEncodedContent(fields));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        fields.Remove(token.Name!);
        fields["words"] = "note forged";
        using var forged = await _http.PostAsync("/incidents/INC-1/command", new FormUrlEncodedContent(fields));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        var now = await _http.GetStringAsync("/incidents/INC-1/live");
        Assert.Contains("seen on the page", now, StringComparison.Ordinal);
        Assert.DoesNotContain("forged", now, StringComparison.Ordinal);
    }

    private Task<Outcome> Ask(string words) =>
        _app
            .Services.GetRequiredService<ICommandPipeline>()
            .Run(
                new VerifiedRequest
                {
                    Platform = "slack",
                    Workspace = "T0LOCAL",
                    Id = $"pages-{++_requests}",
                    By = new PlatformPerson("U0ANA", "Ana", null, false, false),
                    Input = new RequestInput.Typed(words),
                    ChannelId = $"C{_requests}",
                },
                CancellationToken.None
            );
}
