using System.Text;
using ChatOpsIncidents.Host.Tests.Access;
using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Signals;

/// <summary>Those who run the host see what is delivered, and what is turned away.</summary>
public sealed class HookOpsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Token = "the-shared-token";

    [Fact]
    public async Task The_page_of_operations_shows_each_source_and_what_was_turned_away()
    {
        await using var host = await WholeHost.Start(postgres, new() { ["Hooks:Token"] = Token });
        Assert.Contains("Nothing was delivered yet", await Ops(host));
        await Post(host, "deploys/generic", """{"id":"d","service":"checkout","version":"4.2"}""", Token);
        await Post(
            host,
            "deploys/generic",
            """{"id":"e","service":"checkout","version":"4.3","environment":"staging"}""",
            Token
        );
        await Post(host, "deploys/github", "{}", null);
        await Post(host, "alerts/alertmanager", "{}", "another-token");
        await Post(host, "alerts/alertmanager", "{}", "another-token");

        var page = await Ops(host);
        Assert.Contains("deploys/generic", page);
        Assert.Contains("2 in 24 h", page);
        Assert.Contains("2, the last with 403: The signature or the token is wrong", page);
        Assert.Contains("1, the last with 401: Not configured: set Hooks__Secrets__github__0.", page);
        Assert.DoesNotContain("another-token", page);
    }

    private static async Task Post(WholeHost host, string path, string body, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Chat, "/hooks/" + path));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        using var answer = await host.Http.SendAsync(request);
    }

    private static async Task<string> Ops(WholeHost host)
    {
        using var answer = await host.Page("/ops");
        return System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
