using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.BlockKit;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.WebApi;

/// <summary>One call of the Web API with its arguments, however they were sent.</summary>
internal sealed class ApiCall(LocalWorkspace workspace, string method, JsonObject arguments)
{
    private const int PageSize = 100;
    private const int PageSizeMax = 999;

    public string Method { get; } = method;
    public JsonObject Arguments { get; } = arguments;

    public string? Text(string name) => ElementValues.Plain(Arguments[name]) is { Length: > 0 } text ? text : null;

    public bool Flag(string name) => Arguments.Flag(name);

    public string Required(string name) => Text(name) ?? throw SlackFault.Arguments($"missing required field: {name}");

    /// <summary>A value that may be JSON or a string that holds JSON, as forms do.</summary>
    public JsonNode? Structure(string name) =>
        Arguments[name] switch
        {
            JsonValue value when value.TryGetValue<string>(out var text) && text.Length > 0 => Json.TryParse(text)
                ?? throw (
                    name is "blocks"
                        ? new SlackFault("invalid_blocks_format")
                        : SlackFault.Arguments($"must provide valid JSON [json-pointer:/{name}]")
                ),
            JsonValue value when value.TryGetValue<string>(out _) => null,
            var node => node,
        };

    /// <summary>Ids joined by commas.</summary>
    public string[] List(string name) =>
        (Text(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A conversation that the app may know of.</summary>
    /// <exception cref="SlackFault"><c>channel_not_found</c>: not there, or private and the app is not in
    /// it.</exception>
    public Conversation Channel(string name = "channel")
    {
        var wanted = Required(name);
        var found =
            workspace.FindConversation(wanted)
            ?? workspace.Conversations.Find(c => !c.Direct && !c.Private && c.Name == wanted.TrimStart('#'));
        return found is not null && (!found.Private || found.Members.Contains(LocalWorkspace.BotUserId))
            ? found
            : throw new SlackFault("channel_not_found");
    }

    /// <summary>A conversation that the app is in and that is open.</summary>
    /// <exception cref="SlackFault">Also <c>not_in_channel</c> and <c>is_archived</c>.</exception>
    public Conversation OwnChannel(string name = "channel", bool alsoArchived = false)
    {
        var channel = Channel(name);
        if (channel.Archived && !alsoArchived)
            throw new SlackFault("is_archived");
        return channel.Members.Contains(LocalWorkspace.BotUserId) ? channel : throw new SlackFault("not_in_channel");
    }

    public Person Person(string name, string fault = "user_not_found") =>
        workspace.FindPerson(Required(name)) ?? throw new SlackFault(fault);

    /// <summary>One page of a list, with the cursor for the next.</summary>
    /// <param name="answer">Gets the page under <paramref name="field"/>, and the cursor.</param>
    /// <param name="field">Its name in the answer.</param>
    /// <param name="all">The whole list, in order.</param>
    /// <param name="write">How one of them is written.</param>
    /// <param name="size">The size of a page when the call names none.</param>
    public JsonObject Page<T>(
        JsonObject answer,
        string field,
        IReadOnlyList<T> all,
        Func<T, JsonNode?> write,
        int size = PageSize
    )
    {
        if (Text("limit") is { } asked && (!int.TryParse(asked, out size) || size is < 1 or > PageSizeMax + 1))
            throw new SlackFault("invalid_limit");
        var from = Cursor();
        var next =
            from + size < all.Count
                ? Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"next:{from + size}"))
                : "";
        answer[field] = Json.Array(all.Skip(from).Take(size).Select(write));
        if (field is "messages")
            answer["has_more"] = next.Length > 0;
        answer["response_metadata"] = Json.Object(("next_cursor", next));
        return answer;
    }

    private int Cursor()
    {
        if (Text("cursor") is not { } cursor)
            return 0;
        var bytes = new byte[cursor.Length];
        return
            Convert.TryFromBase64String(cursor, bytes, out var length)
            && System.Text.Encoding.UTF8.GetString(bytes, 0, length) is ['n', 'e', 'x', 't', ':', .. var number]
            && int.TryParse(number, out var from)
            ? from
            : throw new SlackFault("invalid_cursor");
    }

    /// <summary>The blocks of a message, checked and filled in; null when there are none.</summary>
    public JsonArray? Blocks()
    {
        if (Structure("blocks") is not { } given)
            return null;
        if (given is not JsonArray blocks)
            throw new SlackFault("invalid_blocks_format");
        CheckBlocks(blocks, "blocks_message", "/blocks");
        return BlockKitEcho.Fill(blocks, () => workspace.NewId("b"));
    }

    private static void CheckBlocks(JsonNode blocks, string target, string prefix)
    {
        var faults = BlockKitValidator.Check(target, JsonSerializer.SerializeToElement(blocks));
        if (faults.Count == 0)
            return;
        var lines = SlackWording.Lines(faults, prefix).ToArray();
        throw new SlackFault(
            "invalid_blocks",
            Json.Object(
                ("errors", Json.Strings(lines)),
                ("response_metadata", Json.Object(("messages", Json.Strings(lines.Select(l => $"[ERROR] {l}")))))
            )
        );
    }

    /// <summary>Attachments, each with its blocks checked and filled in; null when there are none.</summary>
    public JsonArray? Attachments()
    {
        if (Structure("attachments") is not JsonArray given)
            return null;
        if (given.Count > 100)
            throw new SlackFault("too_many_attachments");
        var filled = (JsonArray)given.DeepClone();
        foreach (var (attachment, i) in filled.OfType<JsonObject>().Select((a, i) => (a, i)))
            if (attachment["blocks"] is JsonArray blocks)
            {
                CheckBlocks(blocks, "blocks_message", $"/attachments/{i}/blocks");
                attachment["blocks"] = BlockKitEcho.Fill(blocks, () => workspace.NewId("b"));
            }

        return filled;
    }
}
