using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.WebApi;

/// <summary><c>conversations.*</c> that only read.</summary>
internal sealed partial class HistoryMethods(LocalWorkspace workspace) : IMethodFamily
{
    private const int RepliesPageSize = 1_000;

    public IEnumerable<(string, Func<ApiCall, JsonObject>)> Methods =>
        [
            (
                "conversations.info",
                c => Json.Object(("channel", ConversationMethods.Describe(c.Channel(), c.Flag("include_num_members"))))
            ),
            ("conversations.list", List),
            ("conversations.members", Members),
            ("conversations.history", History),
            ("conversations.replies", Replies),
        ];

    private JsonObject List(ApiCall call) =>
        call.Page(
            [],
            "channels",
            [.. ConversationMethods.Listed(workspace, call)],
            c => ConversationMethods.Describe(c, memberCount: true)
        );

    private static JsonObject Members(ApiCall call) =>
        call.Page([], "members", call.Channel().Members, m => JsonValue.Create(m));

    private JsonObject History(ApiCall call)
    {
        var channel = call.OwnChannel(alsoArchived: true);
        var messages = channel
            .Messages.Where(m => m is { EphemeralFor: null, Deleted: false } && (!m.IsReply || m.Broadcast))
            .Where(Within(call))
            .Reverse();
        var answer = Json.Object(("pin_count", channel.Pins.Count));
        return call.Page(answer, "messages", messages.ToArray(), m => Written(call, channel, m));
    }

    private JsonObject Replies(ApiCall call)
    {
        var channel = call.OwnChannel(alsoArchived: true);
        var ts = call.Required("ts");
        var parent = channel.Find(ts) is { EphemeralFor: null } found
            ? found
            : throw new SlackFault("thread_not_found");
        if (parent.IsReply)
            parent = channel.Find(parent.ThreadTs) ?? throw new SlackFault("thread_not_found");
        var within = Within(call);
        Message[] thread = [parent, .. channel.Replies(parent.Ts).Where(within)];
        return call.Page([], "messages", thread, m => Written(call, channel, m), RepliesPageSize);
    }

    private JsonObject Written(ApiCall call, Conversation channel, Message message) =>
        MessageJson.Of(workspace, channel, message, call.Flag("include_all_metadata"));

    private static Func<Message, bool> Within(ApiCall call)
    {
        var (oldest, latest) = (Bound(call, "oldest"), Bound(call, "latest"));
        var inclusive = call.Flag("inclusive");
        return m =>
            (oldest is null || Compare(m.Ts, oldest) > (inclusive ? -1 : 0))
            && (latest is null || Compare(m.Ts, latest) < (inclusive ? 1 : 0));
    }

    private static int Compare(string ts, string bound) => Math.Sign(Micros(ts) - Micros(bound));

    private static decimal Micros(string ts) => decimal.Parse(ts, System.Globalization.CultureInfo.InvariantCulture);

    private static string? Bound(ApiCall call, string name)
    {
        if (call.Text(name) is not { } text || text is "0" or "now")
            return null;
        return Time().IsMatch(text) ? text : throw new SlackFault($"invalid_ts_{name}");
    }

    [GeneratedRegex(@"^\d{1,12}(?:\.\d{1,6})?$", RegexOptions.None, 1000)]
    private static partial Regex Time();
}
