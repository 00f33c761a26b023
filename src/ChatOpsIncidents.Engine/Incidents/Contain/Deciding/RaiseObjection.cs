using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Deciding;

/// <summary><c>/incident object</c>: the lead keeps command; <c>object #2 the copy is stale</c>: a decision is
/// stopped.</summary>
/// <param name="Number">Which decision; null: whatever is open, taking command first.</param>
/// <param name="Why">The reason; needed against a decision.</param>
public sealed record RaiseObjection(int? Number, string Why) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("object", "[#n] [why]", "Object: keep command, or stop a decision", Read)
        {
            Topic = "People",
            Example = "object #1 the copy is stale",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (Number is null && incident.Claim is { } claim)
            return KeepLead(incident, claim, context);
        var open = incident.Decisions.LastOrDefault(d => d.Outcome is null && (Number is null || d.Number == Number));
        if (open is null)
        {
            return incident.Decisions.Any(d => d.Number == Number && d.Outcome == "stopped")
                ? Decision.NothingToDo
                : new Refusal(
                    "nothing-to-object",
                    "Nothing is open to objections now.",
                    new NextStep("Put a decision", "decide <text>"),
                    new NextStep("Show status", "status")
                );
        }

        return Why.Length > 0
            ? Decision.Accept(new DecisionStopped(open.Number, open.Text, open.By, Why))
            : Decision.Answer(Reply.Ask(Ask(open)));
    }

    private Decision KeepLead(Incident incident, LeadClaim claim, DecisionContext context) =>
        context.By.Id == incident.Lead?.Id || context.By.Id == claim.By.Id
            ? Decision.Accept(new LeadKept(claim.By, Why))
            : new Refusal(
                "lead-only",
                $"Only {incident.Lead?.Name} can object to that.",
                new NextStep("Ask lead", "ask-lead object"),
                new NextStep("Show roles", "roles")
            );

    private static Form Ask(OpenDecision open) =>
        new()
        {
            Verb = "object",
            Title = "Object",
            Submit = "Object",
            Intro = Markup.Clean(open.Text),
            Lead = $"#{open.Number}",
            Fields = [new FormField { Key = "rest", Label = "Why not?" }],
        };

    private static Parsed Read(CommandLine line, DecisionContext context) =>
        line.RestWords is [['#', .. var n], ..] && int.TryParse(n, out var number)
            ? new RaiseObjection(number, line.Rest[(n.Length + 1)..].Trim())
            : new RaiseObjection(null, line.Rest);
}
