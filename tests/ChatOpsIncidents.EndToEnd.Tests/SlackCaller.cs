using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>Calls the host as Slack does, with a signature of its own making.</summary>
public sealed class SlackCaller(World world)
{
    private const string Secret = "local-signing-secret";
    private const string Form = "application/x-www-form-urlencoded";
    private int _count;

    /// <summary>A slash command of Ana's, or of another.</summary>
    public Task<HttpResponseMessage> Command(
        string text,
        string channel,
        string? trigger = null,
        string user = Rooms.Ana,
        CancellationToken ct = default
    ) =>
        Send(
            "/slack/commands",
            CommandBody(text, channel, trigger ?? $"kill.{Interlocked.Increment(ref _count)}", user),
            Form,
            ct: ct
        );

    /// <summary>An event that somebody said something.</summary>
    public Task<HttpResponseMessage> Message(
        string text,
        string channel,
        string ts,
        string? eventId = null,
        CancellationToken ct = default
    ) =>
        Send(
            "/slack/events",
            JsonSerializer.Serialize(
                new
                {
                    type = "event_callback",
                    team_id = "T0LOCAL",
                    api_app_id = "A0LOCAL",
                    event_id = eventId ?? $"EvTEST{Interlocked.Increment(ref _count)}",
                    event_time = 1_795_000_000,
                    @event = new
                    {
                        type = "message",
                        channel,
                        channel_type = "channel",
                        user = "U0BENMAIER",
                        text,
                        ts,
                        event_ts = ts,
                    },
                }
            ),
            "application/json",
            ct: ct
        );

    /// <summary>Any body, signed unless told otherwise.</summary>
    public async Task<HttpResponseMessage> Send(
        string path,
        string body,
        string type,
        bool sign = true,
        long ageSeconds = 0,
        string? signature = null,
        CancellationToken ct = default
    )
    {
        var timestamp = (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - ageSeconds).ToString(
            CultureInfo.InvariantCulture
        );
        var hash = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(Secret),
            Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}")
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(world.HostUrl, path));
        request.Content = new StringContent(body, Encoding.UTF8);
        request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(
            type,
            out var parsed
        )
            ? parsed
            : null;
        if (sign)
        {
            request.Headers.TryAddWithoutValidation("X-Slack-Request-Timestamp", timestamp);
            request.Headers.TryAddWithoutValidation(
                "X-Slack-Signature",
                signature ?? "v0=" + Convert.ToHexStringLower(hash)
            );
        }

        return await world.Http.SendAsync(request, ct);
    }

    /// <summary>A slash command's form.</summary>
    public static string CommandBody(string text, string channel, string trigger, string user = Rooms.Ana) =>
        $"token=x&team_id=T0LOCAL&team_domain=northwind&channel_id={channel}&channel_name=x&user_id={user}&user_name=x"
        + $"&command=%2Fincident&text={Uri.EscapeDataString(text)}&api_app_id=A0LOCAL&is_enterprise_install=false"
        + $"&response_url={Uri.EscapeDataString("https://hooks.slack.com/commands/T0LOCAL/1/x")}&trigger_id={trigger}";
}
