using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>Decisions that were put to everybody; the first has number 1.</summary>
    public ImmutableList<OpenDecision> Decisions { get; init; } = [];
}

/// <summary>A decision that was put to everybody.</summary>
/// <param name="Number">1 for the first of an incident.</param>
/// <param name="Text">In words.</param>
/// <param name="By">Who put it.</param>
/// <param name="Outcome">Null: open to objections; else <c>stands</c> or <c>stopped</c>.</param>
public sealed record OpenDecision(int Number, string Text, Person By, string? Outcome = null);
