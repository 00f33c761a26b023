using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Tests.Access;
using ChatOpsIncidents.Host.Tests.Platforms.Teams;

namespace ChatOpsIncidents.Host.Tests.Stories;

/// <summary>Signed deliveries of the Bot Connector, and its stand-in.</summary>
internal sealed class TeamsStoryDoor : StoryDoor
{
    private readonly TeamsWorld _world;
    private readonly Dictionary<string, Seen> _shown = [];

    private TeamsStoryDoor(TeamsWorld world) => _world = world;

    public override WholeHost Host => _world.Host;

    // As in Slack, everything that is said is heard.
    public static async Task<StoryDoor> Open()
    {
        var teams = await FakeConnector.Start();
        var settings = teams.ReadingSettings.Concat(Settings).ToDictionary();
        return new TeamsStoryDoor(await TeamsWorld.Start(settings, teams: teams));
    }

    public override async Task Declare(string who, string words)
    {
        await _world.Declare(Person(who), "declare " + words);
        await Settled();
    }

    public override async Task Type(string who, string words)
    {
        _shown.Remove(who);
        await _world.Say(Person(who), words, Room, change: activity => Named(activity, words));
        await Settled();
    }

    public override async Task Say(string who, string words)
    {
        await _world.Say(Person(who), words, Room, mention: false);
        await Settled();
    }

    public override async Task Press(string who, string label)
    {
        var person = Person(who);
        var (message, button) = await _world.Until(() => Find(who, label), $"The button “{label}” for {who}");
        await Keep(who, message, await _world.Press(person, message, button));
    }

    public override async Task Submit(string who, params (string Key, string Value)[] values)
    {
        var (message, form) = await _world.Until(() => Form(who), $"A form for {who}");
        var submit = CardText.Buttons(form).Values.First(one => one["verb"]?.ToString() == "form");
        var inputs = CardText.Inputs(form).ToDictionary(one => one.Key["in.".Length..], one => one.Value["value"]);
        var all = inputs.Where(one => one.Value is not null).ToDictionary(one => one.Key, one => one.Value!.ToString());
        foreach (var (key, value) in values)
            all[inputs.ContainsKey(key) ? key : throw new InvalidOperationException($"No field {key}")] = value;
        _shown.Remove(who);
        await Keep(who, message, await _world.Press(Person(who), message, submit, all));
    }

    public override string Mention(string who) => $"<at>{Person(who).Name}</at>";

    public override IReadOnlyList<string> Posts() => [.. _world.Teams.In(Room).Select(one => one.Text)];

    public override ValueTask DisposeAsync() => _world.DisposeAsync();

    private static TeamsPerson Person(string who) =>
        TeamsPerson.All.Single(one => one.Name.StartsWith(who, StringComparison.OrdinalIgnoreCase));

    private static void Named(JsonObject activity, string words)
    {
        foreach (
            var person in TeamsPerson.All.Where(one => words.Contains($"<at>{one.Name}</at>", StringComparison.Ordinal))
        )
            activity["entities"]!.AsArray().Add(TeamsWorld.Mention(person.Address, person.Name));
    }

    private async Task Keep(string who, Sent message, Pressed pressed)
    {
        await Settled();
        if (pressed.Body["value"] is JsonObject)
            _shown[who] = new Seen(message, pressed.Card);
    }

    // First what they alone see, then what stands for all, the newest first.
    private Seen? Find(string who, string label)
    {
        if (_shown.TryGetValue(who, out var own) && CardText.Buttons(own.Part).TryGetValue(label, out var mine))
            return new Seen(own.Message, mine);
        foreach (var message in _world.Teams.In(Person(who).Chat).Reverse().Concat(_world.Teams.In(Room).Reverse()))
        {
            if (CardText.Buttons(message.Card).TryGetValue(label, out var button))
                return new Seen(message, button);
        }

        return null;
    }

    private Seen? Form(string who)
    {
        if (_shown.TryGetValue(who, out var own) && CardText.Inputs(own.Part).Count > 0)
            return own;
        return _world.Teams.In(Person(who).Chat) is [.., var sent] && CardText.Inputs(sent.Card).Count > 0
            ? new Seen(sent, sent.Card)
            : null;
    }

    /// <summary>A part of a message as one person sees it.</summary>
    private sealed record Seen(Sent Message, JsonObject Part);
}
