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
    private const string Key = "Clock:Adjustable";
    private const double ForwardSecondsMax = 366 * 24 * 3600;
    private static readonly string[] RealHosts = ["slack.com", "slack-gov.com"];

    /// <summary>What is wrong with the setting. A turned clock would send a real workspace reminders of hours that have
    /// not passed.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        if (configuration[Key] is not { Length: > 0 } word)
            yield break;
        if (!bool.TryParse(word, out var isOn))
            yield return $"{Key}: “{word}” is neither true nor false.";
        else if (isOn && IsRealWorkspace(configuration))
            yield return $"{Key} is for a local workspace only, and Slack:ApiUrl is Slack's own address.";
    }

    private static bool IsRealWorkspace(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration["Slack:BotToken"])
        && (
            !Uri.TryCreate(configuration["Slack:ApiUrl"] ?? "https://slack.com", UriKind.Absolute, out var api)
            || Array.Exists(
                RealHosts,
                host => api.Host == host || api.Host.EndsWith("." + host, StringComparison.Ordinal)
            )
        );

    /// <summary>Replaces the clock if the configuration says so.</summary>
    public static void AddAdjustableClock(this WebApplicationBuilder builder)
    {
        if (!builder.Configuration.GetValue<bool>(Key))
            return;
        var clock = new AdjustableClock();
        builder.Services.AddSingleton(clock);
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
    }

    /// <summary>Maps <c>POST /clock {"forwardSeconds": total}</c>, at the pages' address; without the setting,
    /// nothing.</summary>
    public static void MapAdjustableClock(this WebApplication app)
    {
        if (app.Services.GetService<AdjustableClock>() is not { } clock)
            return;
        app.MapPost("/clock", (Turn turn) => Forward(clock, turn.ForwardSeconds));
    }

    private static IResult Forward(AdjustableClock clock, double seconds)
    {
        if (seconds is not (>= 0 and <= ForwardSecondsMax))
            return Results.BadRequest("forwardSeconds: 0 to one year, in seconds");
        var ahead = clock.Forward(TimeSpan.FromSeconds(seconds));
        return Results.Ok(new { forwardSeconds = ahead.TotalSeconds, now = clock.GetUtcNow() });
    }

    private sealed record Turn(double ForwardSeconds);
}
