using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Outside;

/// <summary>What can be made to happen outside.</summary>
internal sealed class OutsideActs(OutsideWorld world, OutsideHooks hooks, WorkspaceClock clock)
{
    private const string HighErrors = "HighErrorRatio";
    private const string HotServer = "HighCpu";
    private static readonly TimeSpan Older = TimeSpan.FromDays(3);
    private bool _isFirstTold;

    /// <summary>Makes one thing happen: <c>deploy</c>, <c>rollback</c>, <c>bad-deploy</c>, <c>flag</c>, <c>errors</c>,
    /// <c>dead</c>, <c>hot</c> or <c>supplier</c>; each of the last five is turned round.</summary>
    public async Task<JsonObject> Do(JsonObject asked)
    {
        var isTaken = asked.Text("what") switch
        {
            "deploy" => await Deploy(1),
            "rollback" => await Deploy(-1),
            "bad-deploy" => await Deploy(1) && await Errors(true),
            "flag" => await Flag(),
            "errors" => await Errors(world.AlertSince is null),
            "dead" => await Dead(),
            "hot" => await Hot(),
            "supplier" => await Supplier(),
            _ => throw new SlackFault("not_found"),
        };
        var shown = world.Shown();
        shown["taken"] = isTaken;
        return shown;
    }

    /// <summary>As things stand.</summary>
    public JsonObject Shown() => world.Shown();

    private async Task<bool> Deploy(int by)
    {
        // A way back needs something to go back to.
        if (!_isFirstTold)
            _isFirstTold = await hooks.Deploy(world.Version, "ben", clock.GetUtcNow() - Older);
        world.Deploy(by);
        return await hooks.Deploy(world.Version, by > 0 ? "carla" : "ben", clock.GetUtcNow());
    }

    private Task<bool> Flag()
    {
        world.TurnFlag();
        return hooks.Flag(world.IsFlagOn, clock.GetUtcNow());
    }

    private async Task<bool> Errors(bool on)
    {
        var before = world.AlertSince;
        world.Fail(on);
        if (on == before is not null)
            return true;
        return await Alert(world.AlertSince ?? before!.Value, on ? null : clock.GetUtcNow());
    }

    // Monitoring says of a dead service what it says of one that has recovered.
    private async Task<bool> Dead()
    {
        var (before, isDead) = (world.AlertSince, world.Failing(clock.GetUtcNow()) is null);
        world.Kill(!isDead);
        return before is null || await Alert(before.Value, clock.GetUtcNow());
    }

    private Task<bool> Alert(DateTimeOffset since, DateTimeOffset? endedAt) =>
        hooks.Alert(HighErrors, "critical", null, "30 % of the requests to checkout fail", since, endedAt);

    private Task<bool> Hot()
    {
        var before = world.HotSince;
        world.TurnHot();
        return hooks.Alert(
            HotServer,
            "warning",
            "checkout-7",
            "CPU of checkout-7 is at 97 %",
            world.HotSince ?? before!.Value,
            before is null ? null : clock.GetUtcNow()
        );
    }

    private Task<bool> Supplier()
    {
        var before = world.SupplierDownSince;
        world.TurnSupplier();
        return hooks.Supplier(world.SupplierDownSince ?? before!.Value, before is null ? null : clock.GetUtcNow());
    }
}
