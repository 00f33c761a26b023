using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Tests.Access;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>What a delivery meets while a part of the host is in trouble.</summary>
public sealed class TeamsTroubleTests
{
    private static readonly TeamsPerson Ana = TeamsPerson.Ana;

    [Theory]
    [InlineData("message")]
    [InlineData("invoke")]
    public async Task What_cannot_be_stored_gets_a_503_and_is_done_once_when_it_comes_again(string type)
    {
        await using var world = await TeamsWorld.Start();
        var room = await world.Declare(Ana, "declare major checkout fails");
        var card = await world.Card();
        await world.Settled();
        var delivery = type == "message" ? Noted(world, room) : Pressed(world, card);
        var before = await world.Facts();
        await Database(world, "alter table fact rename to fact_away");
        using (var lost = await world.Deliver(delivery.DeepClone().AsObject()))
            Assert.Equal(503, (int)lost.StatusCode);
        await Database(world, "alter table fact_away rename to fact");
        Assert.Equal(before, await world.Facts());
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var again = await world.Deliver(delivery.DeepClone().AsObject());
            Assert.Equal(type == "message" ? 202 : 200, (int)again.StatusCode);
        }

        Assert.Single((await world.Facts()).Skip(before.Count), Kind(type));
    }

    [Fact]
    public async Task While_the_sign_in_hangs_Slack_hears_everything_and_what_comes_in_is_taken()
    {
        await using var slack = await FakeSlack.Start();
        await using var world = await TeamsWorld.Start(slack.Settings);
        await world.Say(Ana, "help");
        await world.Shown("declare", Ana.Chat);
        (world.Teams.SignInHangs, world.Teams.OnlyToken) = (true, "one that is not given");
        var rooms = Enumerable.Range(0, 16).Select(n => $"{FakeConnector.Channel};messageid={n}").ToArray();
        foreach (var room in rooms) // each is a place of its own for whoever carries words
            await world.Say(Ana, $"declare major {room[^4..]} fails even-so: yes", room);
        var before = slack.Sent.Count;
        using var declared = await slack.Command(world.Host, FakeSlack.Ana, "declare major cards fail even-so: yes");
        Assert.Equal(200, (int)declared.StatusCode);
        await Wait.Until(
            "the card in Slack",
            () =>
                slack
                    .Sent.Skip(before)
                    .Any(sent =>
                        sent.Method == "chat.postMessage" && sent.Body.Contains("cards fail", StringComparison.Ordinal)
                    )
        );
        // Had each that waits asked for itself, there would be one for every worker. One may end while the next begins.
        Assert.InRange(world.Teams.SignInsAtOnce, 1, 2);
        Assert.DoesNotContain(world.Teams.In(), one => one.Text.Contains("INC-1", StringComparison.Ordinal));
        (world.Teams.SignInHangs, world.Teams.OnlyToken) = (false, null);
        await world.Until(() => world.Teams.In(rooms[0]) is [var first, ..] ? first : null, "What was kept waiting");
    }

    private static string Kind(string type) => type == "message" ? "note-taken.v1" : "impact-assessed.v1";

    private static JsonObject Noted(TeamsWorld world, string room)
    {
        var activity = world.Activity(Ana, "message", room);
        activity["text"] = "<at>Incidents</at> INC-1 note the queue is full";
        activity["entities"] = new JsonArray(TeamsWorld.Mention("28:" + FakeConnector.AppId, "Incidents"));
        return activity;
    }

    private static JsonObject Pressed(TeamsWorld world, Sent card)
    {
        var activity = world.Activity(Ana, "invoke", card.Conversation);
        (activity["name"], activity["replyToId"]) = ("adaptiveCard/action", card.Id);
        var button = CardText.Buttons(card.Card)["Not known yet"];
        activity["value"] = new JsonObject
        {
            ["action"] = new JsonObject
            {
                ["type"] = "Action.Execute",
                ["verb"] = button["verb"]!.ToString(),
                ["data"] = button["data"]!.DeepClone(),
            },
            ["trigger"] = "manual",
        };
        return activity;
    }

    private static async Task Database(TeamsWorld world, string sql)
    {
        await using var command = world.Host.App.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
