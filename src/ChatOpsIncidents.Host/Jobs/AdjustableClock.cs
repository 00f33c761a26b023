using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>The machine's clock, turned forward. Only for a local workspace in which an hour shall pass in a
/// minute.</summary>
public sealed class AdjustableClock : TimeProvider
{
    private long _forward;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() =>
        System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _forward));

    /// <summary>Sets how far it is ahead of the machine's clock. It never goes back: a smaller total changes
    /// nothing.</summary>
    /// <returns>How far it is ahead now.</returns>
    public TimeSpan Forward(TimeSpan total)
    {
        for (var before = Interlocked.Read(ref _forward); total.Ticks > before; )
        {
            var seen = Interlocked.CompareExchange(ref _forward, total.Ticks, before);
            if (seen == before)
                return total;
            before = seen;
        }

        return TimeSpan.FromTicks(Interlocked.Read(ref _forward));
    }
}

/// <summary>The clock that can be turned, where <c>Clock:Adjustable</c> says so.</summary>
public static class AdjustableClockSetup
{
    private const double ForwardSecondsMax = 366 * 24 * 3600;

    /// <summary>Replaces the clock if the configuration says so.</summary>
    public static void AddAdjustableClock(this WebApplicationBuilder builder)
    {
        if (!builder.Configuration.GetValue<bool>("Clock:Adjustable"))
            return;
        var clock = new AdjustableClock();
        builder.Services.AddSingleton(clock);
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
    }

    /// <summary>Maps <c>POST /clock {"forwardSeconds": total}</c> for callers on this machine; without the setting,
    /// nothing.</summary>
    public static void MapAdjustableClock(this WebApplication app)
    {
        if (app.Services.GetService<AdjustableClock>() is not { } clock)
            return;
        app.MapPost(
            "/clock",
            (Turn turn, HttpContext context) =>
                IsHere(context.Connection.RemoteIpAddress) ? Forward(clock, turn.ForwardSeconds) : Results.NotFound()
        );
    }

    private static IResult Forward(AdjustableClock clock, double seconds)
    {
        if (seconds is not (>= 0 and <= ForwardSecondsMax))
            return Results.BadRequest("forwardSeconds: 0 to one year, in seconds");
        var ahead = clock.Forward(TimeSpan.FromSeconds(seconds));
        return Results.Ok(new { forwardSeconds = ahead.TotalSeconds, now = clock.GetUtcNow() });
    }

    // A test server has no address at all.
    private static bool IsHere(IPAddress? caller) => caller is null || IPAddress.IsLoopback(caller);

    private sealed record Turn(double ForwardSeconds);
}
