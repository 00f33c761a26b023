using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Resolving;

/// <summary><c>/incident reopen errors are back</c></summary>
public sealed record ReopenIncident(string Why) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("reopen", "<why…>", "Go on with it: it was not over", Read) { Example = "reopen errors are back at 5 %" };

    /// <inheritdoc/>
    public override Access Access => Access.Command;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsRunning)
            return Decision.NothingToDo;
        if (incident.MergedInto is { } other)
        {
            return new Refusal(
                "merged",
                $"{incident.Id} was merged into {other}.",
                new NextStep($"Open {other}", $"{other} status"),
                new NextStep("Declare a new one", "declare")
            );
        }

        var soon = incident.ResolvedAt is { } at && context.Now - at <= context.Policy.FalseAllClearWithin;
        return Decision.Accept(new IncidentReopened(Why, soon));
    }

    private static Parsed Read(CommandLine line, DecisionContext context) =>
        line.Rest.Length > 0
            ? new ReopenIncident(line.Rest)
            : Parsed.Ask(
                (_, _) =>
                    new Form
                    {
                        Verb = "reopen",
                        Title = "Reopen",
                        Submit = "Reopen",
                        Fields = [new FormField { Key = "rest", Label = "What is back?" }],
                    }
            );
}

/// <summary>It was not over.</summary>
/// <param name="Why">What came back.</param>
/// <param name="FalseAllClear">It was soon after the all-clear.</param>
public sealed record IncidentReopened(string Why, bool FalseAllClear) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (
            Recovery.CameBack(before.WithOngoing(Answer.Yes)) with
            {
                DataAnswer = null,
                Shared = null,
                Session = null,
                ResolvedAt = null,
                ResolvedSummary = null,
                ClosedAt = null,
                CancelledBecause = null,
                IsInReview = false,
                EndedAt = null,
                ReopenCount = before.ReopenCount + 1,
                FalseAllClears = before.FalseAllClears + (FalseAllClear ? 1 : 0),
            }
        )
            .NotDue(DeadlineNames.ReviewInvite)
            .NotDue(DeadlineNames.Session);

    /// <inheritdoc/>
    public override string Describe() => $"Reopened{(FalseAllClear ? " (a false all-clear)" : "")}: {Why}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;
}
