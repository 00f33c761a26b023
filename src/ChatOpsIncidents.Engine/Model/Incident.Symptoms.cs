using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>When it was noticed, where that was said; null: when it was declared.</summary>
    public DateTimeOffset? DetectedAt { get; init; }

    /// <summary>It was noticed later than the target allows; null: in time, or not known yet.</summary>
    public LateDetection? LateDetection { get; init; }

    /// <summary>From the symptoms' start until somebody noticed; null: not known.</summary>
    public TimeSpan? ToDetect => NoticedAt - StartedAt is { } took && took >= TimeSpan.Zero ? took : null;

    // Where it was over before it was declared, the declaration says nothing of it.
    private DateTimeOffset? NoticedAt => WasOver ? DetectedAt : DetectedAt ?? DeclaredAt;

    /// <summary>The target that was missed; null: none, also where a corrected time shows that it was met.</summary>
    public TimeSpan? DetectionTargetMissed =>
        LateDetection is { Target: var target } && ToDetect > target ? target : null;

    /// <summary>Who or what noticed first: <c>alert</c>, <c>engineer</c>, <c>customer</c>, <c>other</c>; null: not
    /// said.</summary>
    public string? DetectedBy { get; init; }

    /// <summary>What was seen to fail, in people's words, oldest first.</summary>
    public ImmutableList<string> Symptoms { get; init; } = [];
}

/// <summary>Noticed too late.</summary>
/// <param name="Took">From the symptoms' start until somebody noticed.</param>
/// <param name="Target">How long it may take at that severity.</param>
public sealed record LateDetection(TimeSpan Took, TimeSpan Target)
{
    /// <summary>The words of the finding that it made.</summary>
    public string Finding { get; init; } = "";
}
