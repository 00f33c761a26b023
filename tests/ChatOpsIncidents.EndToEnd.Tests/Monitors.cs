using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>A Prometheus and an Alertmanager as Debian ships them, and services whose errors the test turns up and
/// down.</summary>
public sealed class Monitors : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("monitors-").FullName;
    private readonly Dictionary<string, Exporter> _services = [];
    private readonly int _prometheusPort = FreePort.Next();
    private readonly int _alertmanagerPort = FreePort.Next();
    private Process? _prometheus;
    private Process? _alertmanager;

    private Monitors(params string[] services)
    {
        foreach (var service in services)
            _services[service] = new Exporter(FreePort.Next(), service);
    }

    /// <summary>Prometheus' address.</summary>
    public string PrometheusUrl => Invariant($"http://127.0.0.1:{_prometheusPort}");

    /// <summary>A service's errors and requests.</summary>
    public Exporter this[string service] => _services[service];

    /// <summary>Starts Prometheus; it scrapes from now on.</summary>
    public static Monitors Of(params string[] services)
    {
        var monitors = new Monitors(services);
        monitors.StartPrometheus();
        return monitors;
    }

    /// <summary>Starts Prometheus, or starts it again.</summary>
    public void StartPrometheus()
    {
        var targets = _services.Select(one =>
            Invariant(
                $"      - {{ targets: ['127.0.0.1:{one.Value.Port}'], labels: {{ service: {one.Key}, env: production }} }}"
            )
        );
        File.WriteAllText(
            Path.Combine(_folder, "rules.yml"),
            """
            groups:
              - name: shop
                rules:
                  - alert: HighErrors
                    expr: sum by (service) (rate(http_errors_total[5s])) / sum by (service) (rate(http_requests_total[5s])) > 0.1
                    for: 1s
                    labels: { severity: critical }
                    annotations: { summary: "{{ $labels.service }} fails for {{ $value | humanizePercentage }} of its requests" }
            """
        );
        File.WriteAllText(
            Path.Combine(_folder, "prometheus.yml"),
            Invariant(
                $$"""
                global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
                rule_files: [ rules.yml ]
                alerting: { alertmanagers: [ { static_configs: [ { targets: [ '127.0.0.1:{{_alertmanagerPort}}' ] } ] } ] }
                scrape_configs:
                  - job_name: shop
                    static_configs:
                {{string.Join('\n', targets)}}
                """
            )
        );
        _prometheus = Run(
            "/usr/bin/prometheus",
            "--config.file=" + Path.Combine(_folder, "prometheus.yml"),
            "--storage.tsdb.path=" + Path.Combine(_folder, "data"),
            Invariant($"--web.listen-address=127.0.0.1:{_prometheusPort}"),
            "--log.level=error"
        );
    }

    /// <summary>Starts Alertmanager; it tells the host of alerts.</summary>
    public void StartAlertmanager(Uri host, string token)
    {
        File.WriteAllText(
            Path.Combine(_folder, "alertmanager.yml"),
            $$"""
            route: { receiver: chatops, group_by: [ service ], group_wait: 1s, group_interval: 1s, repeat_interval: 1h }
            receivers:
              - name: chatops
                webhook_configs:
                  - url: {{new Uri(host, "/hooks/alerts/alertmanager")}}
                    send_resolved: true
                    http_config: { authorization: { type: Bearer, credentials: {{token}} } }
            """
        );
        _alertmanager = Run(
            "/usr/bin/prometheus-alertmanager",
            "--config.file=" + Path.Combine(_folder, "alertmanager.yml"),
            "--storage.path=" + Path.Combine(_folder, "alerts"),
            Invariant($"--web.listen-address=127.0.0.1:{_alertmanagerPort}"),
            "--cluster.listen-address=",
            "--log.level=error"
        );
    }

    /// <summary>Kills Prometheus as a power cut would.</summary>
    public async Task KillPrometheus()
    {
        _prometheus!.Kill();
        await _prometheus.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { _prometheus, _alertmanager }.OfType<Process>())
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        foreach (var service in _services.Values)
            service.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static Process Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        return process;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A service that counts a hundred requests a second, and those of them that fail.</summary>
    public sealed class Exporter : IDisposable
    {
        private readonly HttpListener _http = new();
        private long _last = TimeProvider.System.GetTimestamp();
        private double _requests;
        private double _errors;

        internal Exporter(int port, string service)
        {
            (Port, Service) = (port, service);
            _http.Prefixes.Add(Invariant($"http://127.0.0.1:{port}/"));
            _http.Start();
            _ = Serve();
        }

        /// <summary>Its name.</summary>
        public string Service { get; }

        /// <summary>Its port.</summary>
        public int Port { get; }

        /// <summary>How many of its requests fail, 0 to 1.</summary>
        public double Failing { get; set; } = 0.001;

        /// <summary>It dies, and answers nothing more.</summary>
        public void Dispose()
        {
            if (_http.IsListening)
                _http.Stop();
            ((IDisposable)_http).Dispose();
        }

        private async Task Serve()
        {
            while (_http.IsListening)
            {
                try
                {
                    var context = await _http.GetContextAsync();
                    var now = TimeProvider.System.GetTimestamp();
                    var came = TimeProvider.System.GetElapsedTime(_last, now).TotalSeconds * 100;
                    (_last, _requests, _errors) = (now, _requests + came, _errors + (came * Failing));
                    var text = Invariant($"http_requests_total {_requests:0.###}\nhttp_errors_total {_errors:0.###}\n");
                    context.Response.ContentType = "text/plain; version=0.0.4";
                    await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
                    context.Response.Close();
                }
                catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException or IOException)
                {
                    // It is being killed, or whoever asked has gone.
                }
            }
        }
    }
}
