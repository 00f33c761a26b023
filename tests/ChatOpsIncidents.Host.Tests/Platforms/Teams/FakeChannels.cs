using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>The channels of the team that were created, by Graph's rules, and the Bot Connector's list of them.</summary>
internal sealed class FakeChannels(FakeConnector teams, FakeGraph graph)
{
    public const string Permission = "Channel.Create.Group";
    public const string Address = "/v1.0/teams/" + FakeConnector.GroupOfTeam + "/channels";

    private readonly ConcurrentDictionary<string, FakeChannel> _channels = new();

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names => [.. _channels.Values.Select(channel => channel.Name)];

    /// <summary>The answer for the channel of this name is lost.</summary>
    public string? Loses { get; set; }

    /// <summary>The status with which a taken name is refused.</summary>
    public int TakenStatus { get; set; } = 400;

    /// <summary>How often the Bot Connector does not know a new channel yet.</summary>
    public int KnownLater { get; set; }

    /// <summary>What the Bot Connector answers first once a channel was created; null: what is so.</summary>
    public Func<HttpContext, Task>? OpensWith { get; set; }

    /// <summary>How often the Bot Connector's list lacks a new channel.</summary>
    public int ListedLater { get; set; }

    public void Map(WebApplication app) =>
        app.MapPost(
            Address,
            async (HttpContext context) =>
            {
                var isLost = teams.TakesFault();
                var answer = await graph.Take(context, Permission, Create);
                if (isLost)
                    context.Abort();
                return answer;
            }
        );

    /// <summary>A channel by its name.</summary>
    public string Id(string name) => _channels.Single(one => one.Value.Name == name).Key;

    /// <summary>Somebody creates a channel.</summary>
    public string Add(string name)
    {
        var id = $"19:{Guid.NewGuid():N}@thread.tacv2";
        _channels[id] = new FakeChannel(name) { KnownLater = KnownLater, ListedLater = ListedLater };
        return id;
    }

    /// <summary>Somebody deletes a channel.</summary>
    public void Delete(string id) => _channels.TryRemove(id, out _);

    /// <summary>Whether it, or the channel of a thread, is one of them.</summary>
    public bool Exists(string conversation) => _channels.ContainsKey(conversation.Split(';')[0]);

    /// <summary>Whether the Bot Connector knows it by now, if it is one of them.</summary>
    public bool IsReady(string conversation) =>
        !_channels.TryGetValue(conversation.Split(';')[0], out var channel) || channel.KnownLater-- <= 0;

    /// <summary>As the Bot Connector lists them. General has no name there.</summary>
    public string Listed()
    {
        var all = _channels
            .Where(one => one.Value.ListedLater-- <= 0)
            .Select(one => Described(one.Key, one.Value.Name))
            .Append(Described(FakeConnector.Channel, "Incidents"))
            .Append(Described(FakeConnector.General, null));
        return new JsonObject { ["conversations"] = new JsonArray([.. all]) }.ToJsonString();
    }

    private static JsonObject Described(string id, string? name) => new() { ["id"] = id, ["name"] = name };

    private IResult Create(JsonObject body)
    {
        var names = body.Select(one => one.Key).Order();
        var isWhole = names.SequenceEqual(["description", "displayName", "membershipType"]);
        if (!isWhole || body["membershipType"]!.ToString() != "standard")
            return graph.Bad("A channel has a name, a description and a kind.");
        if (body["description"]!.ToString() is not { Length: > 0 and <= 1024 })
            return graph.Bad("The description is none.");
        var name = body["displayName"]!.ToString();
        if (!IsName(name))
            return graph.Bad($"“{name}” is no name of a channel.");
        if (Names.Contains(name, StringComparer.OrdinalIgnoreCase))
            return Taken();
        var id = Add(name);
        if (OpensWith is { } fault)
            teams.Next(fault);
        OpensWith = null;
        if (name == Loses)
            return new Lost();
        return Results.Json(new { id, displayName = name }, statusCode: 201);
    }

    private IResult Taken() =>
        Results.Json(
            new
            {
                error = new
                {
                    code = TakenStatus == 409 ? "Conflict" : "BadRequest",
                    message = TakenStatus == 409 ? "Conflict" : "Channel name already existed, please use other name.",
                },
            },
            statusCode: TakenStatus
        );

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 50
        && name.IndexOfAny([.. "~#%&*{}+/\\:<>?|'\""]) < 0
        && name[0] is not ('_' or '.' or ' ')
        && name[^1] is not ('.' or ' ');

    private sealed class Lost : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Abort();
            return Task.CompletedTask;
        }
    }

    private sealed record FakeChannel(string Name)
    {
        public int KnownLater { get; set; }

        public int ListedLater { get; set; }
    }
}
