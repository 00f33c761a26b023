using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ChatOpsIncidents.Engine.Drills;

namespace ChatOpsIncidents.Engine.Incidents.State;

public sealed partial record Incident
{
    /// <summary>The scenario's name, where this is practice and no incident; null: it is real.</summary>
    public string? DrillName { get; init; }

    /// <summary>What is played; null: it is real.</summary>
    public DrillState? Drill { get; init; }

    /// <summary>Practice: nothing leaves the room.</summary>
    [JsonIgnore]
    public bool IsDrill => DrillName is not null;
}

/// <summary>A drill that is played.</summary>
/// <param name="Scenario">What it plays, as it was when it began.</param>
public sealed record DrillState(DrillScenario Scenario)
{
    /// <summary>The injects that came or were left out, by number.</summary>
    public ImmutableSortedSet<int> Done { get; init; } = [];

    /// <summary>The injects that answer what people did and are on their way, or came.</summary>
    public ImmutableSortedSet<int> Answering { get; init; } = [];

    /// <summary>The questions' answers: by the inject's number, the answer's number.</summary>
    public ImmutableSortedDictionary<int, int> Answers { get; init; } = ImmutableSortedDictionary<int, int>.Empty;

    /// <summary>How it went; null: it runs.</summary>
    public ImmutableList<DrillResult>? Results { get; init; }

    /// <summary>For example <c>6 of 7 as hoped</c>; null: it runs.</summary>
    public string? Score => Results is { } all ? $"{all.Count(result => result.Met)} of {all.Count} as hoped" : null;
}
