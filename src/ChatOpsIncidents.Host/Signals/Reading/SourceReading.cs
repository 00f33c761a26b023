namespace ChatOpsIncidents.Host.Signals.Reading;

/// <summary>What came of reading a delivery.</summary>
public abstract record SourceReading
{
    /// <summary>It says something.</summary>
    public sealed record Told(IReadOnlyList<Signal> Signals) : SourceReading;

    /// <summary>It is sound, and nothing to us. The sender hears a yes all the same: a no makes some switch the hook
    /// off.</summary>
    public sealed record Ignored(string Why) : SourceReading;

    /// <summary>Nothing can be read; the sentence says what is missing.</summary>
    public sealed record Unreadable(string Why) : SourceReading;

    /// <summary>A topic asks whether to deliver here; the yes is a call to an address that it names.</summary>
    public sealed record Subscribes(string? Address, string Topic) : SourceReading;

    /// <summary>One signal.</summary>
    public static SourceReading Of(Signal signal) => new Told([signal]);

    /// <summary>These signals; none: ignored.</summary>
    public static SourceReading Of(IReadOnlyList<Signal> signals, string otherwise) =>
        signals.Count > 0 ? new Told(signals) : new Ignored(otherwise);
}

/// <summary>A delivery that was proven, as its source reads it.</summary>
/// <param name="Kind"><c>deploys</c>, <c>changes</c>, <c>alerts</c>, <c>dependencies</c> or
/// <c>trackers</c>.</param>
/// <param name="Id">The delivery's id.</param>
/// <param name="Headers">The headers that the source asked for, and <c>Content-Type</c>.</param>
/// <param name="Body">The raw bytes.</param>
/// <param name="ReceivedAt">By our clock, UTC.</param>
public sealed record HookDelivery(
    string Kind,
    string Id,
    IReadOnlyDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Body,
    DateTimeOffset ReceivedAt
)
{
    /// <summary>Among the headers: the service that the address itself names, <c>?service=checkout</c>, for senders
    /// whose bodies name none, or not as we call it.</summary>
    public const string ServiceKey = "?service";

    /// <summary>A kept header; null: it was not sent.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
