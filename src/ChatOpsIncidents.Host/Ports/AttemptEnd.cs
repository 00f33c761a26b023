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

    /// <summary>A group was looked up.</summary>
    /// <param name="Group">The group.</param>
    public sealed record Found(PlatformGroup Group) : AttemptEnd;

    /// <summary>It was handed over to somebody who carries it out.</summary>
    /// <param name="Worked">What came of it; null: it was taken, and is not done yet.</param>
    /// <param name="Said">What was said about it; null: nothing.</param>
    public sealed record HandedOver(bool? Worked, string? Said) : AttemptEnd;

    /// <summary>Not now.</summary>
    /// <param name="After">Earliest next attempt; null: the dispatcher's backoff.</param>
    /// <param name="Why">One sentence without secrets or message texts.</param>
    /// <param name="Unclear">Whether it may have been carried out all the same (the answer was lost).</param>
    /// <param name="Key">Whom the wait concerns, for limits that hold for more than this effect (Slack: method and
    /// workspace); null: this destination.</param>
    public sealed record TryAgain(TimeSpan? After, string Why, bool Unclear = false, string? Key = null) : AttemptEnd
    {
        /// <summary>Whether the platform itself asked to be left alone, and it is not our own pace.</summary>
        public bool IsRefused { get; init; }
    }

    /// <summary>The place takes no words any more, and no trying again will change that.</summary>
    /// <param name="ChannelId">The place.</param>
    /// <param name="Why">One sentence for operators.</param>
    /// <param name="ForPeople">The reason in plain words, without the platform's codes and without a full stop.</param>
    public sealed record PlaceLost(string ChannelId, string Why, string ForPeople) : AttemptEnd;

    /// <summary>There is nothing to do, and nobody misses it.</summary>
    /// <param name="Why">One sentence without secrets or message texts.</param>
    public sealed record Needless(string Why) : AttemptEnd;

    /// <summary>Never.</summary>
    /// <param name="Why">One sentence without secrets or message texts.</param>
    public sealed record GiveUp(string Why) : AttemptEnd
    {
        /// <summary>The reason in plain words, without the platform's codes and without a full stop.</summary>
        public string ForPeople { get; init; } = "the chat platform did not take it";
    }
}

/// <summary>Where something stands on the platform.</summary>
/// <param name="ChannelId">The channel.</param>
/// <param name="MessageId">The message; null for a room.</param>
/// <param name="Name">A room's real name; null: not a room.</param>
/// <param name="Link">A permanent link; null: unknown.</param>
public sealed record PlacedReference(string ChannelId, string? MessageId, string? Name = null, string? Link = null);

/// <summary>A group of people as the platform knows it.</summary>
/// <param name="Id">The platform's id.</param>
/// <param name="Handle">As people mention it, without its @.</param>
/// <param name="Members">Ids.</param>
public sealed record PlatformGroup(string Id, string Handle, IReadOnlyList<string> Members);
