namespace ChatOpsIncidents.Host.Insights;

/// <summary>How a figure is spread over incidents: never without how many there were.</summary>
/// <param name="Count">How many values there are; 0: none, and then the others are 0.</param>
/// <param name="Median">Half of the values are at most that.</param>
/// <param name="LowerQuartile">A quarter of the values are at most that.</param>
/// <param name="UpperQuartile">Three quarters of the values are at most that.</param>
public sealed record Spread(int Count, double Median, double LowerQuartile, double UpperQuartile)
{
    /// <summary>Reckons it; values that are not known are left out.</summary>
    public static Spread Of(IEnumerable<double?> values)
    {
        double[] known = [.. values.Where(value => value.HasValue).Select(value => value!.Value)];
        Array.Sort(known);
        return known.Length == 0
            ? new Spread(0, 0, 0, 0)
            : new Spread(known.Length, At(known, 0.5), At(known, 0.25), At(known, 0.75));
    }

    // Between two neighbours by their distance, as spreadsheets do (QUARTILE.INC).
    private static double At(double[] ordered, double share)
    {
        var place = share * (ordered.Length - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, ordered.Length - 1);
        return ordered[below] + (place - below) * (ordered[above] - ordered[below]);
    }
}
