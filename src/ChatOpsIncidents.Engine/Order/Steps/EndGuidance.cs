using ChatOpsIncidents.Engine.Chat;
using static ChatOpsIncidents.Engine.Order.Steps.Guidance;

namespace ChatOpsIncidents.Engine.Order.Steps;

/// <summary>What is to be done after recovery, or before anything began.</summary>
internal static class EndGuidance
{
    /// <summary>It has recovered: first rest, then the review, at leisure.</summary>
    public static Guidance Review(Incident incident, DecisionContext context)
    {
        var by = incident.ResolvedAt + context.Policy.ReviewWithin;
        if (incident.Phase == Phase.Resolved)
        {
            return new(
                "Rest; the review comes later. The timeline can be taken along.",
                Leader(incident),
                by,
                [Main("Export timeline", "export html"), new ChatAction("Reopen", "reopen")]
            );
        }

        ChatAction[] also = [new ChatAction("Show the review", "review"), new ChatAction("Export", "export html")];
        if (ReviewGaps.Of(incident).FirstOrDefault() is { } gap)
        {
            return new(
                $"The review, at leisure; next: {Markup.Clean(gap.Missing)}.",
                Leader(incident),
                by,
                [Main(gap.Step.Label, gap.Step.Command), .. also]
            );
        }

        if (incident.Shared is null)
            return new("Share the report.", Leader(incident), by, [Main("Share the report", "share"), .. also]);
        return new(
            "Close it; the review is complete.",
            Leader(incident),
            incident.Session?.At ?? by,
            incident.Session is null
                ? [Main("Close", "close"), new ChatAction("Plan a session", "session"), .. also]
                : [Main("Close", "close"), .. also]
        );
    }

    /// <summary>No step's turn it is.</summary>
    public static Guidance Nothing(Incident incident) =>
        incident.Phase switch
        {
            Phase.Merged => new(
                $"Nothing here; it continues in {incident.MergedInto}.",
                null,
                null,
                [new ChatAction("Show it", $"{incident.MergedInto} status")]
            ),
            Phase.Cancelled => new(
                "Nothing; it was a false alarm.",
                null,
                null,
                [new ChatAction("Reopen", "reopen"), new ChatAction("Export", "export")]
            ),
            Phase.Closed => new(
                "Nothing; it is closed.",
                null,
                null,
                [new ChatAction("Export", "export"), new ChatAction("Reopen", "reopen")]
            ),
            _ => new("Declare an incident; a few words are enough.", null, null, [Main("Declare", "declare")]),
        };
}
