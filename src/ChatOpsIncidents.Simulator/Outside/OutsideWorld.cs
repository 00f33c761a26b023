using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Outside;

/// <summary>
/// The world around the chat, as far as the host hears of it: a service with its deploys, a flag, errors that rise and
/// fall, and a supplier. What is done here reaches the host by the same hooks as the real thing, and its errors are
/// read as from Prometheus.
/// </summary>
internal sealed class OutsideWorld(WorkspaceClock clock)
{
    /// <summary>The service to which it all happens; the host's examples know it.</summary>
    public const string Service = "checkout";

    private const double Normal = 0.001;
    private const double High = 0.3;
    private readonly Lock _gate = new();
    private readonly List<(DateTimeOffset At, double? Failing)> _errors = [];

    /// <summary>The version that runs: 4 and this.</summary>
    public int Minor { get; private set; } = 1;

    /// <summary>Whether the new checkout is switched on.</summary>
    public bool IsFlagOn { get; private set; }

    /// <summary>Since when the supplier has trouble; null: it has none.</summary>
    public DateTimeOffset? SupplierDownSince { get; private set; }

    /// <summary>Since when the alert fires; null: it does not.</summary>
    public DateTimeOffset? AlertSince { get; private set; }

    /// <summary>Since when one server of many is hot; null: none is.</summary>
    public DateTimeOffset? HotSince { get; private set; }

    /// <summary>How many requests fail at a time, 0 to 1; null: the service is dead, and nobody knows.</summary>
    public double? Failing(DateTimeOffset at)
    {
        lock (_gate)
        {
            var last = _errors.FindLastIndex(change => change.At <= at);
            return last < 0 ? Normal : _errors[last].Failing;
        }
    }

    /// <summary>Another version runs.</summary>
    /// <returns>The one that ran before.</returns>
    public string Deploy(int by)
    {
        var before = Version;
        Minor = Math.Max(1, Minor + by);
        return before;
    }

    /// <summary>What runs.</summary>
    public string Version => $"4.{Minor}";

    /// <summary>Turns the flag round.</summary>
    public void TurnFlag() => IsFlagOn = !IsFlagOn;

    /// <summary>The supplier has trouble, or has none any more.</summary>
    public void TurnSupplier() => SupplierDownSince = SupplierDownSince is null ? clock.GetUtcNow() : null;

    /// <summary>One server is hot, or is not any more.</summary>
    public void TurnHot() => HotSince = HotSince is null ? clock.GetUtcNow() : null;

    /// <summary>Errors rise or fall, and with them the alert.</summary>
    public void Fail(bool on)
    {
        Change(on ? High : Normal);
        AlertSince = on ? AlertSince ?? clock.GetUtcNow() : null;
    }

    /// <summary>The service dies, and its alert ends as if all were well; or it is back.</summary>
    public void Kill(bool dead)
    {
        Change(dead ? null : Normal);
        AlertSince = null;
    }

    /// <summary>As the page shows it.</summary>
    public JsonObject Shown()
    {
        var failing = Failing(clock.GetUtcNow());
        return Json.Object(
            ("ok", true),
            ("version", Version),
            ("flagOn", IsFlagOn),
            ("errors", failing),
            ("dead", failing is null),
            ("alert", AlertSince is not null),
            ("hot", HotSince is not null),
            ("supplierDown", SupplierDownSince is not null)
        );
    }

    private void Change(double? failing)
    {
        lock (_gate)
            _errors.Add((clock.GetUtcNow(), failing));
    }
}
