using System.Text;
using ChatOpsIncidents.Host;
using ChatOpsIncidents.Host.Platforms.Slack;
using ChatOpsIncidents.Host.Platforms.Teams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ChatOpsIncidents.Benchmarks;

/// <summary>The real host in a process of its own, with two addresses more: the least that any host would do.</summary>
internal static class BenchHost
{
    /// <summary>The word that starts this program as the host.</summary>
    public const string Word = "host";

    /// <summary>Checks the signature, and nothing else. The address for chat serves few paths; this is below one of
    /// them.</summary>
    public const string Bare = "/api/bench/bare";

    /// <summary>Checks the signature and stores one row.</summary>
    public const string BareInsert = "/api/bench/insert";

    /// <summary>Checks the token of a delivery of Teams, and nothing else.</summary>
    public const string BareTeams = "/api/bench/teams";

    /// <summary>Comes before the database's address on the host's output.</summary>
    public const string DatabaseLine = "bench-database ";

    /// <summary>Runs until it is told to stop.</summary>
    public static async Task<int> Run(string[] args)
    {
        await using var host = await HostApp.Build(args);
        var source = host.Services.GetRequiredService<NpgsqlDataSource>();
        await using (var table = source.CreateCommand(Sql.BareTable))
            await table.ExecuteNonQueryAsync();
        Map(host, source);
        Console.WriteLine(DatabaseLine + source.ConnectionString);
        await host.RunAsync();
        return 0;
    }

    private static void Map(WebApplication host, NpgsqlDataSource source)
    {
        host.MapPost(
            Bare,
            async (HttpContext http) => await Verified(http) is null ? Results.Unauthorized() : Results.Ok()
        );
        host.MapPost(
            BareInsert,
            async (HttpContext http) =>
            {
                if (await Verified(http) is not { } body)
                    return Results.Unauthorized();
                await using var insert = source.CreateCommand(Sql.InsertBare);
                insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = body });
                await insert.ExecuteNonQueryAsync();
                return Results.Ok();
            }
        );
        host.MapPost(
            BareTeams,
            async (HttpContext http, TeamsTokens tokens) =>
            {
                await Body(http);
                var token = await tokens.Prove(http.Request.Headers.Authorization, http.RequestAborted);
                return token is null ? Results.Unauthorized() : Results.Ok();
            }
        );
    }

    private static async Task<string?> Verified(HttpContext http)
    {
        var body = await Body(http);
        var (timestamp, signature) = (
            http.Request.Headers["X-Slack-Request-Timestamp"],
            http.Request.Headers["X-Slack-Signature"]
        );
        return SlackSignature.Verify(Slack.Secret, timestamp, signature, body, DateTimeOffset.UtcNow)
            ? Encoding.UTF8.GetString(body)
            : null;
    }

    private static async Task<byte[]> Body(HttpContext http)
    {
        using var memory = new MemoryStream();
        await http.Request.Body.CopyToAsync(memory);
        return memory.ToArray();
    }
}
