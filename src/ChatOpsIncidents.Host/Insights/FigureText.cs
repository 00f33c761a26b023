using System.Globalization;

namespace ChatOpsIncidents.Host.Insights;

/// <summary>Figures as people read them.</summary>
public static class FigureText
{
    /// <summary>A value with its unit: <c>12 min</c>, <c>75 %</c>, <c>1.5</c>.</summary>
    public static string Value(FigureUnit unit, double value) =>
        unit switch
        {
            FigureUnit.Duration => Duration(TimeSpan.FromSeconds(Math.Max(value, 0))),
            FigureUnit.Percent => Number(value) + " %",
            _ => Number(value),
        };

    /// <summary>A length of time, two places of it: <c>45 s</c>, <c>12 min</c>, <c>3 h 20 min</c>,
    /// <c>4 d 2 h</c>.</summary>
    public static string Duration(TimeSpan span)
    {
        if (span.TotalMinutes < 2)
            return $"{(int)span.TotalSeconds} s";
        if (span.TotalHours < 2)
            return $"{(int)Math.Round(span.TotalMinutes)} min";
        return span.TotalDays < 2
            ? Two((int)span.TotalHours, "h", span.Minutes, "min")
            : Two((int)span.TotalDays, "d", span.Hours, "h");
    }

    private static string Two(int whole, string unit, int rest, string smaller) =>
        rest == 0 ? $"{whole} {unit}" : $"{whole} {unit} {rest} {smaller}";

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
