namespace ChatOpsIncidents.Host.Ports;

/// <summary>How an attempt to carry out an effect ended.</summary>
public abstract record AttemptEnd
{
    /// <summary>Carried out.</summary>
    /// <param name="Reference">Where it stands now: for a room its channel, for a message its channel and id; null:
    /// nothing to remember.</param>
    public sealed record Done(PlacedReference? Reference = null) : AttemptEnd;

    /// <summary>A copy of a file was kept.</summary>
    /// <param name="File">The copy.</param>
    public sealed record Kept(KeptFile File) : AttemptEnd;

    /// <summary>Not now.</summary>
    /// <param name="After">Earliest next attempt; null: the dispatcher's backoff.</param>
    /// <param name="Why">One sentence without secrets or message texts.</param>
    /// <param name="Unclear">Whether it may have been carried out all the same (the answer was lost).</param>
    /// <param name="Key">Whom the wait concerns, for limits that hold for more than this effect (Slack: method and
    /// workspace); null: this destination.</param>
    public sealed record TryAgain(TimeSpan? After, string Why, bool Unclear = false, string? Key = null) : AttemptEnd;

    /// <summary>There is nothing to do, and nobody misses it.</summary>
    /// <param name="Why">One sentence without secrets or message texts.</param>
    public sealed record Needless(string Why) : AttemptEnd;

    /// <summary>Never.</summary>
    /// <param name="Why">One sentence without secrets or message texts.</param>
    public sealed record GiveUp(string Why) : AttemptEnd;
}

/// <summary>Where something stands on the platform.</summary>
/// <param name="ChannelId">The channel.</param>
/// <param name="MessageId">The message; null for a room.</param>
/// <param name="Name">A room's real name; null: not a room.</param>
/// <param name="Link">A permanent link; null: unknown.</param>
public sealed record PlacedReference(string ChannelId, string? MessageId, string? Name = null, string? Link = null);
