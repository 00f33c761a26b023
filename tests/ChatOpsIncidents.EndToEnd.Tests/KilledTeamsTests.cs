using System.Globalization;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Tests.Platforms.Teams;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>A host that dies after it took a delivery of Teams and before Teams has heard of what follows.</summary>
public sealed class KilledTeamsTests
{
    private const string Word = "the queue is full";

    private static readonly TeamsPerson Ana = TeamsPerson.Ana;

    private int _deliveries;

    [Fact]
    public async Task What_was_acknowledged_is_posted_once_though_the_host_is_killed_before_Teams_takes_the_post()
    {
        await using var teams = await FakeConnector.Start();
        await using var world = await Start(teams, "teams-killed-before", teams.Settings);
        var room = await Declare(teams, world);
        var taken = teams.Hold(Word, stands: false);
        await Say(teams, world, $"note {Word}", room);
        await taken.InTime();
        await world.KillHost();
        await world.StartHost();
        await Shown(teams, room, Word);
        await Say(teams, world, "note and this comes after it", room);
        await Shown(teams, room, "and this comes after it");
        Assert.Equal(1, Times(teams, room));
    }

    // Without Graph nobody can be asked whether a post stands: it may be said twice, never more often.
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task A_post_that_stood_when_the_host_was_killed_is_repeated_only_where_nobody_can_be_asked(
        bool canAsk,
        int most
    )
    {
        await using var teams = await FakeConnector.Start();
        var settings = canAsk ? teams.ReadingSettings : teams.Settings;
        await using var world = await Start(teams, $"teams-killed-after-{most}", settings);
        var room = await Declare(teams, world);
        var taken = teams.Hold(Word, stands: true);
        await Say(teams, world, $"note {Word}", room);
        await taken.InTime();
        await world.KillHost();
        await world.StartHost();
        await Say(teams, world, "note and this comes after it", room);
        await Shown(teams, room, "and this comes after it");
        Assert.InRange(Times(teams, room), 1, most);
        Assert.Empty(teams.Faults);
    }

    private static Task<World> Start(FakeConnector teams, string name, Dictionary<string, string?> settings)
    {
        var all = settings.ToDictionary(one => one.Key.Replace(":", "__", StringComparison.Ordinal), one => one.Value!);
        all["Outbox__Lease"] = "00:00:05";
        return World.Start(name, all);
    }

    private static int Times(FakeConnector teams, string room) =>
        teams.In(room).Count(one => one.Text.Contains(Word, StringComparison.Ordinal));

    private static Task Shown(FakeConnector teams, string room, string words) =>
        Wait.Until(words, () => teams.In(room).Any(one => one.Text.Contains(words, StringComparison.Ordinal)));

    // The room is the thread under the card, and is quiet once the card was edited and nothing is on its way.
    private async Task<string> Declare(FakeConnector teams, World world)
    {
        await Say(teams, world, "declare major checkout fails", $"{FakeConnector.Channel};messageid={teams.NewId()}");
        var card = await Wait.For(() =>
            teams
                .In()
                .FirstOrDefault(one => one.Edits > 0 && one.Conversation.EndsWith(one.Id, StringComparison.Ordinal))
        );
        Assert.NotNull(card);
        return card.Conversation;
    }

    private async Task Say(FakeConnector teams, World world, string words, string conversation)
    {
        var delivery = Delivery(teams, words, conversation);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(world.HostUrl, "/api/messages"));
        request.Content = new StringContent(delivery.ToJsonString(), null, "application/json");
        request.Headers.Authorization = new("Bearer", teams.Token());
        using var answer = await world.Http.SendAsync(request);
        Assert.Equal(202, (int)answer.StatusCode);
    }

    private JsonObject Delivery(FakeConnector teams, string words, string conversation)
    {
        var bot = new JsonObject { ["id"] = "28:" + FakeConnector.AppId, ["name"] = "Incidents" };
        var number = 1_795_000_000_000 + Interlocked.Increment(ref _deliveries);
        return new JsonObject
        {
            ["type"] = "message",
            ["id"] = number.ToString(CultureInfo.InvariantCulture),
            ["timestamp"] = TimeProvider.System.GetUtcNow().ToString("O"),
            ["serviceUrl"] = teams.ServiceUrl,
            ["channelId"] = "msteams",
            ["from"] = Ana.AsSender(),
            ["recipient"] = bot.DeepClone(),
            ["conversation"] = new JsonObject
            {
                ["id"] = conversation,
                ["conversationType"] = "channel",
                ["isGroup"] = true,
                ["tenantId"] = FakeConnector.Tenant,
            },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = FakeConnector.Tenant } },
            ["text"] = "<at>Incidents</at> " + words,
            ["entities"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "mention",
                    ["mentioned"] = bot,
                    ["text"] = "<at>Incidents</at>",
                }
            ),
        };
    }
}
