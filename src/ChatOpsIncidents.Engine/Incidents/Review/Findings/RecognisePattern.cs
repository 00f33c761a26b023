using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Findings;

/// <summary>Earlier incidents of the same service are known.</summary>
/// <param name="Pattern">What they were like.</param>
public sealed record ReportPattern(PastPattern Pattern) : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        incident is { IsRunning: true, IsDrill: false, SeenBefore: null }
            ? Decision.Accept(new PatternSeen(Pattern))
            : Decision.NothingToDo;
}

/// <summary>It is not the first time.</summary>
/// <param name="Pattern">What the earlier incidents were like.</param>
public sealed record PatternSeen(PastPattern Pattern) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before with { SeenBefore = Pattern };

    /// <inheritdoc/>
    public override string Describe() => $"Seen before: {PatternWords.Says(Pattern)}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.LogThread;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        ChatMessage.Text(
            $"{Markup.Bold("Seen before:")} {Markup.Clean(PatternWords.Says(Pattern))}",
            new ChatAction($"Show {Pattern.LastIncident}", $"{Pattern.LastIncident} status")
        );
}
