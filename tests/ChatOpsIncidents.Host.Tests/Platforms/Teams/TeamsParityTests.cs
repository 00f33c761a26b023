using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>What people who only read, who are called, and who work see in Teams.</summary>
public sealed class TeamsParityTests : IAsyncLifetime
{
    private static readonly TeamsPerson Ana = TeamsPerson.Ana;
    private static readonly TeamsPerson Ben = TeamsPerson.Ben;

    private TeamsWorld _world = null!;
    private string _room = "";

    public async Task InitializeAsync()
    {
        _world = await TeamsWorld.Start(
            new()
            {
                ["Web:BaseUrl"] = "https://incidents.example.com",
                [$"Outbox:AnnounceChannels:{FakeConnector.Tenant}"] = FakeConnector.General,
            }
        );
        await _world.Say(Ben, "help"); // Ben has added the app
        await _world.Declare(Ana, "declare major checkout fails");
        _room = (await _world.Card()).Conversation;
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact, Trait("Requirement", "C9")]
    public async Task The_announcement_lives_in_a_channel_that_nobody_wrote_in_and_changes_in_place()
    {
        var announced = await Announced("checkout fails");
        await _world.Say(Ana, "impact who: most how-bad: main-flow ongoing: yes", _room);
        var changed = await Announced("most users");
        Assert.Equal(announced.Id, changed.Id);
        await _world.Say(Ana, "update what: cards fail impact: no payments doing: rolling back next: 30m", _room);
        await _world.Shown("cards fail");
        Assert.Single(Roots());
    }

    [Fact, Trait("Fault", "U1")]
    public async Task Who_is_called_hears_it_alone_and_the_room_only_after_it_was_delivered()
    {
        await _world.Say(
            Ana,
            "page <at>Ben Okafor</at> the database is yours",
            _room,
            change: activity => activity["entities"]!.AsArray().Add(TeamsWorld.Mention(Ben.Address, "Ben Okafor"))
        );
        var call = await _world.Shown("the database is yours", Ben.Chat);
        await _world.Shown("paged", _room);
        var answered = await _world.Press(Ben, call, "I'm on it");
        Assert.NotEmpty(answered.Text);
        await _world.Shown("is on it", _room);
        await _world.Until(
            () =>
                _world.Teams.In(Ben.Chat).Single(one => one.Id == call.Id) is { Edits: > 0 } answer
                && CardText.Buttons(answer.Card).Count == 0
                    ? answer
                    : null,
            "The call without its button"
        );
    }

    [Fact]
    public async Task Who_never_added_the_app_is_not_called_paged_and_the_room_hears_it()
    {
        _world.Teams.Shut(TeamsPerson.Chloe.Chat);
        await _world.Say(TeamsPerson.Chloe, "note hello", _room);
        await _world.Say(
            Ana,
            "page <at>Chloe Martin</at> the index is yours",
            _room,
            change: activity =>
                activity["entities"]!.AsArray().Add(TeamsWorld.Mention(TeamsPerson.Chloe.Address, "Chloe Martin"))
        );
        await _world.Kept("page-failed.v1");
        await _world.Shown("added the app", _room);
        Assert.DoesNotContain("people-paged.v1", await _world.Facts());
    }

    [Fact]
    public async Task A_task_is_done_where_it_stands()
    {
        await _world.Say(Ana, "task <at>Ben Okafor</at> trace the queue", _room, change: Named);
        var task = await _world.Until(
            () => _world.Teams.In(_room).FirstOrDefault(one => CardText.Buttons(one.Card).ContainsKey("Done")),
            "The task"
        );
        Assert.Contains("trace the queue", task.Text);
        Assert.NotEmpty((await _world.Press(Ben, task, "Done")).Text);
        await _world.Kept("task-done.v1");
    }

    [Fact, Trait("Requirement", "D5")]
    public async Task A_set_of_files_is_one_message_with_a_link_for_each()
    {
        var place = new MessagePlace(_room);
        RenderedFile[] files =
        [
            new("inc-1.html", "text/html", [1]) { Link = "https://incidents.example.com/e/1" },
            new("inc-1.csv", "text/csv", [2]) { Link = "https://incidents.example.com/e/2" },
        ];
        var upload = new Effect.Upload(Destination.Room, "html", "export-7")
        {
            With = ["csv"],
            Message = ChatMessage.Text("The report"),
        };
        var platform =
            Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetServices<IChatPlatform>(
                _world.Host.App.Services
            );
        await platform
            .Single(one => one.Name == "teams")
            .Deliver(
                new Delivery(9_001, 1, false, FakeConnector.Tenant, "INC-1", upload, place, files[0])
                {
                    MoreFiles = [files[1]],
                },
                default
            );
        var message = await _world.Shown("The report", _room);
        Assert.Equal(["Open html", "Open csv"], CardText.Buttons(message.Card).Keys);
        Assert.Contains("The links are good for a week", message.Text);
    }

    private static void Named(System.Text.Json.Nodes.JsonObject activity) =>
        activity["entities"]!.AsArray().Add(TeamsWorld.Mention(Ben.Address, "Ben Okafor"));

    private Sent[] Roots() =>
        [.. _world.Teams.In().Where(one => one.Conversation == $"{FakeConnector.General};messageid={one.Id}")];

    private Task<Sent> Announced(string text) =>
        _world.Until(
            () => Roots().FirstOrDefault(one => one.Text.Contains(text, StringComparison.Ordinal)),
            $"The announcement with “{text}”"
        );
}
