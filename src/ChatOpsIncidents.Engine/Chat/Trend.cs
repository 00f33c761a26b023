namespace ChatOpsIncidents.Engine.Chat;

/// <summary>A row of values as a line of small bars, for where no picture can stand.</summary>
public static class Trend
{
    private const string Bars = "▁▂▃▄▅▆▇█";
    private const char Gap = '·';
    private const int LengthMax = 20;

    /// <summary>What was normal, and then the newest values, the oldest of them first; a dot where there was none.
    /// Empty: there are too few to show anything.</summary>
    public static string Of(IReadOnlyList<double?> values)
    {
        double?[] shown = [.. values.Take(1), .. values.Skip(Math.Max(1, values.Count - LengthMax))];
        var known = shown.OfType<double>().ToArray();
        if (known.Length < 2)
            return "";
        var (low, high) = (Math.Min(0, known.Min()), known.Max());
        return string.Concat(shown.Select(value => value is { } one ? Bar(one, low, high) : Gap));
    }

    private static char Bar(double value, double low, double high) =>
        high > low ? Bars[(int)Math.Round((value - low) / (high - low) * (Bars.Length - 1))] : Bars[0];
}
