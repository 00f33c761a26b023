using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>A private incident in Teams: a chat of its people, and nothing of it anywhere else.</summary>
[Trait("Requirement", "D1")]
public sealed class TeamsPrivateTests
{
    private static readonly TeamsPerson Ana = TeamsPerson.Ana;
    private static readonly TeamsPerson Ben = TeamsPerson.Ben;
    private static readonly TeamsPerson Chloe = TeamsPerson.Chloe;

    [Fact]
    public async Task It_is_a_chat_of_its_people_and_whoever_is_not_in_it_sees_nothing()
    {
        await using var teams = await FakeConnector.Start();
        await using var world = await TeamsWorld.Start(teams.ChatSettings, teams: teams);
        await world.Say(Ben, "help");
        await world.Say(Ana, "declare private major registry answers nobody");
        var card = await world.Shown("registry answers nobody", await Room(world));
        await world.Say(Ana, "note the disk is full", card.Conversation);
        await world.Kept("note-taken.v1");
        var (chat, people) = (teams.Graph.Chats[card.Conversation], new[] { Ana.Id });
        Assert.Equal(people, chat.Members.Keys);
        Assert.StartsWith("inc-1", chat.Topic);
        await world.Say(Ben, "INC-1 status");
        await world.Say(Ben, "list all");
        await world.Settled();
        Assert.DoesNotContain(teams.In(Ben.Chat), IsOfIt);
        Assert.DoesNotContain(teams.In(), one => one.Conversation.Contains("@thread.tacv2") && IsOfIt(one));

        await world.Say(Ana, "role ops <at>Ben Okafor</at>", card.Conversation, change: NamesBen);
        await Wait.Until("Ben in the chat", () => chat.Members.ContainsKey(Ben.Id));
        Assert.StartsWith("0001-01-01", chat.Members[Ben.Id]); // what was said before he came is his to read
        await world.Say(Ben, "note I am here", card.Conversation);
        await Wait.Until("Ben's note", async () => (await world.Facts()).Count(kind => kind == "note-taken.v1") == 2);
        await world.Say(Chloe, "INC-1 status");
        await world.Settled();
        Assert.DoesNotContain(teams.In(Chloe.Chat), IsOfIt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_no_chat_may_be_opened_its_people_hear_so_and_what_to_do_and_no_channel_hears_of_it(
        bool isSet
    )
    {
        await using var teams = await FakeConnector.Start();
        teams.Graph.Granted.Clear();
        var settings = isSet ? teams.ChatSettings : teams.Settings;
        await using var world = await TeamsWorld.Start(settings, teams: teams);
        await world.Declare(Ana, "declare private major registry answers nobody");
        var told = await world.Shown("No private room could be opened", Ana.Chat);
        Assert.Contains("deploy/teams/README.md", told.Text);
        Assert.Contains("registry answers nobody", told.Text);
        await world.Say(Ana, "INC-1 note the disk is full");
        await world.Kept("note-taken.v1");
        await world.Settled();
        Assert.DoesNotContain(teams.In(), one => one.Conversation != Ana.Chat);
        Assert.Empty(teams.Graph.Chats);
    }

    private static async Task<string> Room(TeamsWorld world)
    {
        await Wait.Until("a chat", () => !world.Teams.Graph.Chats.IsEmpty);
        return world.Teams.Graph.Chats.Keys.Single();
    }

    private static bool IsOfIt(Sent message) => message.Text.Contains("registry", StringComparison.Ordinal);

    private static void NamesBen(JsonObject activity) =>
        activity["entities"]!.AsArray().Add(TeamsWorld.Mention(Ben.Address, Ben.Name));
}
