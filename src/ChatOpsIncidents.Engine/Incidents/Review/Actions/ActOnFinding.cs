using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Actions;

/// <summary><c>/incident action finding 2</c>: a finding becomes an action of whoever takes it up, due in two
/// weeks.</summary>
/// <param name="Number">1 for the first finding.</param>
public sealed record ActOnFinding(int Number) : IncidentCommand
{
    private static readonly TimeSpan Due = TimeSpan.FromDays(14);

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (Number < 1 || Number > incident.Findings.Count)
        {
            return new Refusal(
                "no-such-finding",
                $"There is no finding {Number}; there are {incident.Findings.Count}.",
                new NextStep("Show the review", "review"),
                new NextStep("Record one", "finding")
            );
        }

        var text = TextOf(incident.Findings[Number - 1]);
        return IsTaken(incident, incident.Findings[Number - 1])
            ? Decision.NothingToDo
            : new PlanAction(context.By, text, context.Now + Due, null, null).Decide(incident, context);
    }

    /// <summary>The taps for findings that no action follows yet.</summary>
    public static IEnumerable<ChatAction> Taps(Incident incident) =>
        incident
            .Findings.Select((finding, i) => (finding, Number: i + 1))
            .Where(one => !IsTaken(incident, one.finding))
            .Select(one => new ChatAction(
                ShortText.Cut($"I take: {one.finding.Text}", 40),
                $"action finding {one.Number}"
            ));

    /// <summary>Reads the words after <c>action finding</c>; null: they are no finding's number.</summary>
    internal static ActOnFinding? Read(string[] words) =>
        words is [_, var number] && Numbers.Leading([number]) is { } n ? new ActOnFinding(n) : null;

    private static bool IsTaken(Incident incident, Finding finding) =>
        incident.Actions.Any(action => action.Text == TextOf(finding));

    private static string TextOf(Finding finding) => $"Close the {finding.Kind.Replace('-', ' ')}: {finding.Text}";
}
