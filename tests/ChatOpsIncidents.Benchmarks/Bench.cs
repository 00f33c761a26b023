using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChatOpsIncidents.Engine.Exports;
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

    private const int StormAlerts = 1_000,
        StormSeconds = 10;

    private const int PastIncidents = 2_000;
    private const int DeclaredMax = 60;
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

        Sound(await BareInsert(16, 2), "bare insert");
        for (var i = 0; i < 3; i++)
        {
            Sound(await Commands(2), "command");
            Sound(await Crowd(2), "command in one incident");
            Sound(await Messages(64, 2), "captured message");
        }
    }

    /// <summary>The signature is checked, and nothing else.</summary>
    public Task<Figures> Bare(int callers) => Flat((_, _) => Slack.Plain(BenchHost.Bare), callers, seconds, 4_000);

    /// <summary>The signature is checked and one row is stored.</summary>
    public Task<Figures> BareInsert(int callers, int? time = null) =>
        Flat((_, _) => Slack.Plain(BenchHost.BareInsert), callers, time ?? seconds, 3_000);

    /// <summary>Talk of Slack in a channel that is no room: proved, read and left.</summary>
    public Task<Figures> TalkOfSlack() => Flat((caller, _) => slack.Message(caller, "C0ELSE"), 16, seconds, 4_000);

    /// <summary>Deliveries of Teams.</summary>
    /// <param name="teams">Who makes them.</param>
    /// <param name="path">Where they go.</param>
    public Task<Figures> TalkOfTeams(Teams teams, string path) =>
        Flat((_, _) => teams.Message(path), 16, seconds, 4_000);

    /// <summary>Sixteen callers, each in the room of another incident.</summary>
    public Task<Figures> Commands(int? time = null) => Flat(Command, Incidents, time ?? seconds, 2_000);

    /// <summary>The same at a pace.</summary>
    public Task<Figures> PacedCommands() => Measured(() => _load.Paced(Command, 50, seconds));

    /// <summary>Fifty people in one incident, with mixed commands.</summary>
    public Task<Figures> Crowd(int? time = null) =>
        Flat((caller, i) => slack.Command(caller, _rooms[Incidents], Mixed(caller, i)), 50, time ?? seconds, 500);

    /// <summary>How many facts the crowd's incident has.</summary>
    public async Task<long> FactsOfCrowd()
    {
        await using var count = host.Database.CreateCommand(Sql.FactsIn);
        count.Parameters.AddWithValue(_rooms[Incidents]);
        return (long)(await count.ExecuteScalarAsync())!;
    }

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

    /// <summary>A thousand alerts in one request, and a thousand requests in ten seconds; people go on.</summary>
    /// <returns>Acknowledgements of the one, of the thousand, and the commands of people meanwhile.</returns>
    public async Task<(Figures One, Figures Thousand, Figures People)> Storm()
    {
        var one = await _load.Flat((_, _) => Requests.Alerts(0, StormAlerts), 1, seconds, 1);
        var people = _load.Paced(Command, 20, StormSeconds);
        var thousand = await _load.Paced(
            (_, i) => Requests.Alerts(StormAlerts + i, 1),
            StormAlerts / StormSeconds,
            StormSeconds
        );
        return (one, thousand, await people);
    }

    /// <summary>Asks a build server's question: may this be deployed?</summary>
    public Task<Figures> Freeze() =>
        Measured(() =>
            _load.Paced((_, _) => Requests.Get("/api/v1/freeze?service=checkout", RunningHost.ApiToken), 20, seconds)
        );

    /// <summary>Opens a page for the first time.</summary>
    public Task<Figures> FirstPage(string path) =>
        Measured(() => new Load(host.PagesPort).Flat((_, _) => Requests.Get(path), 1, seconds, 1));

    /// <summary>Opens a page, four times a second.</summary>
    public Task<Figures> Page(string path) =>
        Measured(() => new Load(host.PagesPort).Paced((_, _) => Requests.Get(path), 4, seconds));

    /// <summary>Declares incidents that nothing is like, one after the other.</summary>
    public Task<Figures> Declare(string kind) =>
        Measured(() =>
            _load.Flat(
                (_, i) => slack.Command(0, $"C0{kind}{i}", $"declare major {kind}{i} service: checkout even-so: yes"),
                1,
                seconds,
                DeclaredMax
            )
        );

    /// <summary>Has so many incidents be over, with figures.</summary>
    public async Task FillPast()
    {
        var store = new PostgresEventStore(host.Database);
        var figures = IncidentFigures.Of(await store.State("INC-1", default));
        await using var fill = host.Database.CreateCommand(Sql.FillPast);
        fill.Parameters.AddWithValue("incidents", PastIncidents);
        fill.Parameters.AddWithValue("figures", JsonSerializer.Serialize(figures));
        await fill.ExecuteNonQueryAsync();
    }

    /// <summary>A number from the database.</summary>
    public async Task<long> Count(string sql)
    {
        await using var count = host.Database.CreateCommand(sql);
        return (long)(await count.ExecuteScalarAsync())!;
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

    // A load that is refused would be a fast one.
    private static void Sound(Figures figures, string what)
    {
        if (figures.Done == 0 || figures.Errors > 0)
            throw new InvalidOperationException($"{what}: {figures.Done} done, {figures.Errors} errors.");
    }

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
