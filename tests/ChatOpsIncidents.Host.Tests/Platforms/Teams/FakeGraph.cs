using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>A strict stand-in of Microsoft Graph, only with Graph's own token: the list of a channel's messages, of the
/// team that the app may read, the newest first; channels, as far as the team's owner has agreed, and chats of several
/// people, as far as an admin has.</summary>
internal sealed class FakeGraph
{
    public const string Token = "graph-token";
    public const string CatalogAppId = "2b524e28-95ce-4c9b-9773-4a5bd6ec1770";

    // What a package can ask for: with all messages, with channels, with both.
    private static readonly string[] Packages =
    [
        "ChannelMessage.Read.Group ChatMessage.Read.Chat",
        "Channel.Create.Group",
        "ChannelMessage.Read.Group ChatMessage.Read.Chat Channel.Create.Group",
    ];

    private const string Member = "#microsoft.graph.aadUserConversationMember";

    private const string Messages = FakeChannels.Address + "/{channel}/messages";

    private readonly FakeConnector teams;
    private readonly Lock _gate = new();
    private readonly List<(string Conversation, JsonObject Message)> _said = [];
    private (string Path, IResult Answer)? _next;

    public FakeGraph(FakeConnector teams) => (this.teams, Channels) = (teams, new FakeChannels(teams, this));

    /// <summary>The team's channels that were created.</summary>
    public FakeChannels Channels { get; }

    /// <summary>How many messages a page has at most.</summary>
    public int PageMax { get; set; } = 50;

    /// <summary>Whether the app may not look.</summary>
    public bool Refuses { get; set; }

    /// <summary>The chats that were opened, by their ids.</summary>
    public ConcurrentDictionary<string, FakeChat> Chats { get; } = new();

    /// <summary>What an admin, or the team's owner, has agreed to.</summary>
    public HashSet<string> Granted { get; } =
    [
        "Chat.Create",
        "ChatMember.ReadWrite.WhereInstalled",
        "TeamsAppInstallation.ReadWriteSelfForChat.All",
        FakeChannels.Permission,
    ];

    /// <summary>Whether what is asked is done, and nobody hears of it.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>How often a chat does not know us yet after we were let in.</summary>
    public int EntersLater { get; set; }

    /// <summary>The next call of that path ends so.</summary>
    public void Next(int status, int retryAfter, string path) => _next = (path, new Limited(status, retryAfter));

    /// <summary>Somebody says something in a conversation; nobody is told.</summary>
    public string Say(string conversation, TeamsPerson person, string html)
    {
        var id = teams.NewId();
        var message = new JsonObject
        {
            ["id"] = id,
            ["messageType"] = "message",
            ["createdDateTime"] = DateTimeOffset
                .FromUnixTimeMilliseconds(long.Parse(id, CultureInfo.InvariantCulture))
                .ToString("O"),
            ["from"] = new JsonObject { ["user"] = new JsonObject { ["id"] = person.Id } },
            ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = html },
            ["attachments"] = new JsonArray(),
        };
        lock (_gate)
            _said.Add((conversation, message));
        return id;
    }

    public void Map(WebApplication app)
    {
        app.MapGet(Messages, (HttpContext context, string channel) => List(context, channel));
        app.MapGet(
            Messages + "/{root}/replies",
            (HttpContext context, string channel, string root) => List(context, $"{channel};messageid={root}")
        );
        MapChats(app);
        Channels.Map(app);
    }

    private const string Chat = "/v1.0/chats";

    private void MapChats(WebApplication app)
    {
        app.MapPost(Chat, async Task<IResult> (HttpContext context) => await Take(context, "Chat.Create", OpenChat));
        app.MapPost(
            Chat + "/{id}/installedApps",
            (HttpContext context, string id) =>
                Take(context, "TeamsAppInstallation.ReadWriteSelfForChat.All", body => Install(id, body))
        );
        app.MapPost(
            Chat + "/{id}/members",
            (HttpContext context, string id) =>
                Take(context, "ChatMember.ReadWrite.WhereInstalled", body => Add(id, body))
        );
    }

    internal async Task<IResult> Take(HttpContext context, string permission, Func<JsonObject, IResult> act)
    {
        if (_next is { } next && context.Request.Path.Value!.EndsWith(next.Path, StringComparison.Ordinal))
        {
            _next = null;
            return next.Answer;
        }

        if (context.Request.Headers.Authorization != "Bearer " + Token)
            return Error(401, "InvalidAuthenticationToken");
        if (!Granted.Contains(permission))
            return Error(403, "Forbidden");
        if (context.Request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true)
            return Bad("The body is no JSON.");
        var body = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        var answer = act(body);
        if (LosesAnswers)
            context.Abort();
        return answer;
    }

    private IResult OpenChat(JsonObject body)
    {
        var names = body.Select(one => one.Key).Order();
        if (!names.SequenceEqual(["chatType", "members", "topic"]) || body["chatType"]?.ToString() != "group")
            return Bad("A chat has a type, a topic and members.");
        if (body["topic"]!.ToString() is not { Length: > 0 and <= 250 } topic || topic.Contains(':'))
            return Bad("The topic is none.");
        var members = body["members"]!.AsArray().Select(one => PersonOf(one!.AsObject(), [])).ToArray();
        if (members.Length == 0 || members.Contains(null) || members.Distinct().Count() < members.Length)
            return Bad("The members are none.");
        var id = $"19:{Guid.NewGuid():N}@thread.v2";
        Chats[id] = new FakeChat(topic, new(members.ToDictionary(member => member!, _ => "")));
        return Results.Json(
            new
            {
                id,
                topic,
                chatType = "group",
            },
            statusCode: 201
        );
    }

    private IResult Install(string id, JsonObject body)
    {
        if (!Chats.TryGetValue(id, out var chat))
            return Error(404, "NotFound");
        if (body["teamsApp@odata.bind"]?.ToString() != $"{teams.Address}v1.0/appCatalogs/teamsApps/{CatalogAppId}")
            return Bad("The app is not in the catalogue.");
        if (chat.HasApp)
            return Error(409, "Conflict");
        if (body["consentedPermissionSet"] is { } agreed && !Packages.Contains(NamesOf(agreed)))
            return Bad("What is agreed to is not what a package asks for.");
        (chat.HasApp, chat.EntersLater) = (true, EntersLater);
        return Results.StatusCode(201);
    }

    private static string NamesOf(JsonNode agreed) =>
        string.Join(' ', agreed["resourceSpecificPermissions"]!.AsArray().Select(NameOf));

    private static string? NameOf(JsonNode? permission) =>
        permission!["permissionType"]?.ToString() == "Application" ? permission["permissionValue"]?.ToString() : null;

    private IResult Add(string id, JsonObject body)
    {
        if (!Chats.TryGetValue(id, out var chat))
            return Error(404, "NotFound");
        if (PersonOf(body, ["visibleHistoryStartDateTime"]) is not { } person || chat.Members.ContainsKey(person))
            return Bad("This is no new member.");
        chat.Members[person] = body["visibleHistoryStartDateTime"]?.ToString() ?? "";
        return Results.StatusCode(201);
    }

    // The id in the directory; null: it is no member as Graph wants them.
    private string? PersonOf(JsonObject member, string[] more)
    {
        string[] names = [.. more, "@odata.type", "roles", "user@odata.bind"];
        var isWhole = member.Select(one => one.Key).Order().SequenceEqual(names.Order());
        var start = $"{teams.Address}v1.0/users('";
        var bound = member["user@odata.bind"]?.ToString() ?? "";
        var isOwner = member["roles"] is JsonArray { Count: 1 } roles && roles[0]!.ToString() == "owner";
        if (!isWhole || !isOwner || member["@odata.type"]?.ToString() != Member || !bound.StartsWith(start))
            return null;
        var id = bound[start.Length..^"')".Length];
        return bound.EndsWith("')", StringComparison.Ordinal) && TeamsPerson.All.Any(one => one.Id == id) ? id : null;
    }

    internal IResult Bad(string why)
    {
        teams.Faults.Enqueue("Graph: " + why);
        return Error(400, "BadRequest");
    }

    internal static IResult Error(int status, string code) =>
        Results.Json(new { error = new { code, message = code } }, statusCode: status);

    private IResult List(HttpContext context, string conversation)
    {
        if (Refuses)
            return Results.StatusCode(403);
        if (context.Request.Headers.Authorization != "Bearer " + Token)
            return Results.StatusCode(401);
        var expands = context.Request.Query["$expand"].ToString();
        if (expands is not ("" or "replies") || !int.TryParse(context.Request.Query["$top"], out var top) || top > 50)
            return Bad("Messages come in pages of 50 at most, with nothing but their replies.");
        var posts = Standing(conversation).ToArray();
        foreach (var post in expands == "replies" ? posts : [])
            Expand(post, conversation);
        return Paged(context, posts, Math.Min(top, PageMax));
    }

    // A post brings some of its replies, and says where the others are.
    private void Expand(JsonObject post, string channel)
    {
        var replies = Standing($"{channel};messageid={post["id"]}").ToArray();
        post["replies"] = new JsonArray([.. replies.Take(PageMax)]);
        if (replies.Length > PageMax)
            post["replies@odata.nextLink"] =
                $"{teams.Address}{FakeChannels.Address[1..]}/{Uri.EscapeDataString(channel)}/messages/{post["id"]}"
                + $"/replies?$top=50&$skiptoken={PageMax}";
    }

    private IResult Paged(HttpContext context, JsonObject[] all, int top)
    {
        _ = int.TryParse(context.Request.Query["$skiptoken"], out var from);
        var page = new JsonObject { ["value"] = new JsonArray([.. all.Skip(from).Take(top)]) };
        if (from + top < all.Length)
            page["@odata.nextLink"] =
                $"{teams.Address}{context.Request.Path.Value![1..]}?$top={top}&$skiptoken={from + top}"
                + (context.Request.Query["$expand"] == "replies" ? "&$expand=replies" : "");
        return Results.Text(page.ToJsonString(), "application/json");
    }

    // The newest first.
    private IEnumerable<JsonObject> Standing(string conversation)
    {
        JsonObject[] all;
        lock (_gate)
            all =
            [
                .. teams.In().Where(one => IsIn(one, conversation)).Select(OfOurs),
                .. _said
                    .Where(one => one.Conversation == conversation)
                    .Select(one => one.Message.DeepClone().AsObject()),
            ];
        var root = conversation.Contains(';') ? conversation.Split(";messageid=")[1] : null;
        foreach (var message in all)
            message["replyToId"] = root;
        return all.OrderByDescending(one => one["id"]!.ToString());
    }

    // A channel's posts are the roots of its threads; a thread's replies are all but its root.
    private static bool IsIn(Sent sent, string conversation)
    {
        var isRoot = sent.Conversation.EndsWith(";messageid=" + sent.Id, StringComparison.Ordinal);
        return conversation.Contains(';')
            ? sent.Conversation == conversation && !isRoot
            : isRoot && sent.Conversation.StartsWith(conversation + ";", StringComparison.Ordinal);
    }

    private static JsonObject OfOurs(Sent sent) =>
        new()
        {
            ["id"] = sent.Id,
            ["messageType"] = "message",
            ["createdDateTime"] = DateTimeOffset
                .FromUnixTimeMilliseconds(long.Parse(sent.Id, CultureInfo.InvariantCulture))
                .ToString("O"),
            ["from"] = new JsonObject { ["application"] = new JsonObject { ["id"] = FakeConnector.AppId } },
            ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = "<attachment></attachment>" },
            ["attachments"] = new JsonArray(
                new JsonObject
                {
                    ["contentType"] = "application/vnd.microsoft.card.adaptive",
                    ["content"] = sent.Card.ToJsonString(),
                }
            ),
        };
}

/// <summary>A chat of several people.</summary>
/// <param name="Topic">What it is called.</param>
/// <param name="Members">Who is in it, and since when they read what was said.</param>
internal sealed record FakeChat(string Topic, ConcurrentDictionary<string, string> Members)
{
    public bool HasApp { get; set; }

    public int EntersLater { get; set; }

    /// <summary>Whether the Bot Connector knows that we are in it.</summary>
    public bool LetsUsIn() => HasApp && EntersLater-- <= 0;
}

/// <summary>An answer that says when to come again.</summary>
internal sealed class Limited(int status, int seconds) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }
}
