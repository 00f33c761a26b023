using ChatOpsIncidents.Host.Capture;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Access;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Stories;

/// <summary>What people do in a chat platform, the same for all: a story that is told once can be played on each.</summary>
internal abstract class StoryDoor : IAsyncDisposable
{
    /// <summary>The incident of a story.</summary>
    protected const string Incident = "INC-1";

    private int _ahead;

    /// <summary>The host, whose clock can be turned.</summary>
    public abstract WholeHost Host { get; }

    /// <summary>Somebody declares an incident in a channel.</summary>
    public abstract Task Declare(string who, string words);

    /// <summary>Somebody types a command in the incident's room.</summary>
    public abstract Task Type(string who, string words);

    /// <summary>Somebody says something in the room that is no command.</summary>
    public abstract Task Say(string who, string words);

    /// <summary>Somebody presses the newest button of that label that they see.</summary>
    public abstract Task Press(string who, string label);

    /// <summary>Somebody submits the form that they were shown last.</summary>
    public abstract Task Submit(string who, params (string Key, string Value)[] values);

    /// <summary>How a person is named in words.</summary>
    public abstract string Mention(string who);

    /// <summary>The texts that the bot posted in the room and its threads, in order; what was edited counts once.</summary>
    public abstract IReadOnlyList<string> Posts();

    /// <summary>Where the room is.</summary>
    protected string Room { get; private set; } = "";

    /// <summary>What every door's clock is.</summary>
    protected static Dictionary<string, string?> Settings =>
        new() { ["Clock:Adjustable"] = "true", ["Web:BaseUrl"] = "https://incidents.example.com" };

    /// <summary>The clock moves on, and all that falls due on the way is done.</summary>
    public async Task Forward(int minutes)
    {
        _ahead += minutes;
        Host.App.Services.GetRequiredService<AdjustableClock>().Forward(TimeSpan.FromMinutes(_ahead));
        await Settled();
    }

    /// <summary>Waits until whoever spoke was heard, nothing is on its way out and nothing is due.</summary>
    public async Task Settled()
    {
        var speakers = Host.App.Services.GetRequiredService<SpeakerSignals>();
        await Until(async () => !speakers.IsQuiet || await Waiting() is { Length: > 0 } ? null : "");
        Room = await One("select channel_id from placed where incident_id = 'INC-1' and name = 'room'") ?? "";
    }

    /// <summary>The stored names of the incident's facts, in order, each with who is said to have done it. What was
    /// captured is left out: a command is a message in one platform and none in another.</summary>
    public async Task<IReadOnlyList<string>> Facts() =>
        [
            .. (await Host.App.Services.GetRequiredService<IEventStore>().Read(Incident, default))
                .Where(fact => fact.Fact is not MessagesSealed)
                .Select(fact => $"{Vocabulary.NameOf(fact.Fact)} by {fact.By.Name.Split(' ')[0].ToLowerInvariant()}"),
        ];

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>Waits until something is there.</summary>
    protected async Task<T> Until<T>(Func<Task<T?>> look)
        where T : class =>
        await Wait.For(look) ?? throw new TimeoutException($"It did not come. Still on its way: {await Waiting()}");

    private Task<string?> Waiting()
    {
        var now = Host.App.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        return One(
            "select string_agg(what, ', ') from (select order_key || ' ' || coalesce(why, '') as what from outbox "
                + "where settled_at is null union all select 'deadline ' || name from deadline where due_at <= $1) as all_of_it",
            now
        );
    }

    private async Task<string?> One(string sql, params object[] values)
    {
        await using var command = Host.App.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        return await command.ExecuteScalarAsync() as string;
    }
}
