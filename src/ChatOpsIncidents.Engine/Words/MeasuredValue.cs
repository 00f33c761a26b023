using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>A value as people read it from a graph: <c>0.1 %</c>, <c>210 ms</c>, <c>0</c>.</summary>
/// <param name="Amount">The number, in seconds where it is a time.</param>
/// <param name="Unit"><c>%</c>, <c>s</c>, another unit as typed, or empty.</param>
/// <param name="Text">As it was typed.</param>
public sealed partial record MeasuredValue(double Amount, string Unit, string Text)
{
    // Nobody calls the noise of a graph worse: a tenth of the value, and of percentages a tenth of a point.
    private const double Noise = 0.1;

    /// <summary>The value in a text; null: there is none. What has a unit counts before a bare number, and what
    /// something came down to before what it came from.</summary>
    public static MeasuredValue? In(string text)
    {
        var tail = Journey().Match(text) is { Success: true } journey ? journey.Groups["to"].Value : text;
        var all = Value().Matches(tail).Select(Of).OfType<MeasuredValue>().ToArray();
        return all.FirstOrDefault(value => value.Unit.Length > 0) ?? all.FirstOrDefault();
    }

    /// <summary>Whether both can be compared.</summary>
    public bool IsLike(MeasuredValue other) => Unit == other.Unit || Unit.Length == 0 || other.Unit.Length == 0;

    /// <summary>Whether it is worse than another one, beyond noise.</summary>
    /// <param name="before">The value before.</param>
    /// <param name="isLowBetter">Whether a low value is good; null: nobody knows, and every difference counts.</param>
    public bool IsWorseThan(MeasuredValue before, bool? isLowBetter)
    {
        if (isLowBetter == false && Unit == "%" && Amount <= 100 && before.Amount <= 100)
            return Exceeds(100 - Amount, 100 - before.Amount);
        return isLowBetter switch
        {
            true => Exceeds(Amount, before.Amount),
            false => Exceeds(before.Amount, Amount),
            _ => Exceeds(Amount, before.Amount) || Exceeds(before.Amount, Amount),
        };
    }

    /// <summary>Whether a low value is good of what a text names; null: it names nothing that says so.</summary>
    public static bool? IsLowBetter(string text)
    {
        if (Bad().IsMatch(text))
            return true;
        return Good().IsMatch(text) ? false : null;
    }

    private bool Exceeds(double a, double b)
    {
        var noise = Math.Max(Unit == "%" ? Noise : 0, Noise * Math.Abs(b));
        return a > b + noise + 1e-9;
    }

    private static MeasuredValue? Of(Match match)
    {
        var typed = match.Groups["n"].Value;
        var number = Thousands().IsMatch(typed) ? typed.Replace(",", "") : typed.Replace(',', '.');
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount))
            return null;
        var text = match.Value.Trim();
        return match.Groups["u"].Value.ToLowerInvariant() switch
        {
            "%" or "percent" or "per cent" => new MeasuredValue(amount, "%", text),
            "ms" or "msec" => new MeasuredValue(amount / 1_000, "s", text),
            "s" or "sec" or "seconds" => new MeasuredValue(amount, "s", text),
            "min" or "minutes" => new MeasuredValue(amount * 60, "s", text),
            var unit => new MeasuredValue(amount, unit, text),
        };
    }

    // A number by itself: no part of a word (p95, 5xx), of a time (14:05), a date or an address.
    [GeneratedRegex(
        @"(?<![\w.,:/#-])(?<n>-?\d{1,3}(,\d{3})+(?!\d)|-?\d{1,15}([.,]\d{1,9})?)"
            + @"(\s?(?<u>%|percent|per cent|msec|ms|seconds|sec|s|minutes|min|rps|req/s|/s|kb|mb|gb|k|m))?"
            + @"(?![\w:/]|-\d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Value();

    [GeneratedRegex(@"^-?\d{1,3}(,\d{3})+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Thousands();

    [GeneratedRegex(
        @"\bfrom\b.*?\d.*?\bto\b(?<to>.*\d.*)$",
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture
            | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex Journey();

    [GeneratedRegex(
        @"\b(err\w*|fail\w*|latenc\w*|delay\w*|slow\w*|p(50|75|90|95|99|999)|response times?|timeouts?|queued?|queues"
            + @"|lag\w*|backlog|mismatch\w*|[45](xx|0\d)s?|exceptions?|retr(y|ies)|declin\w*|reject\w*|wrong|lost"
            + @"|corrupt\w*|cpu|memory|load|alerts?|durations?|dropped|drops|loss|waiting|crash\w*|restarts?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Bad();

    [GeneratedRegex(
        @"\b(success\w*|succe\w*|availab\w*|uptime|ok|health\w*|throughput|hits?|conversions?|orders?|payments?"
            + @"|checkouts?|sign-?ups?|logins?|sales|revenue|requests?|rps|2xx|apdex|score|free|capacity|working"
            + @"|passing|traffic|ready|instances|replicas)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Good();
}
