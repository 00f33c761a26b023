using System.Text.Json.Serialization;

namespace ChatOpsIncidents.Engine.Incidents.Review.Sealing;

/// <summary>Seals captured messages into the chain of facts.</summary>
/// <param name="Digests">Their content digests, in the order in which they were captured; at most 1,000 at a time, so
/// that a fact stays quick to load.</param>
public sealed record SealMessages(IReadOnlyList<string> Digests) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        Digests.Count == 0 || Digests[^1] == incident.LastSealed
            ? Decision.NothingToDo
            : Decision.Accept(new MessagesSealed(Digests));
}

/// <summary>These captured messages stand as they were from here on.</summary>
public sealed record MessagesSealed([property: Code] IReadOnlyList<string> Digests) : IncidentEvent, IMilestone
{
    /// <summary>How many messages they are.</summary>
    [JsonIgnore]
    public int Count { get; private init; } = Digests.Count;

    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) => [Milestone.Noted];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            SealedMessages = before.SealedMessages + Count,
            LastSealed = Digests.Count > 0 ? Digests[^1] : before.LastSealed,
        };

    /// <summary>With the last digest only: a thousand of them take as much memory as 250 notes.</summary>
    public override IncidentEvent Lightened() => Digests.Count > 1 ? this with { Digests = [Digests[^1]] } : this;

    /// <inheritdoc/>
    public override string Describe() => Count == 1 ? "1 captured message sealed" : $"{Count} captured messages sealed";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}
