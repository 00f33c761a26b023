namespace ChatOpsIncidents.Host.Signals.Reading;

/// <summary>What we ourselves opened at a pager comes back by its webhook. It must never declare anything.</summary>
internal static class OwnPage
{
    private const string Prefix = "chatops-";

    /// <summary>Whether a pager's key is one of ours.</summary>
    public static bool Is(string? key) => key?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>Somebody has answered it.</summary>
    public static SourceReading Answered(string key, string? who, DateTimeOffset? at) =>
        SourceReading.Of(new PageAnsweredSignal(key, who) { At = at });

    /// <summary>What is said of other deliveries about it.</summary>
    public static SourceReading Ignored { get; } = new SourceReading.Ignored("It is a page that we opened.");
}
