using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Tests.Access;
using ChatOpsIncidents.Host.Tests.Field;
using ChatOpsIncidents.Host.Tests.Platforms.Teams;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Truth;

/// <summary>A note without a name as people leave it, through chat's own doors: whoever has the database in hand does not even
/// learn that its author was there.</summary>
[Trait("Requirement", "B29")]
public sealed class NamelessDoorTests
{
    private const string Words = "I did not know which of the two dashboards was the right one";
    private const string Newcomer = "U0NEWCOMER";

    [Fact]
    public async Task Who_leaves_one_from_Slack_stands_in_no_table()
    {
        await using var played = await FieldCase.Start();
        await played.Do(
            """{ "slack": [{ "method": "users.info", "match": { "user": "U0NEWCOMER" }, "answer": { "ok": true, "user": { "id": "U0NEWCOMER", "name": "nora", "real_name": "Nora New", "profile": {} } } }] }""",
            """{ "command": "declare medium payouts are stuck even-so: \"yes\"", "by": "U0ANASOUSA", "in": "C0GENERAL", "opens": true }""",
            """{ "command": "anonymous", "by": "U0NEWCOMER", "in": "$ROOM" }"""
        );
        Assert.Contains("Without your name", played.Form!.ToJsonString(), StringComparison.Ordinal);
        await played.Submit(Newcomer, $$"""{ "kind": "confusion", "rest": "{{Words}}" }""");
        await Wait.Until(
            "the note is kept",
            async () => (await AllRows.Of(played.Database)).Any(row => row.Has(Words))
        );
        // What was learned of people is kept in its order: whoever came before this one would stand there by then.
        await played.Do("""{ "command": "note I look at the ledger", "by": "U0BENMAIER", "in": "$ROOM" }""");
        await Wait.Until(
            "Ben is kept",
            async () =>
                (await AllRows.Of(played.Database)).Any(row =>
                    row.StartsWith("public.person", StringComparison.Ordinal) && row.Has("U0BENMAIER")
                )
        );
        var rows = await AllRows.Of(played.Database);
        Assert.DoesNotContain(rows, row => row.Has(Newcomer) || row.Has("nora") || row.Has("Nora New"));
        Assert.StartsWith("public.nameless_note", Assert.Single(rows, row => row.Has(Words)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_leaves_one_from_Teams_moves_no_row_though_the_host_has_just_begun()
    {
        // What a note leaves behind is there each time; what the host does by itself just then (it seals, it catches up)
        // is not.
        var added = await LeaveAfterAStart();
        for (var more = 0; more < 2 && added.Count > 1; more++)
            added = await LeaveAfterAStart();
        Assert.StartsWith("public.nameless_note", Assert.Single(added), StringComparison.Ordinal);
    }

    private static async Task<List<string>> LeaveAfterAStart()
    {
        var database = await new PostgresFixture().NewDatabase();
        var before = await TeamsWorld.Start(database: database);
        await before.Declare(TeamsPerson.Ana, "declare medium payouts are stuck");
        await before.Say(TeamsPerson.Ben, "note I look at the ledger", (await before.Card()).Conversation);
        await before.Say(TeamsPerson.Ben, "help");
        await before.Kept("note-taken.v1");
        await before.Host.DisposeAsync();

        await using var world = await TeamsWorld.Start(database: database, teams: before.Teams);
        var source = world.Host.App.Services.GetRequiredService<NpgsqlDataSource>();
        await world.Say(TeamsPerson.Ana, "INC-1 status"); // The host is awake.
        var rows = (await AllRows.Of(source)).Quiet().ToHashSet();
        var form = await Dialog(world, "task/fetch", new JsonObject { ["command"] = "INC-1 anonymous" });
        var data = CardText.Buttons(form["task"]!["value"]!["card"]!["content"]!.AsObject()).Values.Single()["data"]!;
        var filled = data.DeepClone().AsObject();
        (filled["in.kind"], filled["in.rest"]) = ("confusion", Words);
        await Dialog(world, "task/submit", filled);
        return (await AllRows.Of(source)).Quiet().Except(rows).ToList();
    }

    private static async Task<JsonObject> Dialog(TeamsWorld world, string name, JsonObject data)
    {
        var activity = world.Activity(TeamsPerson.Ben, "invoke", TeamsPerson.Ben.Chat);
        (activity["name"], activity["value"]) = (name, new JsonObject { ["data"] = data });
        return await world.Invoke(activity);
    }
}
