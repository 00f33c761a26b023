using System.Text.Json.Serialization;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>Who is hit, how badly, and whether it is still happening; null: not assessed yet.</summary>
    public Impact? Impact { get; init; }

    /// <summary>Who, how badly and whether it is still happening are all known.</summary>
    public bool IsImpactKnown => Impact is { IsKnown: true };

    /// <summary>The answers so far, before all three are given; null: none yet.</summary>
    public ImpactAnswers? ImpactSoFar { get; init; }

    /// <summary>How often an "unknown" was asked again since the last answer.</summary>
    public int ImpactAsks { get; init; }

    /// <summary>When the impact was assessed last; null: never.</summary>
    public DateTimeOffset? ImpactChangedAt { get; init; }

    /// <summary>When the impact was first assessed; null: not yet.</summary>
    public DateTimeOffset? ImpactAt { get; init; }

    /// <summary>When the symptoms began, as far as known.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the symptoms ended, as far as known.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>What its end and its return mean for the impact.</summary>
internal static class ImpactEnds
{
    /// <summary>It goes on, or not; nothing else of it changes.</summary>
    public static Incident WithOngoing(this Incident before, Answer ongoing) =>
        before with
        {
            Impact = before.Impact is { } impact ? impact with { Ongoing = ongoing } : null,
            ImpactSoFar = before.ImpactSoFar is { } answers ? answers with { Ongoing = ongoing } : null,
        };
}

/// <summary>The three taps, and what may go with them.</summary>
/// <param name="Who">How many are hit.</param>
/// <param name="HowBad">What fails.</param>
/// <param name="Ongoing">Whether it goes on.</param>
/// <param name="Scope">Where: region, tenant, version; free words; null: not said.</param>
/// <param name="Working">What still works; null: not said.</param>
/// <param name="Data">What happened to data: <c>ok</c>, <c>corrupt</c>, <c>lost</c>, <c>exposed</c>; null: not
/// said.</param>
/// <param name="DataAnswered">What became of that data, in words; null: nobody has said it.</param>
public sealed record Impact(
    Reach Who,
    Loss HowBad,
    Answer Ongoing,
    string? Scope = null,
    string? Working = null,
    string? Data = null,
    string? DataAnswered = null
)
{
    /// <summary>All three are known. "Unknown" is an answer, and is asked again.</summary>
    [JsonIgnore]
    public bool IsKnown => Who != Reach.Unknown && HowBad != Loss.Unknown && Ongoing != Answer.Unknown;
}

/// <summary>How many are hit.</summary>
public enum Reach
{
    /// <summary>Not known yet.</summary>
    Unknown,

    /// <summary>One.</summary>
    One,

    /// <summary>Some.</summary>
    Some,

    /// <summary>Most.</summary>
    Most,

    /// <summary>All.</summary>
    All,
}

/// <summary>What fails.</summary>
public enum Loss
{
    /// <summary>Not known yet.</summary>
    Unknown,

    /// <summary>The whole application.</summary>
    WholeApp,

    /// <summary>A main flow.</summary>
    MainFlow,

    /// <summary>Some flow.</summary>
    SomeFlow,

    /// <summary>Something secondary.</summary>
    Secondary,
}

/// <summary>Yes, no, or not known yet.</summary>
public enum Answer
{
    /// <summary>Not known yet.</summary>
    Unknown,

    /// <summary>Yes.</summary>
    Yes,

    No,
}
