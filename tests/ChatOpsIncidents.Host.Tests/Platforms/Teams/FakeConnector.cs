using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>
/// A strict stand-in of the Bot Connector, of the sign-in that gives bots their tokens, and of the document with the keys
/// of deliveries. What Teams would refuse it refuses; what is wrong with a card is written down.
/// </summary>
internal sealed class FakeConnector : IAsyncDisposable
{
    public const string Tenant = "11111111-2222-3333-4444-555555555555";
    public const string AppId = "99999999-8888-7777-6666-555555555555";
    public const string Secret = "a-secret-of-the-test";
    public const string Channel = "19:incidents0001@thread.tacv2";
    public const string General = "19:general0001@thread.tacv2";
    public const string Group = "19:groupchat1@thread.v2";
    public const string GroupOfTeam = "57fb72d0-d811-46f4-8947-305e6072eaa5";

    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _faults = new();
    private readonly ConcurrentDictionary<string, JsonObject> _members = new();
    private readonly ConcurrentQueue<int> _fileFaults = new();
    private readonly HashSet<string> _shut = [];
    private volatile HeldPost? _held;
    private int _tokens,
        _signIns,
        _hanging;
    private long _lastId = 1_795_235_939_000;

    private FakeConnector(WebApplication app) => (_app, Graph) = (app, new FakeGraph(this));

    /// <summary>What stands in the team's channels, as Microsoft Graph shows it.</summary>
    public FakeGraph Graph { get; }

    /// <summary>The keys that are published now; the first signs.</summary>
    public List<SigningKey> Keys { get; } = [new SigningKey("key-1")];

    /// <summary>What stands in conversations, oldest first.</summary>
    public List<Sent> Messages { get; } = [];

    /// <summary>What Teams would refuse or show wrongly.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>Files by the places that took them.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>The calls that came in: method and path.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>How often the keys were fetched.</summary>
    public int KeyFetches { get; private set; }

    /// <summary>How many tokens were given.</summary>
    public int TokensGiven => _tokens;

    /// <summary>How often a token was asked for.</summary>
    public int SignIns => _signIns;

    /// <summary>How many asked for a token at the same time, at most.</summary>
    public int SignInsAtOnce { get; private set; }

    /// <summary>Whether the sign-in accepts our secret.</summary>
    public bool AcceptsSecret { get; set; } = true;

    /// <summary>Only this token is accepted; null: any that was given.</summary>
    public string? OnlyToken { get; set; }

    /// <summary>The clock of deliveries.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Whether conversations cannot be reached: nothing is done.</summary>
    public bool IsOut { get; set; }

    /// <summary>Whether the sign-in never answers.</summary>
    public bool SignInHangs { get; set; }

    public Uri Address => new(_app.Urls.First());

    /// <summary>The service address of deliveries, without a slash at its end.</summary>
    public string ServiceUrl => $"{Address}connector";

    public static async Task<FakeConnector> Start()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var fake = new FakeConnector(app);
        fake.Map(app);
        foreach (var person in TeamsPerson.All)
            fake._members[person.Address] = person.AsMember();
        await app.StartAsync();
        return fake;
    }

    /// <summary>The host's settings.</summary>
    public Dictionary<string, string?> Settings =>
        new()
        {
            ["Teams:AppId"] = AppId,
            ["Teams:AppPassword"] = Secret,
            ["Teams:TenantId"] = Tenant,
            ["Teams:LoginUrl"] = $"{Address}",
            ["Teams:OpenIdMetadataUrl"] = $"{Address}openid",
            ["Teams:ServiceHosts"] = Address.Authority,
            ["Teams:ChannelId"] = Channel,
        };

    /// <summary>The settings of a host that may open chats.</summary>
    public Dictionary<string, string?> ChatSettings =>
        new(Settings) { ["Teams:CatalogAppId"] = FakeGraph.CatalogAppId, ["Teams:GraphUrl"] = $"{Address}v1.0" };

    /// <summary>The settings of a host that may read the team's channels too.</summary>
    public Dictionary<string, string?> ReadingSettings =>
        new(ChatSettings) { ["Teams:ReadsAllMessages"] = "true", ["Teams:GroupId"] = GroupOfTeam };

    /// <summary>The settings of a host that opens a channel for each incident, too.</summary>
    public Dictionary<string, string?> ChannelSettings =>
        new(ReadingSettings) { ["Teams:ChannelPerIncident"] = "true", ["Teams:TeamId"] = General };

    /// <summary>A delivery's token as the Bot Connector makes it, with changes.</summary>
    public string Token(Action<SecurityTokenDescriptor>? change = null, SigningKey? key = null)
    {
        var now = DateTime.UnixEpoch.AddSeconds(Clock.GetUtcNow().ToUnixTimeSeconds());
        var token = new SecurityTokenDescriptor
        {
            Issuer = "https://api.botframework.com",
            Audience = AppId,
            NotBefore = now.AddMinutes(-1),
            Expires = now.AddHours(1),
            IssuedAt = now,
            Claims = new Dictionary<string, object> { ["serviceurl"] = ServiceUrl },
            SigningCredentials = (key ?? Keys[0]).Credentials,
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    /// <summary>The next calls to conversations end so, each once.</summary>
    public void Next(params Func<HttpContext, Task>[] faults)
    {
        foreach (var fault in faults)
            _faults.Enqueue(fault);
    }

    /// <summary>Whether the next call was to end in a fault: Graph's own loses its answer then.</summary>
    public bool TakesFault() => _faults.TryDequeue(out _);

    /// <summary>The next file is refused with a status.</summary>
    public void NextFile(int status) => _fileFaults.Enqueue(status);

    /// <summary>An answer with a status, headers and a body.</summary>
    public static Func<HttpContext, Task> Answer(int status, string body = "", string? retryAfter = null) =>
        context =>
        {
            context.Response.StatusCode = status;
            if (retryAfter is not null)
                context.Response.Headers.RetryAfter = retryAfter;
            if (status is 307)
                context.Response.Headers.Location = "http://127.0.0.1:9/elsewhere";
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(body);
        };

    /// <summary>The connection breaks; what was asked was done before.</summary>
    public Func<HttpContext, Task> LoseAnswer() =>
        async context =>
        {
            await Handle(context, withFaults: false);
            context.Abort();
        };

    /// <summary>Whoever next posts these words never hears of it.</summary>
    /// <param name="words">The words.</param>
    /// <param name="stands">Whether the post stands all the same.</param>
    /// <returns>Ends when it is so.</returns>
    public Task Hold(string words, bool stands)
    {
        _held = new HeldPost(words, stands, new TaskCompletionSource());
        return _held.Taken.Task;
    }

    /// <summary>A conversation lets nobody write any more; false: again.</summary>
    public void Shut(string conversation, bool isShut = true)
    {
        lock (_gate)
            _ = isShut ? _shut.Add(conversation) : _shut.Remove(conversation);
    }

    /// <summary>Takes a message away, as an owner does.</summary>
    public void Remove(string id)
    {
        lock (_gate)
            Messages.RemoveAll(message => message.Id == id);
    }

    /// <summary>The id of a new message: somebody else's stands in a conversation.</summary>
    public string NewId() => Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);

    /// <summary>What stands now in a conversation, or in all; threads are conversations of their own.</summary>
    public IReadOnlyList<Sent> In(string? conversation = null)
    {
        lock (_gate)
            return [.. Messages.Where(one => conversation is null || one.Conversation == conversation)];
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map(WebApplication app)
    {
        app.MapGet(
            "/openid",
            () =>
            {
                KeyFetches++;
                return Results.Text(
                    $$"""{"issuer":"https://api.botframework.com","jwks_uri":"{{Address}}keys"}""",
                    "application/json"
                );
            }
        );
        app.MapGet("/keys", () => Results.Text(KeySet(), "application/json"));
        app.MapPut(
            "/files/{place}",
            async Task<IResult> (HttpContext context, string place) => await Take(context, place)
        );
        app.MapPost("/{tenant}/oauth2/v2.0/token", GiveToken);
        Graph.Map(app);
        app.Map("/connector/{**path}", context => Handle(context, withFaults: true));
    }

    // A place takes one file, from whoever knows it, and is gone then.
    private async Task<IResult> Take(HttpContext context, string place)
    {
        if (context.Request.Headers.Authorization.Count > 0)
            Faults.Enqueue("A token went to where files are kept.");
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (_fileFaults.TryDequeue(out var status))
            return Results.StatusCode(status);
        if (context.Request.Headers.ContentRange != $"bytes 0-{body.Length - 1}/{body.Length}")
            return Results.StatusCode(416);
        return Files.TryAdd(place, body.ToArray()) ? Results.StatusCode(201) : Results.StatusCode(404);
    }

    private string KeySet() =>
        new JsonObject { ["keys"] = new JsonArray([.. Keys.Select(key => key.Json)]) }.ToJsonString();

    private async Task Hang(CancellationToken givenUp)
    {
        SignInsAtOnce = Math.Max(SignInsAtOnce, Interlocked.Increment(ref _hanging));
        await Wait.Forever(givenUp);
        Interlocked.Decrement(ref _hanging);
    }

    private async Task<IResult> GiveToken(HttpContext context, string tenant)
    {
        Interlocked.Increment(ref _signIns);
        if (SignInHangs)
            await Hang(context.RequestAborted);
        var form = await context.Request.ReadFormAsync();
        if (!AcceptsSecret || form["client_secret"] != Secret || form["client_id"] != AppId || tenant != Tenant)
            return Results.Json(
                new { error = "invalid_client", error_description = "AADSTS7000215: Invalid client secret provided." },
                statusCode: 401
            );
        var isGraph = form["scope"] == $"{Address}.default";
        if (!isGraph && form["scope"] != "https://api.botframework.com/.default")
            return Results.Json(new { error = "invalid_scope" }, statusCode: 400);
        var number = Interlocked.Increment(ref _tokens);
        return Results.Json(
            new
            {
                token_type = "Bearer",
                expires_in = 3599,
                access_token = isGraph ? FakeGraph.Token : $"token-{number}",
            }
        );
    }

    private async Task Handle(HttpContext context, bool withFaults)
    {
        if (withFaults)
        {
            Calls.Enqueue($"{context.Request.Method} {context.Request.Path}");
            var header = context.Request.Headers.Authorization.ToString();
            var isGiven = OnlyToken is { } only
                ? header == "Bearer " + only
                : header.StartsWith("Bearer token-", StringComparison.Ordinal);
            if (!isGiven)
            {
                await Error(401, "BotNotRegistered")(context);
                return;
            }

            if (IsOut)
            {
                await Error(503, "ServiceUnavailable")(context);
                return;
            }

            if (_faults.TryDequeue(out var fault))
            {
                await fault(context);
                return;
            }
        }

        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        if (_held is { Stands: false } lost && text.Contains(lost.Words, StringComparison.Ordinal))
        {
            await Keep(lost, context);
            return;
        }

        var body = text.Length == 0 ? null : JsonNode.Parse(text) as JsonObject;
        var parts = context
            .Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Skip(3)
            .Select(Uri.UnescapeDataString)
            .ToArray();
        await Call(context.Request.Method, parts, body)(context);
        if (_held is { Stands: true } held && text.Contains(held.Words, StringComparison.Ordinal))
            await Keep(held, context);
    }

    private async Task Keep(HeldPost held, HttpContext context)
    {
        _held = null;
        held.Taken.SetResult();
        await Wait.Forever(context.RequestAborted);
    }

    private Func<HttpContext, Task> Call(string method, string[] path, JsonObject? body) =>
        (method, path) switch
        {
            ("POST", []) => Open(body!),
            ("POST", [var conversation, "activities"]) => Post(conversation, body!),
            ("PUT", [var conversation, "activities", var id]) => Put(conversation, id, body!),
            ("GET", [General, "conversations"]) => Answer(200, Graph.Channels.Listed()),
            ("GET", [var conversation, "members", var address]) => Member(conversation, address),
            _ => Error(404, "NotFound"),
        };

    private Func<HttpContext, Task> Open(JsonObject body)
    {
        var address = body["members"]?[0]?["id"]?.ToString() ?? "";
        if (body["isGroup"]?.GetValue<bool>() == true || body["tenantId"]?.ToString() != Tenant)
            return Error(400, "BadArgument");
        return _members.ContainsKey(address)
            ? Answer(201, $$"""{"id":"{{TeamsPerson.ChatOf(address)}}"}""")
            : Error(403, "BotNotInConversationRoster");
    }

    // By the address in messages, or by the id in the directory.
    private Func<HttpContext, Task> Member(string conversation, string address)
    {
        var member = _members.Values.FirstOrDefault(one =>
            one["id"]!.ToString() == address || one["aadObjectId"]!.ToString() == address
        );
        var isIn = member is not null;
        if (!IsKnown(conversation) || !Graph.Channels.IsReady(conversation))
            return Error(404, "ConversationNotFound");
        if (Graph.Chats.TryGetValue(conversation, out var chat))
        {
            if (!chat.LetsUsIn())
                return Error(403, "BotNotInConversationRoster");
            isIn = isIn && chat.Members.ContainsKey(member!["aadObjectId"]!.ToString());
        }

        return isIn ? Answer(200, member!.ToJsonString()) : Error(404, "MemberNotFoundInConversation");
    }

    private Func<HttpContext, Task> Post(string conversation, JsonObject activity)
    {
        if (Refusal(conversation, activity) is { } refusal)
            return refusal;
        lock (_gate)
        {
            var id = NewId();
            var isRoot =
                conversation.Contains("@thread.tacv2", StringComparison.Ordinal) && !conversation.Contains(';');
            Messages.Add(new Sent(isRoot ? $"{conversation};messageid={id}" : conversation, id, activity));
            return Answer(201, $$"""{"id":"{{id}}"}""");
        }
    }

    private Func<HttpContext, Task> Put(string conversation, string id, JsonObject activity)
    {
        if (Refusal(conversation, activity) is { } refusal)
            return refusal;
        lock (_gate)
        {
            var at = Messages.FindIndex(message => message.Id == id);
            if (at < 0)
                return Error(404, "ActivityNotFoundInConversation");
            Messages[at] = Messages[at] with { Activity = activity, Edits = Messages[at].Edits + 1 };
            return Answer(200, $$"""{"id":"{{id}}"}""");
        }
    }

    private Func<HttpContext, Task>? Refusal(string conversation, JsonObject activity)
    {
        if (!IsKnown(conversation))
            return Error(404, "ConversationNotFound");
        var isOutside = Graph.Chats.TryGetValue(conversation, out var chat) && !chat.LetsUsIn();
        if (isOutside || _shut.Contains(conversation.Split(';')[0]))
            return Error(403, "BotNotInConversationRoster");
        var hasText = activity["text"]?.ToString() is { Length: > 0 };
        var cards = activity["attachments"] as JsonArray ?? [];
        if (activity["type"]?.ToString() != "message" || (!hasText && cards.Count == 0))
            return Error(400, "BadSyntax");
        if (hasText && cards.Count > 0)
            Faults.Enqueue("Text and card in one are two messages.");
        if (cards.Count > 0 && activity["summary"] is null)
            Faults.Enqueue("A card without a summary is a notification without words.");
        foreach (var fault in cards.SelectMany(card => FaultsOf(card!.AsObject())))
            Faults.Enqueue(fault);

        return null;
    }

    private bool IsKnown(string conversation) =>
        conversation.StartsWith("a:", StringComparison.Ordinal)
        || conversation.StartsWith(Channel, StringComparison.Ordinal)
        || conversation.StartsWith(General, StringComparison.Ordinal)
        || conversation == Group
        || Graph.Chats.ContainsKey(conversation)
        || Graph.Channels.Exists(conversation);

    private static IEnumerable<string> FaultsOf(JsonObject attachment)
    {
        var content = attachment["content"]!.AsObject();
        var names = string.Join(' ', content.Select(one => one.Key).Order());
        return attachment["contentType"]!.ToString() switch
        {
            Sent.Consent => names == "acceptContext declineContext description sizeInBytes" ? [] : [names],
            Sent.Info => names == "fileType uniqueId" && attachment["contentUrl"] is not null ? [] : [names],
            _ => CardCheck.FaultsOf(content),
        };
    }

    private sealed record HeldPost(string Words, bool Stands, TaskCompletionSource Taken);

    public static Func<HttpContext, Task> Error(int status, string code) =>
        Answer(status, $$$"""{"error":{"code":"{{{code}}}","message":"{{{code}}}"}}""");
}

/// <summary>A message of ours as it stands.</summary>
internal sealed record Sent(string Conversation, string Id, JsonObject Activity, int Edits = 0)
{
    public const string Consent = "application/vnd.microsoft.teams.card.file.consent";
    public const string Info = "application/vnd.microsoft.teams.card.file.info";

    /// <summary>The card.</summary>
    public JsonObject Card => Attachment["content"]!.AsObject();

    /// <summary>The card as it is attached.</summary>
    public JsonObject Attachment => Activity["attachments"]![0]!.AsObject();

    /// <summary>All that stands on the card, in one text.</summary>
    public string Text =>
        Attachment["contentType"]!.ToString() is Consent or Info
            ? $"{Attachment["contentType"]} {Attachment["name"]}"
            : CardText.Of(Card);
}

/// <summary>A key that signs deliveries.</summary>
internal sealed class SigningKey
{
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly string? _endorsement;

    public SigningKey(string id, string? endorsement = "msteams")
    {
        (Id, _endorsement) = (id, endorsement);
        Credentials = new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = id }, SecurityAlgorithms.RsaSha256);
    }

    public string Id { get; }

    public SigningCredentials Credentials { get; }

    public SecurityKey Key => Credentials.Key;

    public JsonObject Json
    {
        get
        {
            var open = _rsa.ExportParameters(includePrivateParameters: false);
            var json = new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["kid"] = Id,
                ["n"] = Base64UrlEncoder.Encode(open.Modulus),
                ["e"] = Base64UrlEncoder.Encode(open.Exponent),
            };
            if (_endorsement is not null)
                json["endorsements"] = new JsonArray(_endorsement);
            return json;
        }
    }
}
