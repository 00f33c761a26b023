using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Platforms.Slack;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChatOpsIncidents.Host.Tests.Slack;

/// <summary>The adapter over a scripted Slack: each method answers what the test queued, else a plain
/// success.</summary>
internal sealed class SlackBench : HttpMessageHandler, IHttpClientFactory
{
    private readonly Dictionary<string, Queue<Func<HttpResponseMessage>>> answers = [];

    public SlackBench(string? botToken = "xoxb-test")
    {
        Options = new SlackOptions { BotToken = botToken, SigningSecret = "8f742231b10e8888abcd99yyyzzz85a5" };
        Pace = new SlackPace(Clock);
        Client = new SlackClient(
            this,
            Microsoft.Extensions.Options.Options.Create(Options),
            Pace,
            Clock,
            NullLogger<SlackClient>.Instance
        );
        Workspaces = new SlackWorkspaces(Client);
        var posts = new SlackPosts(Client, Workspaces, Clock, NullLogger<SlackPosts>.Instance);
        Chat = new SlackChat(
            Client,
            posts,
            new SlackPages(posts, new SlackGroups(Client, Clock)),
            new SlackRooms(Client, Workspaces, Clock),
            new SlackFiles(Client, Clock),
            new SlackHistory(
                Client,
                Workspaces,
                new SlackNames(Client, new PeopleDirectory(), new SlackGroups(Client, Clock)),
                Clock
            ),
            Clock
        );
    }

    public TurnedClock Clock { get; } = new();

    public SlackOptions Options { get; }

    public SlackPace Pace { get; }

    public SlackClient Client { get; }

    public SlackWorkspaces Workspaces { get; }

    public SlackChat Chat { get; }

    /// <summary>What was sent: the method (or the address), and its arguments.</summary>
    public List<(string Method, JsonObject Arguments)> Sent { get; } = [];

    public IReadOnlyList<string> Methods
    {
        get
        {
            lock (Sent)
                return Sent.ConvertAll(s => s.Method);
        }
    }

    public JsonObject Last(string method)
    {
        lock (Sent)
            return Sent.Last(s => s.Method == method).Arguments;
    }

    public SlackBench On(
        string method,
        string json,
        HttpStatusCode status = HttpStatusCode.OK,
        int? retryAfter = null
    ) =>
        On(
            method,
            () =>
            {
                var response = new HttpResponseMessage(status)
                {
                    Content = new StringContent(json, Encoding.UTF8, "application/json"),
                };
                if (retryAfter is { } seconds)
                    response.Headers.Add("Retry-After", seconds.ToString());
                return response;
            }
        );

    public SlackBench On(string method, Func<HttpResponseMessage> answer)
    {
        if (!answers.TryGetValue(method, out var queue))
            answers[method] = queue = new Queue<Func<HttpResponseMessage>>();
        queue.Enqueue(answer);
        return this;
    }

    public static Delivery Deliver(
        Effect effect,
        MessagePlace? at = null,
        bool unclear = false,
        long id = 77,
        RenderedFile? file = null
    ) => new(id, unclear ? 2 : 1, unclear, "T1", "INC-7", effect, at, file);

    /// <summary>This script as a handler that a host may dispose.</summary>
    public HttpMessageHandler Shared() => new Passing(this);

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var method =
            request.RequestUri!.Host == "slack.com" ? request.RequestUri.Segments[^1] : request.RequestUri.AbsoluteUri;
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (Sent)
            Sent.Add((method, Read(request, body)));
        if (answers.TryGetValue(method, out var queue) && queue.Count > 0)
            return queue.Dequeue()();
        var user = method == "users.info" ? HttpUtility.ParseQueryString(body)["user"] : null;
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(
                method switch
                {
                    "users.info" => $$$"""{"ok":true,"user":{"id":"{{{user}}}","name":"{{{user}}}","team_id":"T1"}}""",
                    "chat.postMessage" => """{"ok":true,"channel":"C1","ts":"1700000001.000100"}""",
                    "auth.test" =>
                        """{"ok":true,"user_id":"UBOT","bot_id":"B1","team_id":"T1","url":"https://acme.slack.com/"}""",
                    "conversations.open" => """{"ok":true,"channel":{"id":"D9"}}""",
                    "conversations.create" => """{"ok":true,"channel":{"id":"C42","name":"inc-7"}}""",
                    "files.getUploadURLExternal" =>
                        """{"ok":true,"upload_url":"https://files.slack.com/upload/v1/x","file_id":"F1"}""",
                    "conversations.history" or "conversations.replies" => """{"ok":true,"messages":[]}""",
                    _ => """{"ok":true}""",
                }
            ),
        };
    }

    private static JsonObject Read(HttpRequestMessage request, string body)
    {
        if (request.Content?.Headers.ContentType?.MediaType == "application/json")
            return (JsonObject)JsonNode.Parse(body)!;
        var form = HttpUtility.ParseQueryString(body);
        return new JsonObject(form.AllKeys.OfType<string>().Select(k => KeyValuePair.Create(k, (JsonNode?)form[k])));
    }

    private sealed class Passing(SlackBench bench) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => bench.SendAsync(request, cancellationToken);
    }

    /// <summary>A clock that turns itself to the end of every wait: a wait takes no real time, and is seen in
    /// <c>Now</c>.</summary>
    internal sealed class TurnedClock() : FakeTimeProvider(new DateTimeOffset(2026, 11, 21, 14, 5, 0, TimeSpan.Zero))
    {
        public DateTimeOffset Now => GetUtcNow();

        public void Turn(TimeSpan by) => Advance(by);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime >= TimeSpan.Zero && dueTime < TimeSpan.FromDays(1))
                ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
            return timer;
        }
    }
}
