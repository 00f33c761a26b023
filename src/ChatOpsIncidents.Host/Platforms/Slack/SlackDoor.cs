using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Lets in what Slack signed and turns everything else away, before a byte of it is understood.</summary>
public sealed class SlackDoor(IOptions<SlackOptions> options, TimeProvider clock, ILogger<SlackDoor> log)
{
    /// <summary>Longest body, in bytes.</summary>
    public const int BodyLengthMax = 1024 * 1024;

    /// <summary>The media type of commands and interactions.</summary>
    public const string Form = "application/x-www-form-urlencoded";

    /// <summary>The media type of events.</summary>
    public const string Json = "application/json";

    /// <summary>Reads and proves a request, then lets it be handled.</summary>
    /// <param name="context">The request.</param>
    /// <param name="mediaType">What it must be.</param>
    /// <param name="handle">Handles the proven body. What it throws for malformed content becomes 400, any other fault
    /// 503: nothing is acknowledged that is not stored.</param>
    public async Task<IResult> Enter(HttpContext context, string mediaType, Func<string, Task<IResult>> handle)
    {
        if (!options.Value.IsConfigured)
            return Away(context, 503, "Slack is not configured here: set Slack__BotToken and Slack__SigningSecret.", 0);
        var body = await Read(context.Request);
        if (body is null)
            return Away(context, 413, "The body is larger than 1 MiB.", BodyLengthMax);
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type))
            return Away(context, 400, "The request names no content type.", body.Length);
        if (!type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
            return Away(context, 415, $"This address takes {mediaType}.", body.Length);
        var headers = context.Request.Headers;
        if (
            !SlackSignature.Verify(
                options.Value.SigningSecret,
                headers["X-Slack-Request-Timestamp"],
                headers["X-Slack-Signature"],
                body,
                clock.GetUtcNow()
            ) && !IsCertificateCheck(context, mediaType, body)
        )
            return Away(context, 401, "The signature is missing, wrong or older than 5 minutes.", body.Length);

        try
        {
            return await handle(Encoding.UTF8.GetString(body));
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException or InvalidDataException)
        {
            return Away(context, 400, "The body is not what Slack sends.", body.Length);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.NotStored(context.Request.Path, fault);
            return Results.Text(
                "The request could not be stored; nothing was done. Please try again.",
                statusCode: 503
            );
        }
    }

    /// <summary>A form's fields, one value each; U+0000 is dropped because it cannot be stored.</summary>
    /// <exception cref="InvalidDataException">Too many or too long fields.</exception>
    public static Dictionary<string, string> Fields(string body)
    {
        using var reader = new FormReader(body);
        return reader.ReadForm().ToDictionary(f => f.Key, f => f.Value[0]?.Replace("\0", "") ?? "");
    }

    /// <summary>A JSON object; U+0000 is dropped from its texts because it cannot be stored.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static JsonObject Object(string json)
    {
        var node = SlackJson.Parse(json);
        if (json.Contains("\\u0000", StringComparison.Ordinal))
            node = WithoutNul(node);
        return node as JsonObject ?? throw new JsonException("The body is no JSON object.");
    }

    private static JsonNode? WithoutNul(JsonNode? node) =>
        node switch
        {
            JsonObject all => new JsonObject(
                all.Select(one => KeyValuePair.Create(one.Key.Replace("\0", ""), WithoutNul(one.Value)))
            ),
            JsonArray all => new JsonArray([.. all.Select(WithoutNul)]),
            JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(text.Replace("\0", "")),
            _ => node?.DeepClone(),
        };

    // Slack tries the certificate of a command's address with this form, unsigned at times. Nothing is done for it.
    private static bool IsCertificateCheck(HttpContext context, string mediaType, byte[] body) =>
        mediaType == Form
        && context.Request.Path.Value?.EndsWith("/commands", StringComparison.Ordinal) == true
        && body.AsSpan().IndexOf("ssl_check=1"u8) >= 0
        && body.Length < 1_000
        && Fields(Encoding.UTF8.GetString(body)).GetValueOrDefault("ssl_check") == "1";

    private static async Task<byte[]?> Read(HttpRequest request)
    {
        if (request.ContentLength > BodyLengthMax)
            return null;
        using var body = new MemoryStream((int)(request.ContentLength ?? 1_024));
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is var read and > 0)
        {
            if (body.Length + read > BodyLengthMax)
                return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private IResult Away(HttpContext context, int status, string why, int bytes)
    {
        log.TurnedAway(context.Request.Path, status, why, bytes);
        return Results.Text(why, statusCode: status);
    }
}
