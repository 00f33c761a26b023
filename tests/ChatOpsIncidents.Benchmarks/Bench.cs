using System.Diagnostics;
using System.Globalization;
using ChatOpsIncidents.Host.Postgres;

namespace ChatOpsIncidents.Benchmarks;

/// <summary>The loads, against one running host.</summary>
internal sealed class Bench(RunningHost host, Slack slack, int seconds)
{
    /// <summary>Incidents in which people work at once; one more is the crowd's.</summary>
    public const int Incidents = 16;

    /// <summary>Posts that wait, and in how many rooms.</summary>
    private const int PostsWaiting = 10_000,
        RoomsWaiting = 100;

    private const int FactsInLarge = 500;
    private const int MessagesInLarge = 10_000;

    // No two alike: the second of two like ones would be asked whether it is the same.
    private static readonly string[] Titles =
    [
        .. "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec".Split(
            ' '
        ),
    ];

    private readonly Load _load = new(host.Port);
    private string[] _rooms = [];

    /// <summary>Declares the incidents, waits for their rooms, and lets the host compile what is hot.</summary>
    public async Task WarmUp()
    {
        await _load.Flat(
            (_, i) => slack.Command(i, $"C0ORIGIN{i}", $"declare major {Titles[i]}"),
            1,
            60,
            Titles.Length
        );
        for (var wait = 0; _rooms.Length < Incidents + 1; wait++)
        {
            await Task.Delay(500);
            _rooms = await Rooms();
            if (wait > 120)
                throw new InvalidOperationException($"Only {_rooms.Length} rooms opened.");
        }

        await BareInsert(16, 2);
        for (var i = 0; i < 3; i++)
        {
            await Commands(2);
            await Crowd(2);
            await Messages(64, 2);
        }
    }

    /// <summary>The signature is checked, and nothing else.</summary>
    public Task<Figures> Bare(int callers) => Flat((_, _) => Slack.Plain(BenchHost.Bare), callers, seconds, 4_000);

    /// <summary>The signature is checked and one row is stored.</summary>
    public Task<Figures> BareInsert(int callers, int? time = null) =>
        Flat((_, _) => Slack.Plain(BenchHost.BareInsert), callers, time ?? seconds, 3_000);

    /// <summary>Sixteen callers, each in the room of another incident.</summary>
    public Task<Figures> Commands(int? time = null) => Flat(Command, Incidents, time ?? seconds, 2_000);

    /// <summary>The same at a pace.</summary>
    public Task<Figures> PacedCommands() => Measured(() => _load.Paced(Command, 50, seconds));

    /// <summary>Fifty people in one incident, with mixed commands.</summary>
    public Task<Figures> Crowd(int? time = null) =>
        Flat((caller, i) => slack.Command(caller, _rooms[Incidents], Mixed(caller, i)), 50, time ?? seconds, 500);

    /// <summary>Talk in sixteen rooms.</summary>
    public Task<Figures> Messages(int callers, int? time = null) =>
        Flat(Message, callers, time ?? seconds, 4_000 * 16 / callers);

    /// <summary>The same at a pace.</summary>
    public Task<Figures> PacedMessages() => Measured(() => _load.Paced(Message, 50, seconds));

    /// <summary>Has ten thousand posts wait, each in a room that may have one message a second.</summary>
    public async Task FillOutbox()
    {
        await using var fill = host.Database.CreateCommand(Sql.FillOutbox);
        fill.Parameters.AddWithValue("posts", PostsWaiting);
        fill.Parameters.AddWithValue("rooms", RoomsWaiting);
        await fill.ExecuteNonQueryAsync();
    }

    /// <summary>How many effects wait.</summary>
    public async Task<long> Waiting()
    {
        await using var count = host.Database.CreateCommand(Sql.Waiting);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    /// <summary>Takes away what waits, so that the next load begins without it.</summary>
    public async Task EmptyOutbox()
    {
        await using var settle = host.Database.CreateCommand(Sql.SettleAll);
        await settle.ExecuteNonQueryAsync();
    }

    /// <summary>Fills an incident and replays it.</summary>
    public async Task<string> Replay()
    {
        await using (var fill = host.Database.CreateCommand(Sql.FillLargeIncident))
        {
            fill.Parameters.AddWithValue("facts", FactsInLarge);
            fill.Parameters.AddWithValue("messages", MessagesInLarge);
            await fill.ExecuteNonQueryAsync();
        }

        var store = new PostgresEventStore(host.Database);
        _ = Incident.Replay("INC-900", await store.Read("INC-900", default));
        var start = Stopwatch.GetTimestamp();
        var facts = await store.Read("INC-900", default);
        _ = Incident.Replay("INC-900", facts);
        var replay = Stopwatch.GetElapsedTime(start);
        var export = await host.Export("INC-900");
        var command = await _load.Flat((_, i) => slack.Command(0, "C0ELSE", $"INC-900 note hello {i}"), 1, 10, 50);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Replay of {facts.Count} facts beside {MessagesInLarge} captured messages: {replay.TotalMilliseconds:F1} ms; "
                + $"JSON export of both: {export.TotalMilliseconds:F0} ms; a command in that incident: {command.P50:F1} ms."
        );
    }

    /// <summary>How late deadlines fall.</summary>
    public async Task<string> DeadlineLateness()
    {
        await using (var fill = host.Database.CreateCommand(Sql.SetDeadlines))
            await fill.ExecuteNonQueryAsync();
        await Task.Delay(TimeSpan.FromSeconds(9));
        await using var read = host.Database.CreateCommand(Sql.Lateness);
        await using var row = await read.ExecuteReaderAsync();
        await row.ReadAsync();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Deadlines: {row.GetInt64(0)} fell due; lateness p50 {row.GetDouble(1):F0} ms, worst "
                + $"{row.GetDouble(2):F0} ms (one sweep a second)."
        );
    }

    private byte[] Command(int caller, int i) =>
        slack.Command(caller, _rooms[caller % Incidents], $"note observation number {i}");

    private byte[] Message(int caller, int i) => slack.Message(caller, _rooms[caller % Incidents]);

    private static string Mixed(int caller, int i) =>
        ((caller + i) % 4) switch
        {
            0 => $"note seen {i}",
            1 => "status",
            2 => $"symptom timeouts {caller}-{i}",
            _ => $"gap no graph {caller}-{i}",
        };

    private Task<Figures> Flat(Func<int, int, byte[]> request, int callers, int time, int perCallerMax) =>
        Measured(() => _load.Flat(request, callers, time, perCallerMax));

    private async Task<Figures> Measured(Func<Task<Figures>> load)
    {
        var before = CpuUsed.Now(host.Id);
        var figures = await load();
        return figures with { Cpu = CpuUsed.Now(host.Id) - before };
    }

    private async Task<string[]> Rooms()
    {
        await using var command = host.Database.CreateCommand(Sql.Rooms);
        List<string> rooms = [];
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
            rooms.Add(row.GetString(1));
        return [.. rooms.Take(Incidents + 1)];
    }
}
