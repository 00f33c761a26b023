using System.Globalization;
using ChatOpsIncidents.Benchmarks;

// Prints one table. Figures of one run are noisy, so each is set beside a bare endpoint and a bare insert of the same
// run.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var seconds = args is [var given, ..] && int.TryParse(given, out var asked) ? asked : 6;
await using var bench = await Bench.Start();
await bench.WarmUp();

Console.WriteLine("| what | rate asked | done/s | p50 ms | p99 ms | errors |");
Console.WriteLine("|---|---|---|---|---|---|");
foreach (
    var (name, request) in new (string, Func<int, HttpRequestMessage>)[]
    {
        ("bare endpoint: signature only", bench.Bare),
        ("bare insert: signature and one row", bench.BareInsert),
        ("slash command: note, stored durably", bench.Command),
        ("captured message, stored durably", bench.Message),
    }
)
{
    Console.WriteLine(Row(name, "50/s", await bench.Paced(request, 50, seconds)));
    Console.WriteLine(Row(name, "16 at once", await bench.Flat(request, 16, seconds)));
}

// Each sends the next when the last is answered, so that a row's latency is 50 over its rate. Beside it the same callers at
// the bare endpoint and at the bare insert: the shares hold on any machine.
var (crowd, bare, insert) = (
    await bench.Flat(bench.Mixed, 50, seconds),
    await bench.Flat(bench.Bare, 50, seconds),
    await bench.Flat(bench.BareInsert, 50, seconds)
);
Console.WriteLine(Row("50 people at once in one incident, mixed commands", "50 at once", crowd));
Console.WriteLine(Row("the same callers: bare endpoint", "50 at once", bare));
Console.WriteLine(Row("the same callers: bare insert", "50 at once", insert));
Console.WriteLine(
    $"The crowd's share: {crowd.PerSecond / bare.PerSecond:P1} of the bare endpoint, "
        + $"{crowd.PerSecond / insert.PerSecond:P1} of the bare insert."
);
var (facts, messages, replay, export) = await bench.Replay();
Console.WriteLine();
Console.WriteLine(
    $"Replay of {facts} facts beside {messages} captured messages: {replay.TotalMilliseconds:F1} ms; "
        + $"JSON export of both: {export.TotalMilliseconds:F0} ms."
);
Console.WriteLine(
    $"A command in that incident: {(await bench.CommandInTheLargeIncident()).TotalMilliseconds:F1} ms "
        + $"(median of 50)."
);
Console.WriteLine(await bench.DeadlineLateness());
return 0;

static string Row(string name, string rate, Figures figures) =>
    $"| {name} | {rate} | {figures.PerSecond:F0} | {figures.P50:F2} | {figures.P99:F2} | {figures.Errors} |";
