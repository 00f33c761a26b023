using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Microsoft Graph, as far as the product needs it: what stands in the channels of the team whose owner lets
/// the app read them.</summary>
/// <remarks>Source: learn.microsoft.com/graph/api/chatmessage-list-replies; the permission is the resource-specific
/// <c>ChannelMessage.Read.Group</c>.</remarks>
public sealed class TeamsGraph(IHttpClientFactory http, TeamsLogin login, IOptions<TeamsOptions> options)
{
    private const int PageSize = 50,
        PagesMax = 20;

    private static readonly TeamsAnswer.Unclear NoJson = new("Graph's answer is no JSON.", MayStand: false);

    private readonly TeamsOptions _options = options.Value;

    /// <summary>Whether what stands in a conversation can be read.</summary>
    public bool Reads(string conversation) => _options.CanAskGraph && TeamsPlaces.IsChannel(conversation);

    /// <summary>The messages of a thread, or a channel's posts, the newest first.</summary>
    /// <param name="conversation">The thread or the channel.</param>
    /// <param name="newest">Whether the newest page is enough.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <returns>The messages null: how the reading ended.</returns>
    public async Task<(IReadOnlyList<JsonObject>? Messages, TeamsAnswer End)> Messages(
        string conversation,
        bool newest,
        CancellationToken ct
    )
    {
        List<JsonObject> messages = [];
        var next = First(conversation);
        for (var page = 0; page < PagesMax && next is not null; page++)
        {
            var (body, end) = await Get(next, ct);
            if (body is null)
                return (null, end);
            messages.AddRange((body["value"] as JsonArray ?? []).OfType<JsonObject>());
            next = newest ? null : Next(body);
        }

        return (messages, new TeamsAnswer.Ok(null));
    }

    // Only where we asked in the first place: an address in an answer leads our token nowhere else.
    private Uri? Next(JsonObject body) =>
        Uri.TryCreate(body["@odata.nextLink"]?.ToString(), UriKind.Absolute, out var next)
        && next.GetLeftPart(UriPartial.Authority) == Base.GetLeftPart(UriPartial.Authority)
            ? next
            : null;

    private Uri Base => new(_options.GraphUrl.TrimEnd('/') + "/");

    private Uri First(string conversation)
    {
        var channel = Uri.EscapeDataString(TeamsPlaces.Base(conversation));
        var posts = $"teams/{_options.GroupId}/channels/{channel}/messages";
        var thread = TeamsPlaces.Root(conversation) is { } root ? $"/{Uri.EscapeDataString(root)}/replies" : "";
        return new Uri(Base, string.Create(CultureInfo.InvariantCulture, $"{posts}{thread}?$top={PageSize}"));
    }

    private async Task<(JsonObject? Body, TeamsAnswer End)> Get(Uri address, CancellationToken ct)
    {
        JsonObject? body = null;
        var end = await TeamsAnswer.Ended(
            async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await login.ForGraph(ct));
                using var client = http.CreateClient(TeamsSetup.HttpName);
                using var answer = await client.SendAsync(request, ct);
                if (!answer.IsSuccessStatusCode)
                    return TeamsAnswer.Of(answer.StatusCode, name: null, answer.Headers.RetryAfter?.Delta);
                body = await answer.Content.ReadFromJsonAsync<JsonObject>(ct);
                return body is null ? NoJson : new TeamsAnswer.Ok(null);
            },
            ct
        );
        return (body, end);
    }
}
