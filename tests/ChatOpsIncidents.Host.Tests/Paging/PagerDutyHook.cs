using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ChatOpsIncidents.Host.Tests.Paging;

/// <summary>PagerDuty's webhook, as it tells of what people do there.</summary>
internal static class PagerDutyHook
{
    /// <summary>What it signs with.</summary>
    public const string Secret = "lDQHScfUeXUKaQRNF+8XIiDKZ7XX3itBAYzwU0TARw8lJqRnkKl2iB1anSb0Z+IK";

    /// <summary>Somebody acknowledges.</summary>
    /// <param name="host">The host's address for chat and hooks.</param>
    /// <param name="key">The key of the page.</param>
    /// <param name="who">Who.</param>
    /// <returns>The status.</returns>
    public static async Task<int> Acknowledge(Uri host, string key, string who)
    {
        var told = new
        {
            id = "01BRB6ZP4M6T8ZG4X6BP63ZB92",
            event_type = "incident.acknowledged",
            resource_type = "incident",
            occurred_at = "2026-11-30T18:42:10.551Z",
            agent = new { type = "user_reference", summary = who },
            data = new
            {
                id = "PGR0VU2",
                incident_key = key,
                status = "acknowledged",
            },
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["event"] = told });
        var mac = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body));
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host, "/hooks/alerts/pagerduty"));
        request.Content = content;
        request.Headers.Add("X-PagerDuty-Signature", $"v1={mac}");
        request.Headers.Add("X-Webhook-Id", "hook-1");
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
