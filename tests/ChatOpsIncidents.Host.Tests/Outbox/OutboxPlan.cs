using System.Globalization;
using System.Text.Json;
using ChatOpsIncidents.Host.Postgres;

namespace ChatOpsIncidents.Host.Tests.Outbox;

/// <summary>What PostgreSQL did to find what is due: how many rows of the outbox it read, however fast the machine
/// is.</summary>
public sealed record OutboxPlan(double RowsRead)
{
    public static async Task<OutboxPlan> Of(OutboxBench bench)
    {
        var now = bench.Clock.GetUtcNow();
        await using var command = bench
            .Source.CreateCommand("explain (analyze, format json) " + PostgresSql.Text("outbox/due"))
            .With("limit", 100)
            .With("lane_max", (short)9)
            .With("now", now);
        var text = (string)(await command.ExecuteScalarAsync())!;
        using var plan = JsonDocument.Parse(text);
        return new OutboxPlan(Rows(plan.RootElement[0].GetProperty("Plan")));
    }

    private static double Rows(JsonElement node)
    {
        var scans =
            node.GetProperty("Node Type").GetString()!.Contains("Scan", StringComparison.Ordinal)
            && node.TryGetProperty("Relation Name", out var relation)
            && relation.GetString() == "outbox";
        var own = scans
            ? (Number(node, "Actual Rows") + Number(node, "Rows Removed by Filter")) * Number(node, "Actual Loops")
            : 0;
        return own + (node.TryGetProperty("Plans", out var below) ? below.EnumerateArray().Sum(Rows) : 0);
    }

    private static double Number(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) ? double.Parse(value.GetRawText(), CultureInfo.InvariantCulture) : 0;
}
