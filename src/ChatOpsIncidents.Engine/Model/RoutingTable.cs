using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>How loudly news reaches people; the order is that of loudness, the quietest first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Route>))]
public enum Route
{
    /// <summary>A ticket, and a line in the daily digest.</summary>
    Digest,

    /// <summary>A room, and a word to those who own it; nobody is woken.</summary>
    Channel,

    /// <summary>Somebody is woken.</summary>
    Page,
}

/// <summary>A severity's row of the table.</summary>
/// <param name="Route">How loudly, once it is wide enough and has lasted long enough.</param>
/// <param name="Scope">How many must be hit; <see cref="Reach.One"/>: any.</param>
/// <param name="After">How long it must have lasted.</param>
public sealed record RoutingRow(Route Route, Reach Scope, TimeSpan After);

/// <summary>
/// Which news wakes somebody, by severity, scope and duration. What is too narrow or too short goes one step quieter:
/// one of ten servers that is busy for three minutes wakes nobody.
/// </summary>
public static class RoutingTable
{
    /// <summary>The table as it is without configuration.</summary>
    public static ImmutableDictionary<Severity, RoutingRow> Default { get; } =
        ImmutableDictionary<Severity, RoutingRow>
            .Empty.Add(Severity.Critical, new(Route.Page, Reach.One, TimeSpan.Zero))
            .Add(Severity.Major, new(Route.Page, Reach.Some, TimeSpan.FromMinutes(5)))
            .Add(Severity.Medium, new(Route.Channel, Reach.Some, TimeSpan.FromMinutes(5)))
            .Add(Severity.Minor, new(Route.Digest, Reach.One, TimeSpan.Zero));

    /// <summary>How loudly.</summary>
    /// <param name="severity">How bad.</param>
    /// <param name="scope">How many are hit; not known counts as enough, because silence could cost more.</param>
    /// <param name="lasted">For how long.</param>
    /// <param name="policy">The rules.</param>
    public static Route Of(Severity severity, Reach scope, TimeSpan lasted, Policy policy)
    {
        var row = policy.Routing[severity];
        return row.Route > Route.Digest && (lasted < row.After || IsNarrow(scope, row)) ? row.Route - 1 : row.Route;
    }

    /// <summary>How loudly once it has lasted long enough; and after how long that is.</summary>
    public static (Route Route, TimeSpan After) InTime(Severity severity, Reach scope, Policy policy) =>
        (Of(severity, scope, policy.Routing[severity].After, policy), policy.Routing[severity].After);

    /// <summary>A count as a reach: 1 of 10 servers is one of them.</summary>
    /// <param name="hit">How many are hit.</param>
    /// <param name="of">How many there are.</param>
    public static Reach ReachOf(int hit, int of)
    {
        if (hit <= 0 || of <= 0)
            return Reach.Unknown;
        if (hit >= of)
            return Reach.All;
        if (hit == 1)
            return Reach.One;
        return hit * 2 > of ? Reach.Most : Reach.Some;
    }

    private static bool IsNarrow(Reach scope, RoutingRow row) => scope != Reach.Unknown && scope < row.Scope;
}
