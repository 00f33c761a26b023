namespace ChatOpsIncidents.Host.Capture;

/// <summary>Whether talk in rooms becomes one-tap suggestions to its writer.</summary>
public sealed class TalkOptions
{
    /// <summary>The configuration's section.</summary>
    public const string Section = "PlainTalk";

    /// <summary>Off: what is said is captured and nothing is suggested.</summary>
    public bool Enabled { get; init; } = true;
}
