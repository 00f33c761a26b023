using System.Diagnostics;

namespace ChatOpsIncidents.Benchmarks;

/// <summary>What came of a load.</summary>
/// <param name="PerSecond">Requests answered with 2xx, per second.</param>
/// <param name="P50">Median latency in milliseconds; of a paced load counted from when the request was due.</param>
/// <param name="P99">99th percentile, in milliseconds.</param>
/// <param name="Errors">Other answers and faults.</param>
internal sealed record Figures(double PerSecond, double P50, double P99, int Errors)
{
    public static Figures Of(IEnumerable<double> milliseconds, TimeSpan wall, int errors)
    {
        var sorted = milliseconds.Order().ToArray();
        return sorted.Length == 0
            ? new Figures(0, 0, 0, errors)
            : new Figures(sorted.Length / wall.TotalSeconds, At(sorted, 0.5), At(sorted, 0.99), errors);
    }

    public static double MillisecondsSince(long start) => Stopwatch.GetElapsedTime(start).TotalMilliseconds;

    private static double At(double[] sorted, double share) =>
        sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}
