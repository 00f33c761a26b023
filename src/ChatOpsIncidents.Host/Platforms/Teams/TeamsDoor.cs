using Microsoft.Bot.Builder;
using Microsoft.Extensions.Options;
using Newtonsoft.Json;
using Activity = Microsoft.Bot.Schema.Activity;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Lets in what the Bot Connector signed for our tenant and turns everything else away, before a byte of it is
/// understood.</summary>
internal sealed class TeamsDoor(
    TeamsTokens tokens,
    TeamsHosts hosts,
    TeamsTurn turn,
    TeamsInbound inbound,
    AfterAnswers after,
    IOptions<TeamsOptions> options,
    ILogger<TeamsDoor> log
)
{
    /// <summary>Longest body, in bytes: a message has at most 100 KB.</summary>
    public const int BodyLengthMax = 256 * 1024;

    /// <summary>The channel of the Bot Framework that is Teams.</summary>
    public const string Channel = "msteams";

    /// <summary>Reads and proves a delivery, then has it handled. Nothing is acknowledged that is not stored.</summary>
    public async Task<IResult> Enter(HttpContext context)
    {
        if (!options.Value.IsConfigured)
            return Away(503, $"Teams is not configured here: {string.Join(", ", options.Value.Missing)} is not set.");
        if (context.Request.ContentLength > BodyLengthMax)
            return Away(413, "The body is larger than 256 KiB.");
        if (await Proven(context) is not { } token)
            return Away(401, "The token is missing, wrong or expired.");
        if (await Read(context.Request) is not { } body)
            return Away(413, "The body is larger than 256 KiB.");
        if (Parsed(body) is not { } activity)
            return Away(400, "The body is no activity.");
        if (Fault(activity, token) is var (status, why))
            return Away(status, why);
        return await Handle(context, activity);
    }

    private async Task<TeamsToken?> Proven(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count != 1)
            return null;
        try
        {
            return await tokens.Prove(header[0], context.RequestAborted);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.KeysNotRead(fault.GetType().Name);
            return null;
        }
    }

    private async Task<IResult> Handle(HttpContext context, Activity activity)
    {
        try
        {
            // Not the request's own token: what Teams no longer waits for is stored and answered all the same.
            void Afterwards(Func<Task> work) => after.Do(context.Response, work);
            var answer = await turn.Run(activity, inbound, Afterwards, CancellationToken.None);
            return Result(answer);
        }
        catch (Exception malformed) when (malformed is FormatException or InvalidDataException or JsonException)
        {
            return Away(400, "The activity lacks what Teams always sends.");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.NotStored(activity.Type, fault);
            return Results.Text(
                "The delivery could not be stored; nothing was done. Please try again.",
                statusCode: 503
            );
        }
    }

    private static IResult Result(InvokeResponse? answer)
    {
        if (answer is null)
            return Results.StatusCode(202);
        return answer.Body is { } body
            ? Results.Text(TeamsJson.Write(body), "application/json", statusCode: answer.Status)
            : Results.StatusCode(answer.Status);
    }

    // The first rule that a delivery breaks.
    private (int Status, string Why)? Fault(Activity activity, TeamsToken token)
    {
        if (activity.ChannelId != Channel)
            return (400, "The channel is not msteams.");
        if (!token.Endorsements.Contains(Channel))
            return (401, "The token's key may not sign for Teams.");
        if (hosts.Allowed(activity.ServiceUrl) is null)
            return (403, "The service address is none of Teams'.");
        if (!TeamsHosts.AreSame(token.ServiceUrl, activity.ServiceUrl))
            return (403, "The service address is not the token's.");
        if (string.IsNullOrEmpty(activity.Conversation?.Id) || string.IsNullOrEmpty(activity.From?.Id))
            return (400, "A delivery has a conversation and a sender.");
        return IsOurTenant(activity) ? null : (403, "The tenant is not the one that is served here.");
    }

    // Each of the two places may be left out, and neither may name another.
    private bool IsOurTenant(Activity activity)
    {
        var inConversation = activity.Conversation.TenantId;
        var inData = TeamsJson.Text(TeamsJson.Object(activity.ChannelData, "tenant"), "id");
        var isNamed = !string.IsNullOrEmpty(inConversation) || !string.IsNullOrEmpty(inData);
        return isNamed && IsOurs(inConversation) && IsOurs(inData);
    }

    private bool IsOurs(string? tenant) =>
        string.IsNullOrEmpty(tenant) || tenant.Equals(options.Value.TenantId, StringComparison.OrdinalIgnoreCase);

    private static Activity? Parsed(ReadOnlyMemory<byte> body)
    {
        try
        {
            return TeamsJson.Read(body.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // One byte more than it may have tells that it is longer.
    private static async Task<ReadOnlyMemory<byte>?> Read(HttpRequest request)
    {
        var body = new byte[(int)(request.ContentLength ?? BodyLengthMax) + 1];
        var length = await request.Body.ReadAtLeastAsync(
            body,
            body.Length,
            throwOnEndOfStream: false,
            request.HttpContext.RequestAborted
        );
        if (length > BodyLengthMax)
            return null;
        return body.AsMemory(0, length);
    }

    private IResult Away(int status, string why)
    {
        log.TurnedAway(status, why);
        return Results.Text(why, statusCode: status);
    }
}
