using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Polly;
using Polly.Retry;

namespace ChatOpsIncidents.Host.Outbound;

/// <summary>Calls the systems outside that are told things: pagers, trackers and whoever else has an API.</summary>
/// <remarks><see cref="Post(Uri, byte[], Func{IEnumerable{ValueTuple{string, string}}}?, CancellationToken)"/> and
/// <see cref="Get"/> are for those who know a repeat by its key: a fault is tried once more at once. Everything else is
/// tried again by the outbox.</remarks>
internal sealed class OutboundHttp
{
    /// <summary>The client of calls that somebody waits for: 5 s.</summary>
    public const string Quick = "outbound-quick";

    /// <summary>The client of calls that may take their time: 8 s.</summary>
    public const string Patient = "outbound-patient";

    private readonly IHttpClientFactory _http;
    private readonly TimeProvider _clock;
    private readonly ResiliencePipeline<OutboundAnswer> _retry;

    public OutboundHttp(IHttpClientFactory http, TimeProvider clock)
    {
        (_http, _clock) = (http, clock);
        _retry = new ResiliencePipelineBuilder<OutboundAnswer> { TimeProvider = clock }
            .AddRetry(
                new RetryStrategyOptions<OutboundAnswer>
                {
                    ShouldHandle = new PredicateBuilder<OutboundAnswer>().HandleResult(answer => answer.MayWorkAgain),
                    MaxRetryAttempts = 1,
                    Delay = TimeSpan.FromMilliseconds(200),
                }
            )
            .Build();
    }

    /// <summary>Posts JSON, quickly.</summary>
    /// <param name="address">Where.</param>
    /// <param name="body">What.</param>
    /// <param name="headers">Headers besides the content's; asked for at each try.</param>
    /// <param name="ct">Ends it.</param>
    public Task<OutboundAnswer> Post(
        Uri address,
        byte[] body,
        Func<IEnumerable<(string Name, string Value)>>? headers,
        CancellationToken ct
    ) => Retried(() => Request(HttpMethod.Post, address, body, headers?.Invoke()), ct);

    /// <summary>Posts JSON, quickly.</summary>
    public Task<OutboundAnswer> Post(Uri address, JsonObject body, (string, string)? header, CancellationToken ct) =>
        Post(address, Bytes(body), header is { } one ? () => [one] : null, ct);

    /// <summary>Asks, quickly.</summary>
    public Task<OutboundAnswer> Get(Uri address, (string, string) header, CancellationToken ct) =>
        Retried(() => Request(HttpMethod.Get, address, null, [header]), ct);

    /// <summary>Sends a request once.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="address">Where.</param>
    /// <param name="body">What; null: nothing.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="ct">Ends it.</param>
    public Task<OutboundAnswer> Send(
        HttpMethod method,
        string address,
        JsonNode? body,
        IEnumerable<(string Name, string Value)> headers,
        CancellationToken ct
    ) => Once(Patient, Request(method, new Uri(address), body is null ? null : Bytes(body), headers), ct);

    private async Task<OutboundAnswer> Retried(Func<HttpRequestMessage> make, CancellationToken ct) =>
        await _retry.ExecuteAsync(async token => await Once(Quick, make(), token), ct);

    private async Task<OutboundAnswer> Once(string name, HttpRequestMessage made, CancellationToken ct)
    {
        using var request = made;
        using var client = _http.CreateClient(name);
        try
        {
            using var answer = await client.SendAsync(request, ct);
            var body = await answer.Content.ReadAsStringAsync(ct);
            return new OutboundAnswer((int)answer.StatusCode, body, answer.Wait(_clock.GetUtcNow()));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return OutboundAnswer.None;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return OutboundAnswer.None;
        }
    }

    private static byte[] Bytes(JsonNode body) => Encoding.UTF8.GetBytes(body.ToJsonString());

    private static HttpRequestMessage Request(
        HttpMethod method,
        Uri address,
        byte[]? body,
        IEnumerable<(string Name, string Value)>? headers
    )
    {
        var request = new HttpRequestMessage(method, address) { Version = HttpVersion.Version11 };
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        foreach (var (name, value) in headers ?? [])
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}
