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
    [InlineData("/insights", null, 200)]
    [InlineData("/actions", null, 200)]
    [InlineData("/runbooks", null, 200)]
    [InlineData("/runbooks/disk-full", null, 200)]
    [InlineData("/runbooks/main-flow-down", null, 404)]
    [InlineData("/playbooks/main-flow-down", null, 200)]
    [InlineData("/slack/install", null, 302)]
    [InlineData("/slack/oauth", null, 200)]
    [Trait("Fault", "K19")]
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

    [Fact]
    [Trait("Fault", "U43")]
    [Trait("Fault", "U34")]
    public async Task A_phase_that_was_left_out_is_not_shown_as_done_and_the_files_are_at_hand()
    {
        var declared = await pages.Host.Type("UANA", "declare major the gates are shut even-so: yes");
        foreach (
            var words in new[]
            {
                "impact who: most how-bad: main-flow ongoing: yes",
                "rollback gates to 4.1",
                "outcome worked",
            }
        )
            await pages.Host.Type("UANA", $"{declared.IncidentId} {words}");
        var html = new HtmlParser().ParseDocument(await Http.GetStringAsync(Page($"/incidents/{declared.IncidentId}")));
        var steps = html.QuerySelectorAll(".steps li").ToDictionary(step => step.TextContent, step => step.ClassName);
        Assert.Equal(("done", "", "now"), (steps["Contain"], steps["Diagnose"] ?? "", steps["Mitigated"]));
        Assert.Equal(10, html.QuerySelectorAll("[data-testid=rhythm] li").Length);
        Assert.Contains(html.QuerySelectorAll(".exports a"), link => link.TextContent == "md");
    }

    [Fact]
    [Trait("Fault", "U43")]
    [Trait("Fault", "U22")]
    public async Task A_page_has_words_for_a_lost_connection_and_says_how_long_ago()
    {
        var html = new HtmlParser().ParseDocument(await Http.GetStringAsync(Page("/incidents/INC-1")));
        var stale = html.QuerySelector("#stale")!;
        Assert.True(stale.HasAttribute("hidden"));
        Assert.Contains("The connection is lost", stale.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(html.QuerySelectorAll("time[data-ago]"));
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

    [Theory, Trait("Requirement", "B43")]
    [InlineData("public-post", "inc-1-public-post.md", "## What you noticed")]
    [InlineData("handout", "inc-1-handout.md", "## Turning points: what would you do?")]
    [InlineData("one-page", "inc-1-one-page.html", "The order, and when each step was taken")]
    [InlineData("postmortem", "inc-1-postmortem.md", "slug: inc-1")]
    public async Task What_is_made_for_others_is_a_file_of_its_own(string format, string file, string words)
    {
        using var answer = await Http.GetAsync(Page($"/incidents/INC-1/export/{format}"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(file, answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var hidden = await Http.GetAsync(Page($"/incidents/INC-2/export/{format}"));
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
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

    [Fact] // A sibling: where it leads, the app is made with the address of this host and all that it may
    [Trait("Fault", "K19")]
    public async Task Slack_is_asked_to_make_the_app_from_our_manifest_with_our_address()
    {
        using var answer = await Http.GetAsync(At("/slack/install"));
        var leadsTo = Uri.UnescapeDataString(answer.Headers.Location!.OriginalString);
        Assert.StartsWith("https://api.slack.com/apps?new_app=1&manifest_yaml=", leadsTo, StringComparison.Ordinal);
        Assert.Contains($"url: https://{pages.Host.Chat.Authority}/slack/commands", leadsTo, StringComparison.Ordinal);
        Assert.Contains("- usergroups:read\n", leadsTo, StringComparison.Ordinal);
        Assert.Contains("background_color: \"#1f3a5f\"", leadsTo, StringComparison.Ordinal);
        Assert.DoesNotContain("incidents.example.com", leadsTo, StringComparison.Ordinal);
        Assert.Contains("Slack__BotToken", await Http.GetStringAsync(At("/slack/oauth")), StringComparison.Ordinal);
    }

    private Uri At(string path) => new(IsForChat(path) ? pages.Host.Chat : pages.Host.Pages, path);

    private static bool IsForChat(string path) =>
        path.StartsWith("/api", StringComparison.Ordinal) || path.StartsWith("/slack", StringComparison.Ordinal);
}
