using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Outbound;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Slack's Web API, as far as the product needs it. Its ends are values; only the caller's cancellation is
/// thrown.</summary>
public sealed class SlackClient
{
    /// <summary>The name of its <see cref="HttpClient"/>.</summary>
    public const string HttpName = "slack";

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly IHttpClientFactory _http;
    private readonly SlackOptions _options;
    private readonly SlackPace _pace;
    private readonly TimeProvider _clock;
    private readonly ILogger<SlackClient> _log;
    private readonly ResiliencePipeline<SlackAnswer> _reads;

    /// <summary>A client for the workspace whose token is configured.</summary>
    public SlackClient(
        IHttpClientFactory http,
        IOptions<SlackOptions> options,
        SlackPace pace,
        TimeProvider clock,
        ILogger<SlackClient> log
    )
    {
        _http = http;
        _options = options.Value;
        _pace = pace;
        _clock = clock;
        _log = log;
        _reads = new ResiliencePipelineBuilder<SlackAnswer> { TimeProvider = clock }
            .AddRetry(
                new RetryStrategyOptions<SlackAnswer>
                {
                    ShouldHandle = new PredicateBuilder<SlackAnswer>().HandleResult(a => a is SlackAnswer.Unclear),
                    MaxRetryAttempts = 2,
                    Delay = TimeSpan.FromMilliseconds(200),
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                }
            )
            .Build();
    }

    /// <summary>Calls a method, unless Slack's pace forbids it now: then nothing is sent, and the answer says how long
    /// to wait.</summary>
    /// <param name="workspace">The workspace's id.</param>
    /// <param name="method">A name of <see cref="SlackMethod.All"/>.</param>
    /// <param name="arguments">The arguments; those that are null are left out.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<SlackAnswer> Call(string workspace, string method, JsonObject arguments, CancellationToken ct)
    {
        var known = SlackMethod.All[method];
        var channel = method == "chat.postMessage" ? arguments["channel"]?.GetValue<string>() : null;
        if (_pace.Take(workspace, known, channel) is { } wait)
            return wait;
        var answer = known.Repeatable
            ? await _reads.ExecuteAsync(async token => await Once(known, arguments, token), ct)
            : await Once(known, arguments, ct);
        if (answer is SlackAnswer.Refused refused)
            _log.Refused(method, refused.ToString());
        if (answer is not SlackAnswer.RateLimited limited)
            return answer;
        return limited with { IsSlacks = true, Key = _pace.Hold(workspace, known, limited.RetryAfter, channel) };
    }

    /// <summary>Sends a file's bytes to the address that <c>files.getUploadURLExternal</c> named.</summary>
    public async Task<SlackAnswer> Upload(string uploadUrl, string contentType, byte[] bytes, CancellationToken ct)
    {
        if (!Uri.TryCreate(uploadUrl, UriKind.Absolute, out var url) || !IsSlacks(url))
            return new SlackAnswer.Refused("upload_url_not_slacks", []);
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.TryParse(contentType, out var type)
            ? type
            : new MediaTypeHeaderValue("application/octet-stream");
        return await Send(
            new HttpRequestMessage(HttpMethod.Post, url) { Content = content },
            _ => new SlackAnswer.Ok([]),
            ct
        );
    }

    /// <summary>Reads a file's bytes from the private address that <c>files.info</c> named.</summary>
    /// <param name="address">The address; one that is not Slack's is not called.</param>
    /// <param name="mediaType">What it is to be: without the scope, Slack answers with its sign-in page.</param>
    /// <param name="bytesMax">More is not read.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<(byte[]? Bytes, SlackAnswer End)> Download(
        string address,
        string mediaType,
        long bytesMax,
        CancellationToken ct
    )
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || !IsSlacks(url))
            return (null, new SlackAnswer.Refused("file_address_not_slacks", []));
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _options.BotToken);
        byte[]? bytes = null;
        var end = await Send(
            request,
            async (content, _) =>
            {
                if (IsSignIn(content, mediaType))
                    return new SlackAnswer.Refused("missing_scope", []);
                bytes = await content.ReadAsByteArrayAsync(ct);
                return new SlackAnswer.Ok([]);
            },
            ct,
            bytesMax
        );
        return (bytes, IsDoorShut(end) ? new SlackAnswer.Refused("missing_scope", []) : end);
    }

    // Without the scope Slack sends to its sign-in page, or forbids; what is gone is another matter.
    private static bool IsDoorShut(SlackAnswer end) =>
        end is SlackAnswer.Refused { Error: "http_302" or "http_401" or "http_403" };

    private static bool IsSignIn(HttpContent content, string mediaType) =>
        content.Headers.ContentType?.MediaType == "text/html"
        && !mediaType.StartsWith("text/html", StringComparison.Ordinal);

    /// <summary>Posts to a <c>response_url</c>: no token, up to 5 times within 30 minutes.</summary>
    /// <returns>Refused, and nothing sent, for an address that is not Slack's: a stranger could have supplied
    /// it.</returns>
    public async Task<SlackAnswer> Respond(string responseUrl, JsonObject message, CancellationToken ct)
    {
        if (!Uri.TryCreate(responseUrl, UriKind.Absolute, out var url) || !IsSlacks(url))
            return new SlackAnswer.Refused("response_url_not_slacks", []);
        using var content = JsonBody(message);
        return await Send(new HttpRequestMessage(HttpMethod.Post, url) { Content = content }, ReadResponse, ct);
    }

    /// <summary>Whether an address belongs to Slack, or to the workspace that is configured in its stead.</summary>
    internal bool IsSlacks(Uri url)
    {
        if (!string.IsNullOrEmpty(url.UserInfo))
            return false;
        var api = _options.Api;
        if (url.Host == api.Host && url.Port == api.Port && url.Scheme == api.Scheme)
            return true;
        return url.Scheme == Uri.UriSchemeHttps
            && url.IsDefaultPort
            && (Within("slack.com") || Within("slack-gov.com"));

        bool Within(string domain) => url.Host == domain || url.Host.EndsWith("." + domain, StringComparison.Ordinal);
    }

    private async Task<SlackAnswer> Once(SlackMethod method, JsonObject arguments, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(_options.BotToken))
            return new SlackAnswer.Refused("not_authed", ["Slack:BotToken is not set"]);
        using HttpContent content = method.TakesJson ? JsonBody(arguments) : Form(arguments);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_options.Api, method.Name)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _options.BotToken);
        return await Send(request, ReadAnswer, ct);
    }

    private Task<SlackAnswer> Send(
        HttpRequestMessage request,
        Func<SentBack, SlackAnswer> read,
        CancellationToken ct
    ) => Send(request, async (content, wait) => read(new SentBack(await content.ReadAsStringAsync(ct), wait)), ct);

    private async Task<SlackAnswer> Send(
        HttpRequestMessage request,
        Func<HttpContent, TimeSpan?, Task<SlackAnswer>> read,
        CancellationToken ct,
        long? bytesMax = null
    )
    {
        using var owned = request;
        using var client = _http.CreateClient(HttpName);
        if (bytesMax is { } most)
            client.MaxResponseContentBufferSize = most;
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, ct);
            var retryAfter = response.Wait(_clock.GetUtcNow());
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                return new SlackAnswer.RateLimited(retryAfter ?? SlackAnswer.RetryAfterUnsaid);
            if ((int)response.StatusCode >= 500)
                return new SlackAnswer.Unclear(
                    $"Slack answered with status {(int)response.StatusCode}.",
                    MayStand: true
                );
            return response.IsSuccessStatusCode
                ? await read(response.Content, retryAfter)
                : new SlackAnswer.Refused($"http_{(int)response.StatusCode}", []);
        }
        catch (HttpRequestException fault)
        {
            return new SlackAnswer.Unclear(
                $"Slack could not be reached ({fault.HttpRequestError}).",
                MayStand: !IsBeforeSending(fault.HttpRequestError)
            );
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            var why = $"Slack did not answer within {client.Timeout.TotalSeconds} s.";
            return new SlackAnswer.Unclear(why, MayStand: true);
        }
    }

    private static bool IsBeforeSending(HttpRequestError error) =>
        error
            is HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError;

    private static SlackAnswer ReadAnswer(SentBack sent) =>
        Parse(sent.Body) is { } body
            ? SlackAnswer.Of(body, sent.RetryAfter)
            : new SlackAnswer.Unclear("Slack's answer is not a JSON object.", MayStand: true);

    // response_url answers "ok" as text, or a JSON object where it refuses.
    private static SlackAnswer ReadResponse(SentBack sent) =>
        Parse(sent.Body) is { } body && body.ContainsKey("ok")
            ? SlackAnswer.Of(body, sent.RetryAfter)
            : new SlackAnswer.Ok([]);

    private static JsonObject? Parse(string body)
    {
        try
        {
            return SlackJson.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static StringContent JsonBody(JsonObject arguments)
    {
        var present = new JsonObject(
            arguments
                .Where(a => a.Value is not null)
                .Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value!.DeepClone()))
        );
        return new StringContent(present.ToJsonString(Json), Encoding.UTF8, "application/json");
    }

    private static FormUrlEncodedContent Form(JsonObject arguments) =>
        new(
            arguments
                .Where(a => a.Value is not null)
                .Select(a =>
                    KeyValuePair.Create(
                        a.Key,
                        a.Value is JsonValue value && value.TryGetValue(out string? text)
                            ? text
                            : a.Value!.ToJsonString(Json)
                    )
                )
        );

    private sealed record SentBack(string Body, TimeSpan? RetryAfter);
}
