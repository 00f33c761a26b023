using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Platforms.Slack;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Access;
using ChatOpsIncidents.Host.Tests.Field;
using ChatOpsIncidents.Host.Tests.Pages;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Slack;

/// <summary>
/// Each method that the host calls, in turn, answers with a fault every time. Whatever it is: what is said next stands in
/// the room, or with the lead, within ten seconds of a turned clock.
/// </summary>
public sealed class RoomTroubleTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Ana = "U0ANASOUSA";
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);

    private const int Flood = 12;

    private readonly string _folder = PostgresFixture.NewFolder();
    private FieldSlack _slack = null!;
    private WholeHost _host = null!;
    private TimeSpan _turned;

    public async Task InitializeAsync()
    {
        _slack = await FieldSlack.Start();
        // Prints once somebody lets it.
        var script = $"touch {Printing}; while [ ! -e {Printed} ]; do sleep 0.02; done; echo pdf > \"$output\"";
        _host = await WholeHost.Start(
            postgres,
            new(_slack.Settings) { ["Clock:Adjustable"] = "true" },
            services: services => services.AddSingleton(PdfPrinterTests.Printer(_folder, script))
        );
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _slack.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [Trait("Fault", "U4")]
    [InlineData("""{ "answer": { "ok": false, "error": "internal_error" } }""")]
    [InlineData(
        """{ "status": 429, "headers": { "retry-after": "30" }, "answer": { "ok": false, "error": "ratelimited" } }"""
    )]
    [InlineData("""{ "answer": { "ok": false, "error": "is_archived" } }""")]
    [Trait("Case", "06")]
    [Trait("Case", "08")]
    [Trait("Fault", "U4")]
    public async Task Whatever_one_method_answers_the_next_words_stand_in_the_room_or_with_the_lead(string fault)
    {
        List<string> late = [];
        foreach (var method in SlackMethod.All.Keys.Order())
        {
            _slack.Heal();
            var id = await Opened(method);
            Answer(method, fault);
            var before = _slack.Calls.Count;
            var took = await TimeOfWords(id, "words-beside-" + method.Replace('.', '-'));
            if (took >= Most)
                late.Add(
                    $"{method}: {string.Join(' ', _slack.Calls.Skip(before).Select(call => $"{call.Method}→{call.Args["channel"]}"))}"
                );
            Forward(TimeSpan.FromSeconds(61));
        }

        Assert.True(late.Count == 0, string.Join("\n", late));
    }

    // Each word of a flood comes when it came without the file.
    [Fact]
    [Trait("Fault", "U4")]
    [Trait("Requirement", "D5")]
    public async Task A_file_that_is_being_printed_delays_no_word_of_a_flood_by_more_than_a_second()
    {
        var without = await TimesOfFlood(await Opened("no file"), "alone");
        var id = await Opened("a file");
        await Type($"{id} export pdf");
        await Until(() => File.Exists(Printing));
        var beside = await TimesOfFlood(id, "beside");
        Assert.Equal(Flood, beside.Count);
        Assert.All(
            beside.Zip(without),
            pair => Assert.InRange(pair.First - pair.Second, -TimeSpan.MaxValue, TimeSpan.FromSeconds(1))
        );
        Assert.DoesNotContain(_slack.Calls, call => call.Method == "files.completeUploadExternal");
        await File.WriteAllTextAsync(Printed, "");
        await Until(() => _slack.Calls.Any(call => call is { Method: "files.completeUploadExternal", Ok: true }));
    }

    private string Printing => Path.Combine(_folder, "printing");

    private string Printed => Path.Combine(_folder, "printed");

    // Said at once; how long after that each stands in the room, in the order in which they were said.
    private async Task<List<TimeSpan>> TimesOfFlood(string id, string word)
    {
        var (before, start) = (_slack.Calls.Count, _turned);
        var said = Enumerable.Range(1, Flood).Select(n => $"{word}-{n:D2}").ToArray();
        foreach (var words in said)
            await Type($"{id} found {words}");
        List<TimeSpan> times = [];
        await Until(() =>
        {
            var posts = _slack.Calls.Skip(before).Where(call => call is { Ok: true, Method: "chat.postMessage" });
            while (times.Count < Flood && posts.Any(post => post.Text.Contains(said[times.Count])))
                times.Add(_turned - start);
            return times.Count == Flood;
        });
        return times;
    }

    private void Answer(string method, string fault)
    {
        using var row = JsonDocument.Parse($"[{{ \"method\": \"{method}\", {fault.Trim()[1..]}]");
        _slack.Script(row.RootElement.EnumerateArray());
    }

    private async Task<string> Opened(string title)
    {
        var before = _slack.Calls.Count;
        await Type($"declare major no trouble with {title} even-so: \"yes\"");
        await Until(() => _slack.Calls.Skip(before).Any(call => call is { Method: "pins.add", Ok: true }));
        var database = _host.App.Services.GetRequiredService<NpgsqlDataSource>();
        await using var command = database.CreateCommand("select id from incident order by number desc limit 1");
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private async Task<TimeSpan> TimeOfWords(string id, string words)
    {
        var (before, start) = (_slack.Calls.Count, _turned);
        await Type($"{id} update what: {words} impact: none doing: looking next: 30m");
        await Until(() => _turned - start >= Most || _slack.Calls.Skip(before).Any(IsSaid));
        return _slack.Calls.Skip(before).Any(IsSaid) ? _turned - start : Most;

        bool IsSaid(FieldCall call) =>
            call is { Ok: true, Method: "chat.postMessage" or "chat.postEphemeral" }
            && call.Text.Contains(words, StringComparison.Ordinal);
    }

    private Task Until(Func<bool> isSo) =>
        Wait.Until(
            "what is waited for",
            async () =>
            {
                if (isSo())
                    return true;
                if (!await HasWork())
                    Forward(Turn);
                return false;
            }
        );

    // The clock stands still while an effect is on its way, or could be: on a slow machine no second is lost. A file
    // takes the time that it takes.
    private async Task<bool> HasWork()
    {
        await using var command = _host
            .App.Services.GetRequiredService<NpgsqlDataSource>()
            .CreateCommand(
                """
                select exists (
                    select
                    from   (select distinct on (order_key) * from outbox where settled_at is null order by order_key, id) head
                    where  (leased_until > $1 and order_key not like 'files:%')
                           or ((leased_until is null or leased_until <= $1) and not_before <= $1 and not exists (select from outbox_pause where key = pause_key and until > $1)))
                """
            );
        command.Parameters.AddWithValue(_host.App.Services.GetRequiredService<AdjustableClock>().GetUtcNow());
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private void Forward(TimeSpan by)
    {
        _turned += by;
        _host.App.Services.GetRequiredService<AdjustableClock>().Forward(_turned);
        _host.App.Services.GetRequiredService<OutboxSignal>().Wake();
    }

    private async Task Type(string words)
    {
        var fields = new Dictionary<string, string>
        {
            ["team_id"] = FieldSlack.Team,
            ["channel_id"] = "C0GENERAL",
            ["user_id"] = Ana,
            ["user_name"] = "ana",
            ["command"] = "/incident",
            ["text"] = words,
            ["trigger_id"] = _slack.Next("trigger."),
            ["response_url"] = _slack.ResponseAddress(),
        };
        var body = Encoding.UTF8.GetBytes(
            string.Join('&', fields.Select(f => $"{WebUtility.UrlEncode(f.Key)}={WebUtility.UrlEncode(f.Value)}"))
        );
        var now = (TimeProvider.System.GetUtcNow() + _turned)
            .ToUnixTimeSeconds()
            .ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_host.Chat, "/slack/commands"));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        request.Headers.Add("X-Slack-Request-Timestamp", now);
        request.Headers.Add("X-Slack-Signature", SlackSignature.Of(FieldSlack.Secret, now, body));
        using var answer = await _host.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
