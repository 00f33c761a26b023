namespace ChatOpsIncidents.Host.Tests.Pipeline;

/// <summary>A clock that stands until it is turned.</summary>
public sealed class StoryClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    /// <summary>21 November 2026, 14:00 UTC.</summary>
    public StoryClock()
        : this(new DateTimeOffset(2026, 11, 21, 14, 0, 0, TimeSpan.Zero)) { }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _now;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => _now.UtcTicks;

    /// <summary>Turns it forward.</summary>
    public void Forward(TimeSpan by) => _now += by;
}
