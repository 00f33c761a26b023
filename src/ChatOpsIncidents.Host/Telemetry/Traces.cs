using System.Diagnostics;

namespace ChatOpsIncidents.Host.Telemetry;

/// <summary>
/// The spans of this program: a command, from the request that brought it to each effect that it caused, also when
/// another host carries the effect out.
/// </summary>
/// <remarks>Nobody listens unless a collector is configured; then no span is made, and none of this costs
/// anything. A span bears no words, no title, and nobody's name.</remarks>
internal static class Traces
{
    /// <summary>The source's name.</summary>
    public const string Name = "ChatOpsIncidents";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>What is to be stored beside what goes on later (a <c>traceparent</c>); null: nobody follows.</summary>
    public static string? Current => Activity.Current is { Recorded: true } span ? span.Id : null;

    /// <summary>Begins a piece of work of the present request, or of nothing.</summary>
    /// <returns>Null: nobody listens.</returns>
    public static Activity? Begin(string name) => Source.StartActivity(name);

    /// <summary>Goes on with what was stored.</summary>
    /// <param name="name">The piece of work.</param>
    /// <param name="trace">A <c>traceparent</c>; null: it begins a trace of its own.</param>
    /// <returns>Null: nobody listens.</returns>
    public static Activity? Continue(string name, string? trace)
    {
        if (!Source.HasListeners())
            return null;
        _ = ActivityContext.TryParse(trace, traceState: null, isRemote: true, out var cause);
        return Source.StartActivity(name, ActivityKind.Consumer, cause);
    }

    /// <summary>Says how it ended: a name of ours, no words of people.</summary>
    public static void End(this Activity? span, string how, bool isFault = false)
    {
        span?.SetTag("chatops.end", how);
        if (isFault)
            span?.SetStatus(ActivityStatusCode.Error);
    }
}
