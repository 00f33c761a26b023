using System.Globalization;
using ChatOpsIncidents.Benchmarks;

// One command prints every figure that is promised. Figures of one run on a shared machine are noisy: beside each stands what
// a bare endpoint did in the same run, and what each request cost in time of a core, which depends less on the neighbours.
//
//   dotnet run -c Release --project tests/ChatOpsIncidents.Benchmarks [seconds a load]
//       [starts] [load] [backlog] [one-core] [rest] [around] [deliveries] [memory] [crowd]
//
// BENCH_HOST=<folder of a published host>: what is installed is started, and not what was built here.
// Without the names of parts all are run; "crowd" and "talk" are one of the loads alone, to look at with a profiler.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [BenchHost.Word, .. var forHost])
    return await BenchHost.Run(forHost);

var seconds = args is [var given, ..] && int.TryParse(given, out var asked) ? asked : 6;
var parts = args.Where(word => !int.TryParse(word, out _)).ToHashSet(StringComparer.Ordinal);
var report = new Report(seconds);
if (Has("starts"))
    await report.Starts();
if (Has("load"))
    await report.Loads();
if (Has("backlog"))
    await report.Backlog();
if (Has("one-core"))
    await report.OneCore();
if (Has("rest"))
    await report.Rest();
if (Has("around"))
    await report.Around();
if (Has("deliveries"))
    await report.Deliveries();
if (Has("memory"))
    await report.MemoryHeld();
if (parts.Contains("crowd"))
    await report.Crowd();
if (parts.Contains("talk"))
    await report.Talk();
return 0;

bool Has(string part) => parts.Count == 0 || parts.Contains(part);
