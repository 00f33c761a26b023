using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>A stand-in of Microsoft Graph's list of a channel's messages: only with Graph's own token, only of the
/// team that the app may read, the newest first.</summary>
internal sealed class FakeGraph(FakeConnector teams)
{
    public const string Token = "graph-token";

    private const string Messages = "/v1.0/teams/" + FakeConnector.GroupOfTeam + "/channels/{channel}/messages";

    private readonly Lock _gate = new();
    private readonly List<(string Conversation, JsonObject Message)> _said = [];

    /// <summary>Whether the app may not look.</summary>
    public bool Refuses { get; set; }

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
    }

    private IResult List(HttpContext context, string conversation)
    {
        if (Refuses)
            return Results.StatusCode(403);
        if (context.Request.Headers.Authorization != "Bearer " + Token)
            return Results.StatusCode(401);
        JsonObject[] all;
        lock (_gate)
            all =
            [
                .. teams.In().Where(one => IsIn(one, conversation)).Select(OfOurs),
                .. _said
                    .Where(one => one.Conversation == conversation)
                    .Select(one => one.Message.DeepClone().AsObject()),
            ];
        var newest = all.OrderByDescending(one => one["id"]!.ToString()).Take(50);
        return Results.Text(
            new JsonObject { ["value"] = new JsonArray([.. newest]) }.ToJsonString(),
            "application/json"
        );
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
