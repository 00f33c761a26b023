using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Platforms.Teams;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>What is said in rooms and kept, as far as the team's owner lets us hear it.</summary>
public sealed class TeamsCaptureTests
{
    private static readonly TeamsPerson Ana = TeamsPerson.Ana;
    private static readonly TeamsPerson Ben = TeamsPerson.Ben;

    [Fact, Trait("Requirement", "D4")]
    public async Task With_the_owners_consent_messages_edits_and_deletions_are_kept()
    {
        await using var world = await TeamsWorld.Start(new() { ["Teams:ReadsAllMessages"] = "true" });
        await world.Declare(Ana, "declare major checkout fails");
        var room = (await world.Card()).Conversation;
        var id = await world.Say(Ben, "the queue is full", room, mention: false);
        await Change(world, room, id, "messageUpdate", "editMessage", "the queue is half full");
        await Change(world, room, id, "messageDelete", "softDeleteMessage", null);
        Assert.Equal(
            ["message the queue is full", "message-edited the queue is half full", "message-deleted "],
            await Kept(world)
        );
        Assert.DoesNotContain(world.Teams.In(room), one => one.Text.Contains("mention me", StringComparison.Ordinal));
    }

    [Fact, Trait("Requirement", "D4")]
    public async Task Without_it_only_mentions_are_kept_and_the_room_says_so()
    {
        await using var world = await TeamsWorld.Start();
        await world.Declare(Ana, "declare major checkout fails");
        var room = (await world.Card()).Conversation;
        await world.Say(Ben, "the queue is full", room, mention: false); // delivered all the same, by an old consent
        await world.Say(Ben, "note it was me", room);
        Assert.Equal(["message @Incidents note it was me"], await Kept(world));
        await world.Shown("Captured: mentions only", room);
    }

    [Fact]
    public async Task What_is_said_to_us_alone_is_never_kept()
    {
        await using var world = await TeamsWorld.Start(new() { ["Teams:ReadsAllMessages"] = "true" });
        await world.Say(Ana, "declare major checkout fails");
        await world.Card();
        await world.Say(Ana, "INC-1 status");
        Assert.Empty(await Kept(world));
    }

    [Fact]
    public async Task An_unmentioned_message_is_no_command()
    {
        await using var world = await TeamsWorld.Start(new() { ["Teams:ReadsAllMessages"] = "true" });
        await world.Say(Ana, "declare major checkout fails", $"{FakeConnector.Channel};messageid=1", mention: false);
        await world.Say(Ana, "declare major checkout fails", FakeConnector.Group, mention: false);
        Assert.Empty(world.Host.App.Services.Asked());
    }

    [Fact]
    public async Task A_reaction_to_a_message_of_ours_is_kept()
    {
        await using var world = await TeamsWorld.Start();
        await world.Declare(Ana, "declare major checkout fails");
        var card = await world.Card();
        var reaction = world.Activity(Ben, "messageReaction", card.Conversation);
        reaction["replyToId"] = card.Id;
        reaction["reactionsAdded"] = new JsonArray(new JsonObject { ["type"] = "like" });
        using var answer = await world.Deliver(reaction);
        Assert.Equal(202, (int)answer.StatusCode);
        Assert.Equal(["reaction-added like"], await Kept(world));
    }

    [Fact]
    public async Task Where_the_app_was_taken_away_nobody_writes_until_something_comes_from_there()
    {
        await using var world = await TeamsWorld.Start();
        await world.Declare(Ana, "declare major checkout fails");
        var room = (await world.Card()).Conversation;
        var directory = world.Host.App.Services.GetRequiredService<TeamsDirectory>();
        var removal = world.Activity(Ana, "installationUpdate", FakeConnector.Channel);
        removal["action"] = "remove";
        using var answer = await world.Deliver(removal);
        Assert.Equal(202, (int)answer.StatusCode);
        Assert.NotNull((await directory.Find(room, default))!.Unreachable);
        await world.Say(Ben, "note we are back", room);
        Assert.Null((await directory.Find(room, default))!.Unreachable);
    }

    private static async Task Change(TeamsWorld world, string room, string id, string type, string kind, string? text)
    {
        var activity = world.Activity(Ben, type, room);
        (activity["id"], activity["text"]) = (id, text);
        activity["channelData"]!["eventType"] = kind;
        using var answer = await world.Deliver(activity);
        Assert.Equal(202, (int)answer.StatusCode);
    }

    private static async Task<IReadOnlyList<string>> Kept(TeamsWorld world)
    {
        await using var command = world
            .Host.App.Services.GetRequiredService<NpgsqlDataSource>()
            .CreateCommand("select kind, content from chat_message order by at, version");
        await using var row = await command.ExecuteReaderAsync();
        List<string> kept = [];
        while (await row.ReadAsync())
            kept.Add($"{row.GetString(0)} {JsonNode.Parse(row.GetString(1))!["text"]}");
        return kept;
    }
}
