using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Platforms.Teams;
using ChatOpsIncidents.Host.Tests.Slack;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>Every card by both validators: the published schema with the rules of size, and Microsoft's own
/// library.</summary>
public sealed class TeamsCardsTwiceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 14, 10, 0, TimeSpan.Zero);
    private static readonly TeamsNames Names = new(FakeConnector.Tenant, "Incidents", _ => "Ana Sousa");
    private static readonly TeamsPerson Ana = TeamsPerson.Ana;

    [Fact, Trait("Requirement", "D1")]
    public async Task What_people_see_of_every_command_is_valid_by_both()
    {
        await using var world = await TeamsWorld.Start(new() { ["Web:BaseUrl"] = "https://incidents.example.com" });
        await world.Declare(Ana, "declare major checkout fails service: checkout");
        var card = await world.Card();
        List<JsonObject> cards = [];
        foreach (var word in Engine.Deciding.Vocabulary.Commands.Select(command => command.Verb))
        {
            var pressed = await Shown(world, card.Conversation, "adaptiveCard/action", Press(word));
            var fetched = await Shown(world, card.Conversation, "task/fetch", Dialog(word));
            var dialog = fetched["task"]?["value"] as JsonObject;
            cards.AddRange(new[] { pressed["value"], dialog?["card"]?["content"] }.OfType<JsonObject>());
        }

        await world.Settled();
        cards.AddRange(world.Teams.In().Select(one => one.Card));
        Assert.True(cards.Count > 100, $"There are only {cards.Count} cards.");
        await AreValid(cards);
    }

    // Whatever people type, however much of it.
    [Fact]
    public async Task Hostile_texts_make_no_card_invalid_or_too_large()
    {
        var random = new Random(20_261_121);
        var runs = Enumerable.Range(0, 200).ToArray();
        ChatMessage[] messages =
        [
            .. SlackBlocksTests.Messages.Values,
            .. runs.Select(run => HostileChat.Message(random, run)),
        ];
        Form[] forms = [SlackBlocksTests.Everything, .. runs.Select(_ => Typed(HostileChat.Form(random)))];
        List<JsonObject> cards = [.. messages.Select(message => TeamsCards.Render(message, Now, Names))];
        foreach (var message in messages)
        {
            var card = TeamsCards.Render(message, Now, Names);
            TeamsCards.PutInDialog(card, "note:once");
            cards.Add(card);
        }

        foreach (var form in forms)
            cards.AddRange(Forms(form));
        await AreValid(cards);
    }

    [Fact]
    public async Task The_second_validator_finds_what_is_wrong()
    {
        var input = new JsonObject { ["type"] = "Input.Text" };
        var twice = new JsonObject
        {
            ["type"] = "TextBlock",
            ["id"] = "one",
            ["text"] = "once",
        };
        var card = TeamsCards.Card([input, twice, twice.DeepClone()], new TeamsText(Now, Names), "two");
        Assert.Equal(2, Assert.Single(await SecondCardCheck.FaultsOf([card])).Length);
    }

    // Nobody fills in ten fields to the brim: a form that large is none of ours.
    private static Form Typed(Form form) =>
        form with
        {
            Fields =
            [
                .. form.Fields.Select(field =>
                    field with
                    {
                        Value = new string([
                            .. (field.Value ?? "").EnumerateRunes().Take(1_000).SelectMany(rune => rune.ToString()),
                        ]),
                    }
                ),
            ],
        };

    private static IEnumerable<JsonObject> Forms(Form form)
    {
        var state = new TeamsFormState(form, "INC-7", FakeConnector.Channel);
        FieldOption[] people = [new(Ana.Id, Ana.Name)];
        var errors = form.Fields.ToDictionary(field => field.Key, _ => "Please fill this in.");
        yield return TeamsForms.Render(state, new Dictionary<string, string>(), Names, Now, people);
        yield return TeamsForms.Render(state, errors, Names, Now, people, isDialog: true);
    }

    private static async Task AreValid(IReadOnlyList<JsonObject> cards)
    {
        Assert.All(cards, card => Assert.Empty(CardCheck.FaultsOf(card)));
        var found = await SecondCardCheck.FaultsOf(cards);
        Assert.Equal(cards.Count, found.Length);
        Assert.All(
            cards.Zip(found),
            one => Assert.True(one.Second.Length == 0, $"{one.Second.FirstOrDefault()}: {one.First}")
        );
    }

    private static JsonObject Press(string word) =>
        new()
        {
            ["action"] = new JsonObject
            {
                ["type"] = "Action.Execute",
                ["verb"] = "run",
                ["data"] = new JsonObject { ["command"] = "INC-1 " + word },
            },
        };

    private static JsonObject Dialog(string word) =>
        new() { ["data"] = new JsonObject { ["command"] = "INC-1 " + word } };

    private static async Task<JsonObject> Shown(TeamsWorld world, string conversation, string name, JsonObject value)
    {
        var activity = world.Activity(Ana, "invoke", conversation);
        (activity["name"], activity["value"]) = (name, value);
        return await world.Invoke(activity);
    }
}
