using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ChatOpsIncidents.Benchmarks;

/// <summary>What others than people in chat send, as the bytes that go over the wire.</summary>
internal static class Requests
{
    /// <summary>A page or an answer of the read API.</summary>
    public static byte[] Get(string path, string? token = null) => [.. Head("GET", path, token), .. "\r\n"u8];

    /// <summary>Alertmanager tells of alerts of one service.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="count">How many, each of another instance.</param>
    public static byte[] Alerts(int first, int count)
    {
        var now = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                version = "4",
                externalURL = "https://alertmanager.example.com",
                groupLabels = new { },
                alerts = Enumerable.Range(first, count).Select(n => Alert(n, now)),
            }
        );
        var length = $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        return
        [
            .. Head("POST", "/hooks/alerts/alertmanager", RunningHost.HookToken),
            .. Encoding.ASCII.GetBytes(length),
            .. body,
        ];
    }

    private static object Alert(int n, string startsAt) =>
        new
        {
            status = "firing",
            labels = new
            {
                alertname = "HighErrorRatio",
                service = "checkout",
                severity = "critical",
                instance = $"web-{n}",
            },
            annotations = new { summary = $"errors of web-{n}" },
            startsAt,
            endsAt = "0001-01-01T00:00:00Z",
            fingerprint = $"bench{n}",
        };

    private static byte[] Head(string method, string path, string? token)
    {
        var proof = token is null ? "" : $"Authorization: Bearer {token}\r\n";
        return Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{proof}");
    }
}
