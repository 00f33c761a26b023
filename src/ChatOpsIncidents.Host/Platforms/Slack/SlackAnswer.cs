using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>How a call of the Web API ended. A value, never an exception: each kind asks for something else.</summary>
public abstract record SlackAnswer
{
    /// <summary><c>ok: true</c>.</summary>
    /// <param name="Body">The answer.</param>
    public sealed record Ok(JsonObject Body) : SlackAnswer;

    /// <summary>Too many calls in too short a time; nothing was done.</summary>
    /// <param name="RetryAfter">How long Slack wants to be left alone.</param>
    /// <param name="Key">The workspace and method that the limit holds for; null: one channel.</param>
    public sealed record RateLimited(TimeSpan RetryAfter, string? Key = null) : SlackAnswer
    {
        /// <summary>Whether Slack itself said so, now or for the time that still runs; else it is our own
        /// pace.</summary>
        public bool IsSlacks { get; init; }
    }

    /// <summary><c>ok: false</c>: the same call will be refused again.</summary>
    /// <param name="Error">Slack's code, for example <c>channel_not_found</c>.</param>
    /// <param name="Messages">Slack's details: what is wrong with which argument, which scope is missing.</param>
    public sealed record Refused(string Error, IReadOnlyList<string> Messages) : SlackAnswer
    {
        /// <summary>The code with its details; Slack's own words about the call's form, never a message's
        /// text.</summary>
        public override string ToString() => Messages.Count == 0 ? Error : $"{Error} ({string.Join("; ", Messages)})";
    }

    /// <summary>No answer that says what happened: a fault of the network, a timeout, a fault of Slack's.</summary>
    /// <param name="Why">One sentence without secrets.</param>
    /// <param name="MayStand">Whether Slack may have carried the call out all the same.</param>
    public sealed record Unclear(string Why, bool MayStand) : SlackAnswer;

    /// <summary>Reads the body of an answer with status 200.</summary>
    internal static SlackAnswer Of(JsonObject body, TimeSpan? retryAfter) =>
        body["ok"] is JsonValue ok && ok.TryGetValue(out bool yes) && yes
            ? new Ok(body)
            : Text(body["error"]) switch
            {
                null => new Unclear("Slack's answer bears neither ok nor an error.", MayStand: true),
                "ratelimited" or "rate_limited" => new RateLimited(retryAfter ?? RetryAfterUnsaid),
                "internal_error" or "fatal_error" or "service_unavailable" or "request_timeout" => new Unclear(
                    $"Slack answered {Text(body["error"])}.",
                    MayStand: true
                ),
                var error => new Refused(error, Details(body)),
            };

    /// <summary>How long to wait when Slack limits a call without saying for how long.</summary>
    internal static readonly TimeSpan RetryAfterUnsaid = TimeSpan.FromSeconds(5);

    // `errors` holds strings from some methods and objects from others: neither may break the reading of the error
    // itself.
    private static List<string> Details(JsonObject body)
    {
        var details = new List<string>();
        if (body["response_metadata"] is JsonObject meta && meta["messages"] is JsonArray messages)
            details.AddRange(messages.Select(Text).OfType<string>());
        if (body["errors"] is JsonArray errors)
            details.AddRange(
                errors
                    .Select(e => e is JsonObject o ? Text(o["error"]) ?? Text(o["message"]) : Text(e))
                    .OfType<string>()
            );
        if (Text(body["needed"]) is { } needed)
            details.Add($"needs the scope {needed}");
        return details.ConvertAll(d => d.Length <= 200 ? d : d[..200]);
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
