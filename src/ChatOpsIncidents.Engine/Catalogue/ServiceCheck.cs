using System.Globalization;

namespace ChatOpsIncidents.Engine.Catalogue;

/// <summary>What shows that a service has recovered: a query of a monitoring system, or an address.</summary>
/// <param name="Name">As people call it.</param>
public sealed record ServiceCheck(string Name)
{
    /// <summary>A PromQL query; null: it is none.</summary>
    public string? Prometheus { get; init; }

    /// <summary>A Datadog metric query; null: it is none.</summary>
    public string? Datadog { get; init; }

    /// <summary>A metric of CloudWatch; null: it is none.</summary>
    public CloudWatchMetric? CloudWatch { get; init; }

    /// <summary>An http(s) address that answers JSON; null: it is none.</summary>
    public string? Json { get; init; }

    /// <summary>Where in that JSON the number stands: names with dots between, <c>0</c> for the first of a
    /// list.</summary>
    public string? Path { get; init; }

    /// <summary>An http(s) address to ask; null: it is something else.</summary>
    public string? Http { get; init; }

    /// <summary>The status that the address must answer, 100 to 599; only with <see cref="Http"/>.</summary>
    public int Expect { get; init; } = 200;

    /// <summary>How far from its baseline the number may be, absolute; null: not at all.</summary>
    public double? Tolerance { get; init; }

    /// <summary>On which side of its baseline a number is bad.</summary>
    public BadSide Bad { get; init; } = BadSide.Above;

    /// <summary>What counts as before the incident where monitoring has no past; null: only its past does.</summary>
    public double? Baseline { get; init; }

    /// <summary>It is shown, and has no say: traffic.</summary>
    public bool Informs { get; init; }

    /// <summary>No data means zero, as for a counter of errors that is only written when there are some.</summary>
    public bool MissingIsZero { get; init; }

    /// <summary>What the number counts, such as <c>ms</c>; <c>%</c>: it is a ratio of 1. Null: not said.</summary>
    public string? Unit { get; init; }

    /// <summary>Whether it is a number with a past, not an address that answers or does not.</summary>
    public bool IsNumber => Http is null;

    /// <summary>Whether a number is as before.</summary>
    public bool Passes(double now, double before)
    {
        var most = (Tolerance ?? 0) + Rounding;
        return Bad switch
        {
            BadSide.Above => now - before <= most,
            BadSide.Below => before - now <= most,
            _ => Math.Abs(now - before) <= most,
        };
    }

    /// <summary>Of several numbers at one time the worst: if it passes, each does.</summary>
    public double Worst(IEnumerable<double> numbers) => Bad == BadSide.Below ? numbers.Min() : numbers.Max();

    /// <summary>What was normal: of three times the middle one, so that an incident in one of them does no harm; of two
    /// the stricter one. Null: nothing is known of before.</summary>
    /// <param name="before">Just before the symptoms began; null: no data.</param>
    /// <param name="dayBefore">At the same hour a day before; null: no data.</param>
    /// <param name="weekBefore">At the same hour a week before; null: no data.</param>
    public double? Normal(double? before, double? dayBefore, double? weekBefore)
    {
        double[] known = [.. new[] { before, dayBefore, weekBefore }.OfType<double>().Order()];
        return known.Length switch
        {
            3 => known[1],
            2 => Bad == BadSide.Below ? known[1] : known[0],
            1 => known[0],
            _ => Baseline,
        };
    }

    /// <summary>A number as people read it.</summary>
    public string Say(double number)
    {
        var shown = Unit == Percent ? number * 100 : number;
        var format = Math.Abs(shown) switch
        {
            >= 100 => "0",
            >= 1 or 0 => "0.##",
            >= 0.001 => "0.####",
            _ => "0.##E0",
        };
        var text = shown.ToString(format, CultureInfo.InvariantCulture);
        return Unit is null ? text : $"{text} {Unit}";
    }

    /// <summary>Now against before.</summary>
    public string Compare(double now, double before) => $"{Say(now)} now, {Say(before)} before";

    private const string Percent = "%";

    // Sums of fractions are rarely equal.
    private const double Rounding = 1e-9;
}

/// <summary>On which side of its baseline a number is bad.</summary>
public enum BadSide
{
    /// <summary>More is worse: errors, latency.</summary>
    Above,

    /// <summary>Less is worse: orders, a success rate.</summary>
    Below,

    /// <summary>Both.</summary>
    Both,
}

/// <summary>A metric of Amazon CloudWatch: either named, or an expression of metric math.</summary>
public sealed record CloudWatchMetric
{
    /// <summary>For example <c>AWS/ApplicationELB</c>; null: it is an expression.</summary>
    public string? Namespace { get; init; }

    /// <summary>The metric's name; null: it is an expression.</summary>
    public string? Metric { get; init; }

    /// <summary>Dimensions by name.</summary>
    public IReadOnlyDictionary<string, string> Dimensions { get; init; } = new Dictionary<string, string>();

    /// <summary>For example <c>Sum</c>, <c>Average</c> or <c>p99</c>.</summary>
    public string Stat { get; init; } = "Sum";

    /// <summary>Metric math or a search; null: it is a named metric.</summary>
    public string? Expression { get; init; }

    /// <summary>Seconds of one point.</summary>
    public int Period { get; init; } = 60;
}
