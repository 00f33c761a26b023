using System.Text.Json;

namespace ChatOpsIncidents.Host.Monitoring;

/// <summary>One question to a monitoring system over HTTP. A connection that broke is tried once more, at
/// once.</summary>
public sealed class MonitoringCall(IHttpClientFactory http)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string HttpName = "monitoring";

    private const int Tries = 2;

    /// <summary>Asks.</summary>
    /// <param name="make">Makes the request, anew for each try.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>The status and the body, or why there is none.</returns>
    public async Task<(int Status, byte[] Body, string? NoAnswer)> Ask(
        Func<HttpRequestMessage> make,
        CancellationToken ct
    )
    {
        var why = "";
        for (var tried = 0; tried < Tries; tried++)
        {
            try
            {
                using var client = http.CreateClient(HttpName);
                using var request = make();
                using var answer = await client.SendAsync(request, ct);
                return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(ct), null);
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or IOException)
            {
                ct.ThrowIfCancellationRequested();
                why = Said(fault);
            }
        }

        return (0, [], why);
    }

    /// <summary>As <see cref="Ask"/>, for JSON.</summary>
    public async Task<(int Status, JsonElement? Json, string? NoAnswer)> AskJson(
        Func<HttpRequestMessage> make,
        CancellationToken ct
    )
    {
        var (status, body, noAnswer) = await Ask(make, ct);
        return (status, noAnswer is null ? Parse(body) : null, noAnswer);
    }

    private static string Said(Exception fault) =>
        fault switch
        {
            TaskCanceledException => "it took too long to answer",
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "its name is not known",
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
                "its certificate was not accepted",
            _ => "it cannot be connected",
        };

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
