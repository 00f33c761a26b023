using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Polly;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Microsoft Graph, as far as the product needs it: channels of the team whose owner lets the app create them
/// and read what stands there, and chats of several people.</summary>
/// <remarks>Source: learn.microsoft.com/graph/api/channel-list-messages, chatmessage-list-replies, channel-post,
/// chat-post, chat-post-installedapps and chat-post-members. Which permission each needs stands in
/// <c>deploy/teams/README.md</c>.</remarks>
public sealed class TeamsGraph
{
    /// <summary>Why a channel cannot be created: another has its name.</summary>
    internal const string NameTakenCode = "NameTaken";

    // A post brings all that was replied to it.
    private const int PageSize = 50,
        PostsPageSize = 20,
        PagesMax = 50;

    private const string Member = "#microsoft.graph.aadUserConversationMember";

    private readonly IHttpClientFactory _http;
    private readonly TeamsLogin _login;
    private readonly TeamsOptions _options;
    private readonly ResiliencePipeline<TeamsAnswer> _once;

    /// <summary>Graph for the configured application.</summary>
    public TeamsGraph(IHttpClientFactory http, TeamsLogin login, IOptions<TeamsOptions> options, TimeProvider clock)
    {
        (_http, _login, _options) = (http, login, options.Value);
        _once = TeamsAnswer.OnceMore(clock, login.RenewForGraph);
    }

    private Uri Base => new(_options.GraphUrl.TrimEnd('/') + "/");

    /// <summary>Whether what stands in a conversation can be read.</summary>
    public bool Reads(string conversation) => _options.CanAskGraph && TeamsPlaces.IsChannel(conversation);

    /// <summary>The messages of a thread, or a channel's posts each with its replies.</summary>
    /// <param name="conversation">The thread or the channel.</param>
    /// <param name="newest">Whether the newest page is enough; of a channel, that of posts alone.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <returns>The messages null: how the reading ended.</returns>
    public async Task<(IReadOnlyList<JsonObject>? Messages, TeamsAnswer End)> Messages(
        string conversation,
        bool newest,
        CancellationToken ct
    )
    {
        List<JsonObject> messages = [];
        Queue<Uri> pages = new([First(conversation, newest)]);
        for (var page = 0; page < PagesMax && pages.TryDequeue(out var address); page++)
        {
            var (body, end) = await Call(HttpMethod.Get, address, null, ct);
            if (end is not TeamsAnswer.Ok)
                return (null, end);
            var some = Listed(body, "value");
            messages.AddRange(some.SelectMany(one => Listed(one, "replies").Prepend(one)));
            foreach (var more in newest ? [] : More(body, some))
                pages.Enqueue(more);
        }

        return (messages, new TeamsAnswer.Ok(null));
    }

    /// <summary>Creates a channel that everybody in the team sees.</summary>
    /// <param name="name">Its name, by Graph's rules.</param>
    /// <param name="about">What it is for.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns><see cref="TeamsAnswer.Ok"/> with its id; refused with <see cref="NameTakenCode"/>: another has the
    /// name.</returns>
    public async Task<TeamsAnswer> OpenChannel(string name, string about, CancellationToken ct)
    {
        var channel = new JsonObject
        {
            ["displayName"] = name,
            ["description"] = about,
            ["membershipType"] = "standard",
        };
        var made = await Create($"teams/{_options.GroupId}/channels", channel, ct);
        return made is TeamsAnswer.Refused { Status: (int)HttpStatusCode.Conflict } taken
            ? taken with
            {
                Code = NameTakenCode,
            }
            : made;
    }

    /// <summary>Opens a chat of several people.</summary>
    /// <param name="topic">What it is called.</param>
    /// <param name="people">Their ids in the directory.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns><see cref="TeamsAnswer.Ok"/> with its id. We are not in it yet.</returns>
    public Task<TeamsAnswer> OpenChat(string topic, IEnumerable<string> people, CancellationToken ct) =>
        Create(
            "chats",
            new JsonObject
            {
                ["chatType"] = "group",
                ["topic"] = topic,
                ["members"] = new JsonArray([.. people.Select(Owner)]),
            },
            ct
        );

    /// <summary>Puts the app into a chat; it may be there already.</summary>
    public async Task<TeamsAnswer> Enter(string chat, CancellationToken ct)
    {
        var app = new JsonObject { ["teamsApp@odata.bind"] = $"{Base}appCatalogs/teamsApps/{_options.CatalogAppId}" };
        if (_options.PackagePermissions is { Count: > 0 } asked)
            app["consentedPermissionSet"] = new JsonObject { ["resourceSpecificPermissions"] = Agreed(asked) };
        var entered = await Create($"chats/{Uri.EscapeDataString(chat)}/installedApps", app, ct);
        return entered is TeamsAnswer.Refused { Status: (int)HttpStatusCode.Conflict }
            ? new TeamsAnswer.Ok(null)
            : entered;
    }

    /// <summary>Lets somebody into a chat, with all that was said there.</summary>
    public Task<TeamsAnswer> LetIn(string chat, string person, CancellationToken ct)
    {
        var member = Owner(person);
        member["visibleHistoryStartDateTime"] = "0001-01-01T00:00:00Z";
        return Create($"chats/{Uri.EscapeDataString(chat)}/members", member, ct);
    }

    private JsonObject Owner(string person) =>
        new()
        {
            ["@odata.type"] = Member,
            ["roles"] = new JsonArray("owner"),
            ["user@odata.bind"] = $"{Base}users('{person}')",
        };

    // Graph wants exactly those that the package asks for, a team's as well.
    private static JsonArray Agreed(IEnumerable<string> asked) =>
        new([
            .. asked.Select(name => new JsonObject { ["permissionValue"] = name, ["permissionType"] = "Application" }),
        ]);

    private static JsonObject[] Listed(JsonObject of, string name) =>
        [.. (of[name] as JsonArray ?? []).OfType<JsonObject>()];

    private IEnumerable<Uri> More(JsonObject body, IEnumerable<JsonObject> posts) =>
        posts.Select(post => Next(post["replies@odata.nextLink"])).Append(Next(body["@odata.nextLink"])).OfType<Uri>();

    // Only where we asked in the first place: an address in an answer leads our token nowhere else.
    private Uri? Next(JsonNode? link) =>
        Uri.TryCreate(link?.ToString(), UriKind.Absolute, out var next)
        && next.GetLeftPart(UriPartial.Authority) == Base.GetLeftPart(UriPartial.Authority)
            ? next
            : null;

    private Uri First(string conversation, bool newest)
    {
        var isWhole = !newest && TeamsPlaces.Root(conversation) is null;
        var wish = isWhole ? $"?$top={PostsPageSize}&$expand=replies" : $"?$top={PageSize}";
        var channel = Uri.EscapeDataString(TeamsPlaces.Base(conversation));
        var posts = $"teams/{_options.GroupId}/channels/{channel}/messages";
        var thread = TeamsPlaces.Root(conversation) is { } root ? $"/{Uri.EscapeDataString(root)}/replies" : "";
        return new Uri(Base, posts + thread + wish);
    }

    private async Task<TeamsAnswer> Create(string path, JsonObject what, CancellationToken ct)
    {
        var (body, end) = await Call(HttpMethod.Post, new Uri(Base, path), what, ct);
        return end is TeamsAnswer.Ok ? new TeamsAnswer.Ok(body["id"]?.ToString()) : end;
    }

    private async Task<(JsonObject Body, TeamsAnswer End)> Call(
        HttpMethod method,
        Uri address,
        JsonObject? content,
        CancellationToken ct
    )
    {
        JsonObject body = [];
        var end = await _once.ExecuteAsync(
            async token =>
                await TeamsAnswer.Ended(
                    async () =>
                    {
                        (body, var answer) = await Send(method, address, content, token);
                        return answer;
                    },
                    token
                ),
            ct
        );
        return (body, end);
    }

    private async Task<(JsonObject Body, TeamsAnswer End)> Send(
        HttpMethod method,
        Uri address,
        JsonObject? content,
        CancellationToken ct
    )
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _login.ForGraph(ct));
        if (content is not null)
            request.Content = JsonContent.Create(content);
        using var client = _http.CreateClient(TeamsSetup.HttpName);
        using var answer = await client.SendAsync(request, ct);
        var body = Read(await answer.Content.ReadAsStringAsync(ct));
        if (!answer.IsSuccessStatusCode)
        {
            var code = CodeOf(body?["error"] as JsonObject);
            return ([], TeamsAnswer.Of(answer.StatusCode, code, answer.Headers.RetryAfter?.Delta));
        }

        return body is null
            ? ([], new TeamsAnswer.Unclear("Graph's answer is no JSON.", MayStand: method != HttpMethod.Get))
            : (body, new TeamsAnswer.Ok(null));
    }

    // That a name is taken stands in words alone: the code beside them is the one of every bad request.
    private static string? CodeOf(JsonObject? error) =>
        error?["message"]?.ToString().Contains("name already exist", StringComparison.OrdinalIgnoreCase) == true
            ? NameTakenCode
            : error?["code"]?.ToString();

    // What was made without anything to say of it has no body.
    private static JsonObject? Read(string text)
    {
        try
        {
            return text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
