namespace ChatOpsIncidents.Host.Outbox;

/// <summary>How long to wait after a failure whose answer did not say.</summary>
public static class Backoff
{
    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>Doubles from one second to five minutes, spread by a quarter so that many do not come back at the same
    /// moment.</summary>
    /// <param name="failures">How often it failed so far, this time included; 1 or more.</param>
    /// <param name="spread">0 to 1: where in the spread; a random number outside tests.</param>
    /// <returns>From 0.75 to 1.25 of the doubled second, and never more than <see cref="Max"/>.</returns>
    public static TimeSpan After(int failures, double spread)
    {
        var doubled = First * Math.Pow(2, Math.Clamp(failures - 1, 0, 10));
        var wait = (doubled < Max ? doubled : Max) * (0.75 + spread / 2);
        return wait < Max ? wait : Max;
    }
}
