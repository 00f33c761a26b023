using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Wire;

/// <summary>How the host answered.</summary>
/// <param name="Status">HTTP status; 0 when no answer came.</param>
/// <param name="Body">The text of the answer.</param>
/// <param name="IsJson">Whether it says so in its content type.</param>
/// <param name="Failure">Slack's word for what went wrong: <c>http_timeout</c>, <c>connection_failed</c>,
/// <c>http_error</c>, <c>too_many_redirects</c>; null for a good acknowledgement.</param>
/// <param name="NoRetry">The host asked not to be told again.</param>
internal sealed record HostAnswer(int Status, string Body, bool IsJson, string? Failure, bool NoRetry)
{
    /// <summary>The answer as an object, if it is one.</summary>
    public JsonObject? Json =>
        IsJson || Body.TrimStart().StartsWith('{') ? Simulator.Json.TryParse(Body) as JsonObject : null;
}

/// <summary>Calls the bot host: signed over the exact bytes, with a fresh time, and with Slack's patience.</summary>
internal sealed class HostCaller(HttpClient http, LocalWorkspace workspace, WireLog log)
{
    public Task<HostAnswer> Form(string path, IEnumerable<KeyValuePair<string, string>> fields, string detail) =>
        Send(path, "application/x-www-form-urlencoded", Encode(fields), detail, []);

    /// <summary>An interaction: one field, <c>payload</c>.</summary>
    public Task<HostAnswer> Interaction(JsonObject payload) =>
        Form("/slack/interactions", [new("payload", payload.ToJsonString())], payload.Text("type") ?? "");

    public Task<HostAnswer> Event(JsonObject envelope, IEnumerable<KeyValuePair<string, string>> headers) =>
        Send(
            "/slack/events",
            "application/json",
            Encoding.UTF8.GetBytes(envelope.ToJsonString()),
            envelope["event"].Text("subtype") ?? envelope["event"].Text("type") ?? envelope.Text("type") ?? "",
            headers
        );

    private static byte[] Encode(IEnumerable<KeyValuePair<string, string>> fields) =>
        Encoding.UTF8.GetBytes(
            string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}"))
        );

    private async Task<HostAnswer> Send(
        string path,
        string type,
        byte[] body,
        string detail,
        IEnumerable<KeyValuePair<string, string>> headers
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(workspace.Options.HostUrl, path));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        var now = workspace.HostNow.ToUnixTimeSeconds();
        request.Headers.Add("X-Slack-Request-Timestamp", now.ToString());
        request.Headers.Add("X-Slack-Signature", SlackSignature.Of(workspace.Options.SigningSecret, now, body));
        request.Headers.TryAddWithoutValidation("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)");
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);

        var started = Stopwatch.GetTimestamp();
        var answer = await Answer(request);
        log.Add(
            "out",
            path,
            answer.Status,
            answer.Failure,
            Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            detail
        );
        return answer;
    }

    private async Task<HostAnswer> Answer(HttpRequestMessage request)
    {
        // Real time: a clock that is turned meanwhile must not cut a call that is on its way.
        using var patience = new CancellationTokenSource(workspace.Options.AcknowledgeWithin, TimeProvider.System);
        try
        {
            using var response = await http.SendAsync(request, patience.Token);
            var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(patience.Token));
            var status = (int)response.StatusCode;
            return new HostAnswer(
                status,
                text,
                response.Content.Headers.ContentType?.MediaType is "application/json",
                FaultOf(status),
                response.Headers.TryGetValues("x-slack-no-retry", out var stop) && stop.FirstOrDefault() is "1"
            );
        }
        catch (OperationCanceledException)
        {
            return new HostAnswer(0, "", false, "http_timeout", false);
        }
        catch (HttpRequestException)
        {
            return new HostAnswer(0, "", false, "connection_failed", false);
        }
    }

    private static string? FaultOf(int status)
    {
        if (status is >= 200 and < 300)
            return null;
        return status is >= 300 and < 400 ? "too_many_redirects" : "http_error";
    }
}
