using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>Parts of messages, as Teams shows them.</summary>
public sealed class TeamsCardTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private TeamsBench _bench = null!;

    public async Task InitializeAsync() => _bench = await TeamsBench.Start(postgres);

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task A_fact_with_a_button_is_a_row_and_rare_steps_stand_behind_the_dots()
    {
        var message = ChatMessage.Text("Three ways back", new ChatAction("None possible", "rollback none")) with
        {
            Facts =
            [
                new ChatFact("payments 4.2", "4 min before")
                {
                    Action = new ChatAction("Roll back", "rollback payments"),
                },
                new ChatFact("Symptoms since", "14:00"),
            ],
            More = [new ChatAction("Rule out all", "suspect deploys none")],
        };
        var post = new Effect.Post(Destination.Room, message, "log:0");
        Assert.IsType<AttemptEnd.Done>(await _bench.Deliver(post, new MessagePlace(FakeConnector.Channel)));
        var sent = Assert.Single(_bench.Teams.In());
        var buttons = CardText.Buttons(sent.Card);
        Assert.Equal(["Roll back", "None possible", "Rule out all"], buttons.Keys);
        Assert.Equal("rollback payments", buttons["Roll back"]["data"]!["command"]!.ToString());
        Assert.Equal("secondary", buttons["Rule out all"]["mode"]!.ToString());
        Assert.Null(buttons["None possible"]["mode"]);
        Assert.Contains("Symptoms since: 14:00", sent.Text);
        Assert.Contains("payments 4.2", sent.Text);
    }
}
