using System.Net.Http.Headers;
using ChatOpsIncidents.Simulator.Workspace;
using Microsoft.AspNetCore.Http.Features;

namespace ChatOpsIncidents.Simulator.Teams;

/// <summary>
/// Stands where Microsoft's Bot Connector stands, between the host and the Agents Playground: what people do there is
/// signed and passed on to the host, and what the host sends goes there. Without <c>Simulator:PlaygroundUrl</c> there
/// is no Teams.
/// </summary>
internal sealed class BotConnector(HttpClient http, LocalWorkspace workspace, ConnectorSignature signature)
{
    /// <summary>The path below which the host is to answer.</summary>
    public const string ServicePath = "/teams/_connector";

    private const string Playground = "/_connector";

    /// <summary>The document that says where the keys are.</summary>
    public IResult Metadata(HttpContext context) =>
        Answer(
            Json.Object(
                ("issuer", ConnectorSignature.Issuer),
                ("jwks_uri", $"{context.Request.Scheme}://{context.Request.Host}/teams/keys")
            )
        );

    /// <summary>The keys of deliveries.</summary>
    public IResult Keys() => Answer(signature.Keys);

    /// <summary>A token for the host's calls: the Playground asks for none.</summary>
    public static IResult Token() =>
        Answer(Json.Object(("token_type", "Bearer"), ("expires_in", 3600), ("access_token", "local-workspace")));

    /// <summary>Signs a delivery and hands it to the host.</summary>
    public async Task Deliver(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var delivery = Json.TryParse(body);
        var appId = delivery?["recipient"].Text("id")?.Split(':')[^1] ?? "";
        var token = signature.Token(appId, delivery.Text("serviceUrl") ?? "", workspace.HostNow);
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(workspace.Options.HostUrl, "/api/messages")
        );
        request.Content = new StringContent(body, null, "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await Pass(context, request);
    }

    /// <summary>Hands a call of the host to the Playground, its path byte by byte.</summary>
    public async Task Call(HttpContext context)
    {
        if (workspace.Options.PlaygroundUrl is not { } playground)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget[ServicePath.Length..];
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method),
            new Uri(playground, Playground + target)
        );
        if (context.Request.HasJsonContentType())
        {
            using var reader = new StreamReader(context.Request.Body);
            request.Content = new StringContent(await reader.ReadToEndAsync(), null, "application/json");
        }

        await Pass(context, request);
    }

    private async Task Pass(HttpContext context, HttpRequestMessage request)
    {
        try
        {
            using var answer = await http.SendAsync(request, context.RequestAborted);
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            await context.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync(context.RequestAborted));
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
        }
    }

    private static IResult Answer(System.Text.Json.Nodes.JsonObject body) =>
        Results.Text(body.ToJsonString(), "application/json");
}

/// <summary>The addresses of the Bot Connector and of the sign-in.</summary>
internal static class TeamsEndpoints
{
    public static void MapTeams(this WebApplication app)
    {
        app.MapGet("/teams/openid", (HttpContext context, BotConnector teams) => teams.Metadata(context));
        app.MapGet("/teams/keys", (BotConnector teams) => teams.Keys());
        app.MapPost("/{tenant:guid}/oauth2/v2.0/token", BotConnector.Token);
        app.MapPost("/teams/api/messages", (HttpContext context, BotConnector teams) => teams.Deliver(context));
        app.Map(
            BotConnector.ServicePath + "/{**path}",
            (HttpContext context, BotConnector teams) => teams.Call(context)
        );
    }
}
