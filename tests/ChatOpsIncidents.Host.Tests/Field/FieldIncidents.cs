using System.Globalization;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Host.Tests.Access;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Field;

/// <summary>The incidents that a case opens, and the names it has for them and for ids.</summary>
internal sealed partial class FieldIncidents(WholeHost host, FieldSlack slack)
{
    private readonly List<string> _ids = [];
    private readonly List<string> _rooms = [];
    private readonly Dictionary<string, string> _byName = [];
    private readonly Dictionary<string, string> _messages = [];

    private NpgsqlDataSource Database => host.App.Services.GetRequiredService<NpgsqlDataSource>();

    /// <summary>A text with ids, rooms and addresses in the place of their names.</summary>
    public string Named(string text) => Name().Replace(text, name => Value(name.Value));

    /// <summary>The id of an incident; null: of the first.</summary>
    public string Id(string? name) => name is null ? _ids[0] : _byName[name];

    /// <summary>Waits until one more incident stands, and its room if it is to have one.</summary>
    public async Task Opened(string? name, bool hasRoom)
    {
        var known = string.Join("','", _ids);
        var id = await Found($"select id from incident where id not in ('{known}') order by number limit 1");
        Assert.True(id is not null, "No incident was opened.");
        _ids.Add(id);
        _byName[name ?? id] = id;
        var room = hasRoom ? await Found($"select channel_id from room where incident_id = '{id}' limit 1") : "";
        Assert.True(room is not null, $"{id} got no room.");
        _rooms.Add(room);
    }

    /// <summary>The title of an incident.</summary>
    public async Task<string> Title(string id) => await Read($"select title from incident where id = '{id}'") ?? "";

    /// <summary>The id of the incident of a title; null: there is none yet.</summary>
    public async Task<string?> OfTitle(string title)
    {
        await using var command = Database.CreateCommand("select id from incident where title = $1");
        command.Parameters.AddWithValue(title);
        return await command.ExecuteScalarAsync() as string;
    }

    /// <summary>Waits until nothing is on its way out, at most so long.</summary>
    public async Task Settled(TimeSpan patience)
    {
        var calm = 0;
        await Wait.For(
            async () =>
            {
                var waiting = await Read("select id::text from outbox where settled_at is null limit 1");
                calm = waiting is null ? calm + 1 : 0;
                return calm == 10;
            },
            patience
        );
    }

    private Task<string?> Found(string sql) => Wait.For(() => Read(sql));

    private async Task<string?> Read(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as string;
    }

    private string Value(string name) =>
        name switch
        {
            "$BOT" => FieldSlack.Bot,
            "$TRIGGER" => slack.Next("trigger."),
            "$RESPONSE" => slack.ResponseAddress(),
            ['$', 'I', 'D', .. var number] => Nth(_ids, number, name),
            ['$', 'R', 'O', 'O', 'M', .. var number] => Nth(_rooms, number, name),
            _ => MessageId(name),
        };

    private static string Nth(List<string> all, string number, string name)
    {
        var place = number.Length == 0 ? 0 : int.Parse(number, CultureInfo.InvariantCulture) - 1;
        return place < all.Count ? all[place] : name;
    }

    // Of now: Slack's message ids are times, and what is old does not belong to the incident.
    private string MessageId(string letter)
    {
        if (!_messages.TryGetValue(letter, out var id))
        {
            var seconds = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            _messages[letter] = id =
                $"{seconds.ToString(CultureInfo.InvariantCulture)}.{slack.Next("").PadLeft(6, '0')}";
        }

        return id;
    }

    [GeneratedRegex(@"\$(BOT|TRIGGER|RESPONSE|ID\d?|ROOM\d?|ts:[a-z0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
