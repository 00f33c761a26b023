using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Incidents.State;

public sealed partial record Incident
{
    /// <summary>Questions with one-tap answers; the first has number 1.</summary>
    public ImmutableList<Poll> Polls { get; init; } = [];
}
