using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Diagnosing;

/// <summary><c>/incident test double the pool on one server</c></summary>
/// <param name="What">The test.</param>
/// <param name="At">When it was done already; null: it begins now.</param>
public sealed record RunTest(string What, DateTimeOffset? At = null) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("test", "<what…>", "Say how the theory is tested", Read)
        {
            Topic = "Diagnose",
            Keys = ["at"],
            Example = "test double the pool on one server",
        };

    /// <inheritdoc/>
    public override DateTimeOffset? DoneAt => At;

    /// <inheritdoc/>
    public override Intention? Intends(Incident incident) => incident.IsRunning ? new Intention.Test() : null;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning)
            return Refusals.Over(incident);
        if (incident.ActiveHypothesis is not { } active)
            return new Refusal(
                "no-theory",
                "A test tests a theory. Which one?",
                new NextStep("State the theory", "hypothesis")
            );
        return active.Test == What
            ? Decision.NothingToDo
            : Decision.Accept(new NewFact(new TestStarted(active.Number, What), At));
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        if (line.Rest.Length == 0)
            return Parsed.Ask((incident, _) => Ask(incident));
        var reported = Reported.Read(line, line.Rest, context);
        return reported.Refusal is { } noTime ? noTime : new RunTest(reported.Text, reported.At);
    }

    private static Form Ask(Incident incident) =>
        new()
        {
            Verb = "test",
            Title = "Test the theory",
            Intro = incident.ActiveHypothesis is { } active ? Markup.Clean($"#{active.Number} {active.Text}") : null,
            Fields =
            [
                new FormField
                {
                    Key = "rest",
                    Label = "How do you test it?",
                    Hint = "Small, and easy to take back.",
                },
            ],
        };
}

/// <summary>A theory is being tested.</summary>
public sealed record TestStarted(int Number, string What) : IncidentEvent, IMilestone, IUndoable
{
    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) => [Milestone.Tested];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        Hypotheses.With(before, Number, h => h with { Test = What });

    /// <inheritdoc/>
    public override string Describe() => $"Testing theory #{Number}: {What}";

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        base.Announce(after, recorded) with
        {
            Actions =
            [
                new ChatAction("Confirmed", $"verdict #{Number} confirmed"),
                new ChatAction("Refuted", $"verdict #{Number} refuted"),
                new ChatAction("Inconclusive", $"verdict #{Number} inconclusive"),
            ],
        };
}
