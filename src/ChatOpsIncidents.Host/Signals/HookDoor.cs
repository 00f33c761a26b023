using System.Security.Cryptography;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;
using ChatOpsIncidents.Host.Signals.Sources;
using Npgsql;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>
/// The one door for hooks: raw bytes, then authenticity, then kept, then acknowledged. What a delivery does is done
/// later and elsewhere.
/// </summary>
public sealed class HookDoor(
    SourceTable sources,
    HookProofs proofs,
    HookLoad load,
    PostgresDeliveries deliveries,
    DeliveryWake wake,
    TimeProvider clock,
    HookRefusals refusals,
    ILogger<HookDoor> log
)
{
    private const int DeliveryIdLengthMax = 200;
    private const int ServiceLengthMax = 100;

    /// <summary>Takes a request, or says why not.</summary>
    /// <param name="context">The request.</param>
    /// <param name="kind">The address's middle part.</param>
    /// <param name="name">The address's last part.</param>
    public async Task<IResult> Enter(HttpContext context, string kind, string name)
    {
        if (sources.Find(kind, name) is not { } source)
            return Away(
                kind,
                "unknown",
                404,
                $"There is no such source; they are {string.Join(", ", sources.Of(kind))}."
            );
        if (!proofs.CanProve(source))
            return Away(kind, source.Name, 401, $"Not configured: set Hooks__Secrets__{source.Name}__0.");
        using var place = await load.Enter(context.RequestAborted);
        if (place is null)
            return Overloaded(context, kind, source.Name);
        if (context.Request.Headers.ContentEncoding.ToString() is { Length: > 0 } and not "identity")
            return Away(kind, source.Name, 415, "Send the body as it is, not compressed.");
        if (await Body(context.Request, source.BodyLengthMax) is not { } body)
            return Away(kind, source.Name, 413, $"At most {source.BodyLengthMax / 1024} KiB.");
        var request = new HookRequest(context.Request.Headers, context.Request.Query, body, clock.GetUtcNow());
        return await proofs.Judge(source, request, context.RequestAborted) switch
        {
            Proof.Right => await Take(context, kind, source, request),
            Proof.Unclear => Overloaded(context, kind, source.Name),
            Proof.Absent => Away(kind, source.Name, 401, "The signature or the token is missing."),
            _ => Away(kind, source.Name, 403, "The signature or the token is wrong, or too old."),
        };
    }

    private async Task<IResult> Take(HttpContext context, string kind, SignalSource source, HookRequest request)
    {
        var delivery = new HookDelivery(
            kind,
            Id(source, request),
            Kept(source, request),
            request.Body,
            request.ReceivedAt
        );
        var reading = source.Read(delivery);
        if (reading is SourceReading.Unreadable unreadable)
            return Away(kind, source.Name, 422, unreadable.Why);
        var ignored = reading as SourceReading.Ignored;
        try
        {
            // Not the request's own token: who no longer waits has delivered all the same.
            var isNew = await deliveries.Keep(source.Name, delivery, ignored?.Why, CancellationToken.None);
            if (isNew && ignored is null)
                wake.Wake();
            return Results.Json(Answer(isNew, ignored), statusCode: StatusCodes.Status202Accepted);
        }
        catch (NpgsqlException fault)
        {
            Log.NotKept(log, fault, kind, source.Name);
            return Overloaded(context, kind, source.Name);
        }
    }

    private static object Answer(bool isNew, SourceReading.Ignored? ignored)
    {
        if (ignored is not null)
            return new { ignored = ignored.Why };
        return isNew ? new { accepted = true } : new { accepted = true, again = true };
    }

    private static string Id(SignalSource source, HookRequest request) =>
        source.DeliveryId(request) is { Length: <= DeliveryIdLengthMax } id
            ? id.Replace("\0", "", StringComparison.Ordinal)
            : Convert.ToHexStringLower(SHA256.HashData(request.Body.Span));

    private static Dictionary<string, string> Kept(SignalSource source, HookRequest request)
    {
        Dictionary<string, string> kept = new(StringComparer.Ordinal);
        foreach (var name in source.Headers.Append("Content-Type"))
        {
            if (request.Only(name) is { } value)
                kept[name] = value;
        }

        if (request.OnlyQuery("service") is { Length: <= ServiceLengthMax } service)
            kept[HookDelivery.ServiceKey] = service;
        return kept;
    }

    private static async Task<byte[]?> Body(HttpRequest request, int lengthMax)
    {
        if (request.ContentLength > lengthMax)
            return null;
        using var body = new MemoryStream((int)(request.ContentLength ?? 4_096));
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is var read and > 0)
        {
            if (body.Length + read > lengthMax)
                return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    // 503 and nothing else: at 429 some wait for minutes, at 4xx others never come back.
    private IResult Overloaded(HttpContext context, string kind, string source)
    {
        context.Response.Headers.RetryAfter = "5";
        return Away(kind, source, StatusCodes.Status503ServiceUnavailable, "Not now. Please deliver it again.");
    }

    private IResult Away(string kind, string source, int status, string why)
    {
        Log.TurnedAway(log, kind, source, status, why);
        refusals.Add(kind, source, status, why);
        return Results.Json(new { error = why }, statusCode: status);
    }
}
