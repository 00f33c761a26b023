using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ChatOpsIncidents.Host.Tests.Access;

namespace ChatOpsIncidents.Host.Tests.Pages;

public sealed class PagesTests(PagesHost pages) : IClassFixture<PagesHost>
{
    private HttpClient Http => pages.Host.Http;

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
        using var request = new HttpRequestMessage(HttpMethod.Get, At(path));
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await Http.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact, Trait("Requirement", "B22"), Trait("Requirement", "B23")]
    public async Task A_guide_is_read_whole_on_its_page_and_found_in_the_list()
    {
        var page = await Http.GetStringAsync(Page("/runbooks/disk-full"));
        var html = new HtmlParser().ParseDocument(page);
        Assert.Equal(
            ["recognise", "checks", "mitigations", "escalate", "restored"],
            html.QuerySelectorAll("h2").Select(heading => heading.Id)
        );
        Assert.Contains(html.QuerySelectorAll("li code"), code => code.TextContent == "df -h; df -i");
        Assert.DoesNotContain("<mount>", page, StringComparison.Ordinal);
        var list = new HtmlParser().ParseDocument(await Http.GetStringAsync(Page("/runbooks")));
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
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            At($"/api/v1/incidents/INC-1/timeline?format={format}")
        );
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "read-token");
        using var answer = await Http.SendAsync(request);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("checkout fails", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_escapes_what_people_typed_and_hides_private_incidents()
    {
        var list = await Http.GetStringAsync(Page("/incidents"));
        Assert.Contains("INC-1", list, StringComparison.Ordinal);
        Assert.DoesNotContain("leaked", list, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>for</b>", list, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "A16")]
    public async Task The_page_takes_the_same_words_and_refuses_forged_ones()
    {
        using var ana = new Visitor(pages.Host);
        using var read = await ana.Get("/incidents/INC-1");
        using var page = new HtmlParser().ParseDocument(await read.Content.ReadAsStringAsync());
        var token = (IHtmlInputElement)page.QuerySelector("#command input[type=hidden]")!;
        var fields = new Dictionary<string, string>
        {
            ["words"] = "note seen on the page",
            ["as"] = "Ana",
            [token.Name!] = token.Value,
        };
        using var answer = await ana.Post("/incidents/INC-1/command", fields);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        fields.Remove(token.Name!);
        fields["words"] = "note forged";
        using var forged = await ana.Post("/incidents/INC-1/command", fields);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        var now = await Http.GetStringAsync(Page("/incidents/INC-1/live"));
        Assert.Contains("seen on the page", now, StringComparison.Ordinal);
        Assert.DoesNotContain("forged", now, StringComparison.Ordinal);
    }

    private Uri Page(string path) => new(pages.Host.Pages, path);

    private Uri At(string path) =>
        new(path.StartsWith("/api", StringComparison.Ordinal) ? pages.Host.Chat : pages.Host.Pages, path);
}
