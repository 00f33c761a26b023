using System.Diagnostics;
using System.Net;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOpsIncidents.Host.Tests.Access;

/// <summary>A plain nginx before the address for chat, as people put it there: it says nothing of where a request came
/// from.</summary>
public sealed class NginxTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private const string Program = "/usr/sbin/nginx";
    private readonly string _folder = PostgresFixture.NewFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Through_it_nothing_is_opened_but_what_proves_itself()
    {
        Assert.True(File.Exists(Program), "nginx is not installed: apt-get install nginx-light");
        await using var slack = await FakeSlack.Start();
        await using var host = await WholeHost.Start(postgres, slack.Settings);
        await host.Type(FakeSlack.Ana, "declare major checkout fails");
        var proxy = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        using var nginx = await Start(proxy, host.Chat);
        try
        {
            var served = new List<string>();
            foreach (var path in Paths(host))
            {
                using var answer = await host.Http.GetAsync(new Uri(proxy, path));
                var words = await answer.Content.ReadAsStringAsync();
                Assert.DoesNotContain("checkout fails", words, StringComparison.Ordinal);
                if (answer.StatusCode != HttpStatusCode.NotFound)
                    served.Add(path);
            }

            Assert.All(served, path => Assert.Matches("^/(slack|hooks|api|healthz)/", path));
            Assert.Equal("live", await host.Http.GetStringAsync(new Uri(proxy, "/healthz/live")));
            using var form = new FormUrlEncodedContent([new("words", "note forged"), new("as", "Ana")]);
            using var forged = await host.Http.PostAsync(new Uri(proxy, "/incidents/INC-1/command"), form);
            Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
        }
        finally
        {
            nginx.Kill(entireProcessTree: true);
            await nginx.WaitForExitAsync();
        }
    }

    private static IEnumerable<string> Paths(WholeHost host) =>
        host
            .App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => Surfaces.PathOf(endpoint, "INC-1"))
            .Append("/site.css")
            .Distinct();

    private async Task<Process> Start(Uri at, Uri before)
    {
        var file = Path.Combine(_folder, "nginx.conf");
        await File.WriteAllTextAsync(
            file,
            $$"""
            daemon off;
            master_process off;
            pid {{_folder}}/pid;
            error_log {{_folder}}/error.log;
            events { }
            http {
              access_log off;
              client_body_temp_path {{_folder}}/body;
              proxy_temp_path {{_folder}}/proxy;
              fastcgi_temp_path {{_folder}}/fastcgi;
              uwsgi_temp_path {{_folder}}/uwsgi;
              scgi_temp_path {{_folder}}/scgi;
              server {
                listen {{at.Authority}};
                location / { proxy_pass {{before.GetLeftPart(UriPartial.Authority)}}; }
              }
            }
            """
        );
        var process = Process.Start(Program, ["-c", file, "-p", _folder, "-e", Path.Combine(_folder, "error.log")]);
        using var http = new HttpClient();
        if (await Wait.For(async () => process.HasExited || await Answers(http, at)) && !process.HasExited)
            return process;
        throw new InvalidOperationException(
            "nginx did not start: " + await File.ReadAllTextAsync(Path.Combine(_folder, "error.log"))
        );
    }

    private static async Task<bool> Answers(HttpClient http, Uri at)
    {
        try
        {
            (await http.GetAsync(new Uri(at, "/healthz/live"))).Dispose();
            return true;
        }
        catch (HttpRequestException)
        {
            return false; // Not yet.
        }
    }
}
