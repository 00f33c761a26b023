using System.Diagnostics;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.WebApi;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Wire;

/// <summary>Where response URLs point to, and the page on which an installer agrees.</summary>
internal static class ResponseUrlEndpoint
{
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);

    public static void MapWire(this WebApplication app)
    {
        app.MapPost("/response/{**path}", Answer);
        app.MapGet("/oauth/v2/authorize", Authorize);
    }

    private static async Task<IResult> Answer(
        HttpContext context,
        string path,
        LocalWorkspace workspace,
        Answers answers,
        RateLimiter limiter,
        WireLog log
    )
    {
        var started = Stopwatch.GetTimestamp();
        var (error, status) = await Take(context, path, workspace, answers, limiter);
        log.Add("in", "response_url", status, error, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return error is null
            ? Results.Text("ok")
            : Results.Text(
                Json.Object(("ok", false), ("error", error)).ToJsonString(),
                "application/json",
                statusCode: status
            );
    }

    private static async Task<(string? Error, int Status)> Take(
        HttpContext context,
        string path,
        LocalWorkspace workspace,
        Answers answers,
        RateLimiter limiter
    )
    {
        if (workspace.Trouble.Outage is not "off")
            return ("service_unavailable", 503);
        using var reader = new StreamReader(context.Request.Body);
        if (Json.TryParse(await reader.ReadToEndAsync()) is not JsonObject answer)
            return ("invalid_payload", 400);
        try
        {
            lock (workspace.Gate)
            {
                var target = workspace.ResponseUrls.Use(path);
                limiter.CountPost($"{target.Channel} by response_url");
                answers.Apply(target, answer, isAcknowledgement: false);
            }

            return (null, 200);
        }
        catch (SlackFault fault) when (fault.RetryAfter > 0)
        {
            context.Response.Headers.RetryAfter = fault.RetryAfter.ToString();
            return (fault.Code, 429);
        }
        catch (SlackFault fault)
        {
            return (fault.Code, fault.Code is "expired_url" or "used_url" ? 404 : 400);
        }
    }

    private static IResult Authorize(LocalWorkspace workspace, string client_id, string? redirect_uri, string? state)
    {
        if (client_id != workspace.Options.ClientId || !Uri.TryCreate(redirect_uri, UriKind.Absolute, out var back))
            return Results.BadRequest("invalid_client_id");
        var code = LocalWorkspace.Secret();
        lock (workspace.Gate)
            workspace.InstallCodes[code] = workspace.Clock.GetUtcNow() + CodeLife;
        var join = back.Query.Length > 0 ? '&' : '?';
        return Results.Redirect($"{back}{join}code={code}&state={Uri.EscapeDataString(state ?? "")}");
    }
}
