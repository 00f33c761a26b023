using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>
/// What the meters of this process show, as text that Prometheus reads: <c>GET /metrics</c>. Counters and gauges as
/// they are, histograms as sum and count. No series bears an incident's id or a person's name.
/// </summary>
/// <remarks>Format: prometheus.io/docs/instrumenting/exposition_formats</remarks>
public sealed class PrometheusText : IDisposable
{
    private static readonly string[] Meters =
    [
        "ChatOpsIncidents",
        "Microsoft.AspNetCore.Hosting",
        "Npgsql",
        "System.Runtime",
    ];
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(string Name, string Labels), Series> _series = new();

    /// <summary>Begins to listen.</summary>
    public PrometheusText()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Meters.Any(meter => instrument.Meter.Name.StartsWith(meter, StringComparison.Ordinal)))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>All series, sorted by name.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var family in _series.OrderBy(s => s.Key.Name, StringComparer.Ordinal).GroupBy(s => s.Key.Name))
        {
            var kind = family.First().Value.Kind;
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {family.Key} {kind}\n");
            foreach (var ((name, labels), series) in family)
            {
                if (kind == "summary")
                {
                    Line(text, name + "_sum", labels, series.Sum);
                    Line(text, name + "_count", labels, series.Count);
                }
                else
                {
                    Line(text, name, labels, series.Sum);
                }
            }
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var kind = KindOf(instrument);
        var series = _series.GetOrAdd((NameOf(instrument, kind), LabelsOf(tags)), _ => new Series(kind));
        lock (series)
        {
            var replaces =
                instrument.IsObservable
                || kind == "gauge" && !instrument.GetType().Name.StartsWith("UpDown", StringComparison.Ordinal);
            series.Sum = replaces ? value : series.Sum + value;
            series.Count++;
        }
    }

    private static string KindOf(Instrument instrument) =>
        instrument.GetType().Name switch
        {
            var name when name.StartsWith("Histogram", StringComparison.Ordinal) => "summary",
            var name
                when name.StartsWith("Counter", StringComparison.Ordinal)
                    || name.StartsWith("ObservableCounter", StringComparison.Ordinal) => "counter",
            _ => "gauge",
        };

    private static string NameOf(Instrument instrument, string kind)
    {
        var name = new string([
            .. instrument.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_'),
        ]);
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            _ => "",
        };
        if (unit.Length > 0 && !name.EndsWith(unit, StringComparison.Ordinal))
            name += unit;
        return kind == "counter" && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";
        var labels = new List<string>(tags.Length);
        foreach (var (key, value) in tags)
        {
            var name = new string([.. key.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')]);
            var text = Convert
                .ToString(value, CultureInfo.InvariantCulture)
                ?.Replace("\\", @"\\")
                .Replace("\"", "\\\"")
                .Replace("\n", "\\n");
            labels.Add($"{name}=\"{text}\"");
        }

        labels.Sort(StringComparer.Ordinal);
        return "{" + string.Join(',', labels) + "}";
    }

    private static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value:R}\n");

    private sealed class Series(string kind)
    {
        public string Kind { get; } = kind;

        public double Sum { get; set; }

        public long Count { get; set; }
    }
}
