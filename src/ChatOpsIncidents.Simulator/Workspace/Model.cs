using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Simulator.Workspace;

/// <summary>A member of the workspace, the bot included. Changed only under the workspace's lock.</summary>
internal sealed class Person
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string RealName { get; init; }
    public required string TimeZone { get; init; }
    public required string Colour { get; init; }
    public bool Guest { get; init; }
    public bool Bot { get; init; }
    public string Email => $"{Name}@northwind.example";

    /// <summary>Open modals, the visible one last; three at most.</summary>
    public List<View> Modals { get; } = [];

    public View? Home { get; set; }

    /// <summary>The ts of the last message seen, by channel.</summary>
    public Dictionary<string, string> LastRead { get; } = [];
}

/// <summary>A channel, a direct message or a group of direct messages.</summary>
internal sealed class Conversation
{
    private readonly List<Message> _messages = [];
    private readonly Dictionary<string, Message> _byTs = [];
    private readonly Dictionary<string, List<Message>> _replies = [];

    public required string Id { get; init; }
    public required string Name { get; set; }
    public required string Creator { get; init; }
    public required DateTimeOffset Created { get; init; }
    public bool Private { get; init; }
    public bool Im { get; init; }
    public bool Mpim { get; init; }
    public bool General { get; init; }
    public bool Archived { get; set; }
    public Described Topic { get; set; } = new("", "", 0);
    public Described Purpose { get; set; } = new("", "", 0);
    public List<string> PreviousNames { get; } = [];

    /// <summary>Person ids in the order of joining.</summary>
    public List<string> Members { get; } = [];

    /// <summary>In the order of posting, thread replies and ephemeral ones among them.</summary>
    public IReadOnlyList<Message> Messages => _messages;

    public List<Pin> Pins { get; } = [];
    public List<Bookmark> Bookmarks { get; } = [];

    /// <summary>The channel's canvas; null: nobody made one.</summary>
    public Canvas? Canvas { get; set; }

    public bool Direct => Im || Mpim;
    public string Type
    {
        get
        {
            if (Im)
                return "im";
            if (Mpim)
                return "mpim";
            return Private ? "group" : "channel";
        }
    }

    public void Add(Message message)
    {
        _messages.Add(message);
        _byTs[message.Ts] = message;
        if (!message.IsReply || message.EphemeralFor is not null)
            return;
        if (!_replies.TryGetValue(message.ThreadTs!, out var thread))
            _replies[message.ThreadTs!] = thread = [];
        thread.Add(message);
    }

    public Message? Find(string? ts) =>
        ts is not null && _byTs.GetValueOrDefault(ts) is { Deleted: false } found ? found : null;

    /// <summary>The replies that everyone sees, oldest first.</summary>
    public IEnumerable<Message> Replies(string ts) => _replies.GetValueOrDefault(ts, []).Where(m => !m.Deleted);
}

/// <summary>A topic or purpose: its text, who set it, and when in Unix seconds.</summary>
internal sealed record Described(string Value, string Creator, long LastSet);

internal sealed record Pin(string Ts, string By, long Created);

internal sealed record Bookmark(string Id, string Title, string Link, string? Emoji, long Created, long Updated);

internal sealed record Reaction(string Name, List<string> Users);

/// <summary>An uploaded file. The bytes are kept in memory only.</summary>
internal sealed class StoredFile
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string User { get; init; }
    public required DateTimeOffset Created { get; init; }
    public string Title { get; set; } = "";
    public string MimeType { get; set; } = "application/octet-stream";
    public byte[]? Bytes { get; set; }
    public bool Complete { get; set; }
    public List<(string Channel, string Ts)> Shares { get; } = [];
}

/// <summary>A message as it stands now.</summary>
internal sealed class Message
{
    public required string Ts { get; init; }
    public required string User { get; init; }
    public bool FromBot { get; init; }
    public string? BotName { get; init; }
    public string Text { get; set; } = "";
    public JsonArray? Blocks { get; set; }
    public JsonArray? Attachments { get; set; }
    public JsonNode? Metadata { get; set; }
    public string? ThreadTs { get; init; }
    public bool Broadcast { get; set; }
    public string? Subtype { get; set; }
    public string? EphemeralFor { get; init; }
    public (string User, string Ts)? Edited { get; set; }
    public bool Deleted { get; set; }
    public List<Reaction> Reactions { get; } = [];
    public List<StoredFile> Files { get; } = [];

    /// <summary>What a subtype adds, such as <c>topic</c> or <c>inviter</c>.</summary>
    public JsonObject Extra { get; init; } = [];

    /// <summary>The command line that an in-channel answer belongs to; shown above it.</summary>
    public string? Command { get; init; }

    /// <summary>The values that people chose in the message's inputs, by block and action.</summary>
    public JsonObject State { get; } = [];

    public bool IsReply => ThreadTs is not null && ThreadTs != Ts;
}

/// <summary>A modal or a home tab.</summary>
internal sealed class View
{
    public required string Id { get; init; }
    public required string Owner { get; init; }
    public required string Type { get; init; }
    public string? RootId { get; init; }
    public string? PreviousId { get; init; }

    /// <summary>What the app sent, filled in: title, blocks, texts of the buttons, metadata, flags.</summary>
    public required JsonObject Sent { get; set; }

    public required string Hash { get; set; }
    public JsonObject State { get; set; } = [];

    public JsonArray Blocks => Sent["blocks"] as JsonArray ?? [];
}

/// <summary>A text that stands beside a channel.</summary>
internal sealed record Canvas(string Id, string Markdown);
