using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>The scenario's name, where this is practice and no incident; null: it is real.</summary>
    public string? DrillName { get; init; }

    /// <summary>What is played; null: it is real.</summary>
    public DrillState? Drill { get; init; }

    /// <summary>Practice: nothing leaves the room.</summary>
    [JsonIgnore]
    public bool IsDrill => DrillName is not null;

    /// <summary>Practice around a table, without any clock.</summary>
    [JsonIgnore]
    public bool IsTabletop => Drill is { IsTabletop: true };
}

/// <summary>A drill that is played.</summary>
/// <param name="Scenario">What it plays, as it was when it began.</param>
/// <param name="IsTabletop">Without any clock: people say when the story goes on.</param>
public sealed record DrillState(DrillScenario Scenario, bool IsTabletop = false)
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

/// <summary>One thing that was hoped for, and what came of it.</summary>
/// <param name="Label">What, for example <c>First update within 15 min</c>.</param>
/// <param name="Met">Whether it came as hoped.</param>
/// <param name="Said">What happened instead or so, for example <c>after 12 min</c>; empty: nothing to add.</param>
public sealed record DrillResult(string Label, bool Met, string Said)
{
    /// <summary>Who did it; null: nobody, or all together.</summary>
    public Person? By { get; init; }

    /// <summary>One line, for example <c>First update within 15 min: after 12 min</c>.</summary>
    public override string ToString() => Said.Length > 0 ? $"{Label}: {Said}" : Label;
}

/// <summary>A drill that was played to its end.</summary>
/// <param name="Incident">Its incident.</param>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="At">When it began.</param>
/// <param name="IsTabletop">Without any clock.</param>
/// <param name="Results">What was hoped for, and what came of it.</param>
public sealed record PlayedDrill(
    string Incident,
    string Scenario,
    DateTimeOffset At,
    bool IsTabletop,
    IReadOnlyList<DrillResult> Results
)
{
    /// <summary>How much came as hoped.</summary>
    public int Met => Results.Count(result => result.Met);

    /// <summary>For example <c>6 of 7</c>.</summary>
    public string Score => $"{Met} of {Results.Count}";
}
