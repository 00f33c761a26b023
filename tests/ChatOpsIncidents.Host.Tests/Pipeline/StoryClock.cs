using Microsoft.Extensions.Time.Testing;

namespace ChatOpsIncidents.Host.Tests.Pipeline;

/// <summary>A clock that stands until it is turned; it begins on 21 November 2026 at 14:00 UTC.</summary>
public sealed class StoryClock() : FakeTimeProvider(new DateTimeOffset(2026, 11, 21, 14, 0, 0, TimeSpan.Zero))
{
    /// <summary>Turns it; what waited for that time goes on. Backwards, nothing does.</summary>
    public void Forward(TimeSpan by)
    {
        if (by < TimeSpan.Zero)
            AdjustTime(GetUtcNow() + by);
        else
            Advance(by);
    }
}
