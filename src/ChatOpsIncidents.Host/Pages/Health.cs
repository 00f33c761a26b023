using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>Whether the host lives, and whether it can take requests.</summary>
public static class Health
{
    /// <summary>Maps <c>/healthz/live</c>, <c>/healthz/ready</c> and <c>/metrics</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", () => TypedResults.Text("live"));
        routes.MapGet("/healthz/ready", Ready);
        routes.MapPrometheusScrapingEndpoint("/metrics");
    }

    private static async Task<IResult> Ready(NpgsqlDataSource source, CancellationToken ct)
    {
        try
        {
            await using var command = source.CreateCommand(PostgresSql.Text("store/ping"));
            command.CommandTimeout = 3;
            await command.ExecuteScalarAsync(ct);
            return TypedResults.Text("ready");
        }
        catch (NpgsqlException)
        {
            return TypedResults.Text(
                "The database is out of reach.",
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
        }
    }
}
