using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Simulator.Workspace;

/// <summary>
/// The whole workspace in memory. Everything that reads or changes it holds <see cref="Gate"/>; nothing waits while it
/// is
/// held. What the app must hear of goes to <see cref="Outgoing"/>, what a page must hear of to <see cref="Pages"/>.
/// </summary>
internal sealed class LocalWorkspace
{
    public const string TeamId = "T0LOCAL";
    public const string TeamName = "Northwind";
    public const string Domain = "northwind";
    public const string BotUserId = "U0INCBOT01";
    public const string BotId = "B0INCBOT01";
    public const string AppId = "A0INCBOT01";

    private long _lastId;
    private long _lastTs;

    public LocalWorkspace(WorkspaceClock clock, IOptions<SimulatorOptions> options)
    {
        (Clock, Options) = (clock, options.Value);
        Reset();
    }

    public Lock Gate { get; } = new();
    public WorkspaceClock Clock { get; }
    public SimulatorOptions Options { get; }
    public PageStream Pages { get; } = new();
    public Trouble Trouble { get; } = new();
    public List<Person> People { get; } = [];
    public List<Conversation> Conversations { get; } = [];
    public List<UserGroup> Groups { get; } = [];
    public Dictionary<string, View> Views { get; } = [];
    public Dictionary<string, StoredFile> Files { get; } = [];

    /// <summary>Codes given out by the install page, each good once until its instant.</summary>
    public Dictionary<string, DateTimeOffset> InstallCodes { get; } = [];

    public Triggers Triggers { get; private set; } = null!;
    public ResponseUrls ResponseUrls { get; private set; } = null!;
    public Channel<JsonObject> Outgoing { get; } = System.Threading.Channels.Channel.CreateUnbounded<JsonObject>();

    /// <summary>This program's own base address, without a slash at the end; set once it listens.</summary>
    public string BaseUrl { get; set; } = "";

    public Person Bot => People.First(p => p.Bot);

    /// <summary>How far the host's clock was turned, as far as it was told; calls to it are signed for its
    /// time.</summary>
    public TimeSpan HostOffset { get; set; }

    /// <summary>The host's time.</summary>
    public DateTimeOffset HostNow => Clock.GetUtcNow() - Clock.Offset + HostOffset;

    /// <summary>Whether the app was taken out; its token is dead until it is installed again.</summary>
    public bool Uninstalled { get; set; }

    public long UnixNow => Clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Back to the seeds. Ids keep counting, so that nothing old is mistaken for something new.</summary>
    public void Reset()
    {
        lock (Gate)
        {
            _lastId = Math.Max(_lastId, Clock.GetUtcNow().ToUnixTimeMilliseconds());
            People.Clear();
            Conversations.Clear();
            Groups.Clear();
            InstallCodes.Clear();
            Views.Clear();
            Files.Clear();
            Trouble.Clear();
            Uninstalled = false;
            Triggers = new Triggers(Clock, Options.AcknowledgeWithin);
            ResponseUrls = new ResponseUrls(Clock);
            Seeds.Fill(this);
        }
    }

    /// <summary>An id that was never used, also not by an earlier run: the counter starts at the time of day.</summary>
    public string NewId(string prefix)
    {
        const string digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        var number = ++_lastId;
        Span<char> text = stackalloc char[10];
        for (var i = text.Length - 1; i >= 0; i--, number /= 36)
            text[i] = digits[(int)(number % 36)];
        return prefix + new string(text);
    }

    /// <summary>Random letters for what must not be guessed.</summary>
    public static string Secret(int bytes = 16) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));

    /// <summary>The next message time, ten digits, a dot, six digits; unique and increasing in the whole
    /// workspace.</summary>
    public string NextTs()
    {
        var micros = (Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;
        _lastTs = Math.Max(_lastTs + 1, micros);
        return $"{_lastTs / 1_000_000}.{_lastTs % 1_000_000:D6}";
    }

    public Person? FindPerson(string? id) => People.Find(p => p.Id == id);

    public Conversation? FindConversation(string? id) => Conversations.Find(c => c.Id == id);

    /// <summary>The direct conversation of exactly these people; made on first use.</summary>
    public Conversation Direct(IReadOnlyCollection<string> people, out bool existed)
    {
        var wanted = people.Distinct().Order().ToArray();
        var found = Conversations.Find(c => c.Direct && c.Members.Order().SequenceEqual(wanted));
        existed = found is not null;
        if (found is not null)
            return found;
        var made = new Conversation
        {
            Id = NewId(wanted.Length > 2 ? "G" : "D"),
            Name = wanted.Length > 2 ? $"mpdm-{_lastId}" : "directmessage",
            Creator = wanted[0],
            Created = Clock.GetUtcNow(),
            Im = wanted.Length <= 2,
            Mpim = wanted.Length > 2,
            Private = true,
        };
        made.Members.AddRange(wanted);
        Conversations.Add(made);
        Pages.Publish(Json.Object(("type", "channel"), ("channel", made.Id)));
        return made;
    }

    /// <summary>Tells the app. Of a conversation it hears only as a member.</summary>
    public void Emit(JsonObject happened, Conversation? where = null)
    {
        if (where is not null && !where.Members.Contains(BotUserId))
            return;
        happened["event_ts"] ??= NextTs();
        Outgoing.Writer.TryWrite(Envelope(happened));
    }

    private JsonObject Envelope(JsonObject happened)
    {
        var id = NewId("Ev");
        return Json.Object(
            ("token", "legacy-fixed-value"),
            ("team_id", TeamId),
            ("context_team_id", TeamId),
            ("api_app_id", AppId),
            ("event", happened),
            ("type", "event_callback"),
            ("event_id", id),
            ("event_time", UnixNow),
            (
                "authorizations",
                new JsonArray(
                    Json.Object(
                        ("team_id", TeamId),
                        ("user_id", BotUserId),
                        ("is_bot", true),
                        ("is_enterprise_install", false)
                    )
                )
            ),
            ("is_ext_shared_channel", false),
            ("event_context", $"4-{id}")
        );
    }

    public string Permalink(Conversation channel, Message message)
    {
        var link = $"https://{Domain}.slack.com/archives/{channel.Id}/p{message.Ts.Replace(".", "")}";
        return message.IsReply ? $"{link}?thread_ts={message.ThreadTs}&cid={channel.Id}" : link;
    }
}

/// <summary>A mentionable group of people.</summary>
internal sealed record UserGroup(string Id, string Handle, string Name, List<string> Users);
