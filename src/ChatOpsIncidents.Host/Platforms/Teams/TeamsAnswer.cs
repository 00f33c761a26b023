using System.Net;
using Microsoft.Bot.Schema;
using Microsoft.Identity.Client;
using Microsoft.Rest;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Polly;
using Polly.Retry;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>How a call of the Bot Connector ended. A value, never an exception: each kind asks for something
/// else.</summary>
public abstract record TeamsAnswer
{
    /// <summary>How long to wait when Teams limits a call without saying for how long.</summary>
    internal static readonly TimeSpan RetryAfterUnsaid = TimeSpan.FromSeconds(5);

    /// <summary>It was done.</summary>
    /// <param name="Id">What was made, by its id; null: Teams does not say.</param>
    public sealed record Ok(string? Id) : TeamsAnswer;

    /// <summary>Too many calls in too short a time, or Teams has no time; nothing was done.</summary>
    /// <param name="RetryAfter">How long Teams wants this conversation to be left alone.</param>
    public sealed record RateLimited(TimeSpan RetryAfter) : TeamsAnswer;

    /// <summary>The same call will be refused again.</summary>
    /// <param name="Status">The status.</param>
    /// <param name="Code">Teams' code, for example <c>BotNotInConversationRoster</c>.</param>
    public sealed record Refused(int Status, string Code) : TeamsAnswer
    {
        /// <summary>The conversation lets nothing in, or what was to be changed is not there or not ours.</summary>
        public bool IsShut => Status is 403 or 404;

        /// <inheritdoc/>
        public override string ToString() => $"{Code} ({Status})";
    }

    /// <summary>No token is given us: an operator has to act.</summary>
    /// <param name="Why">One sentence without secrets.</param>
    public sealed record NotSignedIn(string Why) : TeamsAnswer;

    /// <summary>The sign-in does not answer, so that nothing was sent.</summary>
    public sealed record NoSignIn : TeamsAnswer;

    /// <summary>Another call at the same time was in the way; nothing was done.</summary>
    public sealed record Collided : TeamsAnswer;

    /// <summary>No answer that says what happened.</summary>
    /// <param name="Why">One sentence without secrets.</param>
    /// <param name="MayStand">Whether the call may have been carried out all the same.</param>
    public sealed record Unclear(string Why, bool MayStand) : TeamsAnswer;

    /// <summary>Tries once more: what was in the way is gone a moment later, and a token that was refused is renewed.
    /// </summary>
    internal static ResiliencePipeline<TeamsAnswer> OnceMore(TimeProvider clock, Action renew) =>
        new ResiliencePipelineBuilder<TeamsAnswer> { TimeProvider = clock }
            .AddRetry(
                new RetryStrategyOptions<TeamsAnswer>
                {
                    ShouldHandle = new PredicateBuilder<TeamsAnswer>().HandleResult(a => a is Collided or NotSignedIn),
                    MaxRetryAttempts = 1,
                    Delay = TimeSpan.Zero,
                    OnRetry = retried =>
                    {
                        if (retried.Outcome.Result is NotSignedIn)
                            renew();
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();

    /// <summary>Makes a call and says how it ended; only the caller's own cancellation is thrown.</summary>
    internal static Task<TeamsAnswer> Of(Func<Task<string?>> call, CancellationToken ct) =>
        Ended(async () => new Ok(await call()), ct);

    /// <summary>The same for a call that says itself how it ended.</summary>
    internal static async Task<TeamsAnswer> Ended(Func<Task<TeamsAnswer>> call, CancellationToken ct)
    {
        try
        {
            return await call();
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            return Of(fault);
        }
    }

    private static TeamsAnswer Of(Exception fault) =>
        fault switch
        {
            ErrorResponseException refused => Of(refused.Response, refused.Body?.Error?.Code),
            HttpOperationException refused => Of(refused.Response, null),
            MsalServiceException { StatusCode: >= 400 and < 500 } refused => new NotSignedIn(
                $"The sign-in refuses our application: {refused.ErrorCode}{Hint(refused.Message)}."
            ),
            MsalException or TimeoutException => new NoSignIn(),
            SerializationException or JsonException => new Unclear("Teams' answer is no JSON.", MayStand: true),
            HttpRequestException lost => new Unclear(
                $"Teams could not be reached ({lost.HttpRequestError}).",
                MayStand: !IsBeforeSending(lost.HttpRequestError)
            ),
            OperationCanceledException => new Unclear("Teams did not answer in time.", MayStand: true),
            _ => new Unclear($"A call failed with {fault.GetType().Name}.", MayStand: true),
        };

    private static TeamsAnswer Of(HttpResponseMessageWrapper response, string? code) =>
        Of(response.StatusCode, code ?? CodeOf(response.Content), WaitOf(response));

    /// <summary>What a status that is no success means.</summary>
    /// <param name="code">The status.</param>
    /// <param name="name">The platform's word for it; null: unsaid.</param>
    /// <param name="wait">How long to wait; null: unsaid.</param>
    internal static TeamsAnswer Of(HttpStatusCode code, string? name, TimeSpan? wait)
    {
        var status = (int)code;
        var named = name ?? $"http_{status}";
        return status switch
        {
            (int)HttpStatusCode.TooManyRequests => new RateLimited(wait ?? RetryAfterUnsaid),
            // Whoever says when to come again has not taken it.
            (int)HttpStatusCode.ServiceUnavailable when wait is { } until => new RateLimited(until),
            (int)HttpStatusCode.Unauthorized => new NotSignedIn($"Teams refuses our token: {named}."),
            (int)HttpStatusCode.PreconditionFailed => new Collided(),
            502 or 503 or 504 or 408 => new Unclear($"Teams answered with status {status}.", MayStand: true),
            _ => new Refused(status, named),
        };
    }

    // The codes of the sign-in that people look for: which setting is wrong stands behind them.
    private static string Hint(string message)
    {
        if (message.Contains("AADSTS700016", StringComparison.Ordinal))
            return " (AADSTS700016: Teams:AppId is not known in Teams:TenantId)";
        if (message.Contains("AADSTS7000215", StringComparison.Ordinal))
            return " (AADSTS7000215: Teams:AppPassword is wrong)";
        if (message.Contains("AADSTS7000222", StringComparison.Ordinal))
            return " (AADSTS7000222: Teams:AppPassword has expired)";
        return message.Contains("AADSTS90002", StringComparison.Ordinal)
            ? " (AADSTS90002: Teams:TenantId is wrong)"
            : "";
    }

    // One odd shape of a refusal bears its code within a text.
    private static string? CodeOf(string? content)
    {
        try
        {
            if (string.IsNullOrEmpty(content) || JToken.Parse(content) is not JObject body)
                return null;
            if (TeamsJson.Text(body["error"], "code") is { } code)
                return code;
            return TeamsJson.Text(body, "message")?.Contains("MessageWritesBlocked", StringComparison.Ordinal) == true
                ? "MessageWritesBlocked"
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TimeSpan? WaitOf(HttpResponseMessageWrapper response) =>
        response.Headers.TryGetValue("Retry-After", out var values)
        && int.TryParse(values.FirstOrDefault(), System.Globalization.CultureInfo.InvariantCulture, out var seconds)
        && seconds >= 0
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static bool IsBeforeSending(HttpRequestError error) =>
        error
            is HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError;
}
