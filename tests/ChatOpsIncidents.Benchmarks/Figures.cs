using System.Diagnostics;

namespace ChatOpsIncidents.Benchmarks;

/// <summary>What came of a load.</summary>
/// <param name="Done">Requests answered with 2xx.</param>
/// <param name="PerSecond">The same per second.</param>
/// <param name="P50">Median latency in milliseconds; of a paced load counted from when the request was due.</param>
/// <param name="P99">99th percentile, in milliseconds.</param>
/// <param name="Errors">Other answers and faults.</param>
internal sealed record Figures(int Done, double PerSecond, double P50, double P99, int Errors)
{
    /// <summary>What it cost; null: not looked at.</summary>
    public CpuUsed? Cpu { get; init; }

    /// <summary>Milliseconds of a core that the host spent on each.</summary>
    public double HostCpu => Each(Cpu?.Host);

    /// <summary>The same of its PostgreSQL.</summary>
    public double DatabaseCpu => Each(Cpu?.Database);

    /// <summary>The same of the generator and the stand-in for Slack.</summary>
    public double GeneratorCpu => Each(Cpu?.Generator);

    public static Figures Of(IEnumerable<double> milliseconds, TimeSpan wall, int errors)
    {
        var sorted = milliseconds.Order().ToArray();
        return sorted.Length == 0
            ? new Figures(0, 0, 0, 0, errors)
            : new Figures(sorted.Length, sorted.Length / wall.TotalSeconds, At(sorted, 0.5), At(sorted, 0.99), errors);
    }

    public static double MillisecondsSince(long start) => Stopwatch.GetElapsedTime(start).TotalMilliseconds;

    private double Each(double? seconds) => Done == 0 ? 0 : (seconds ?? 0) * 1000 / Done;

    private static double At(double[] sorted, double share) =>
        sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}
