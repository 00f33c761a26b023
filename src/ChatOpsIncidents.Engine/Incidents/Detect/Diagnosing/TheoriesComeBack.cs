namespace ChatOpsIncidents.Engine.Incidents.Detect.Diagnosing;

/// <summary>Parked theories are offered back to their authors where no gate stands before them any more.</summary>
public sealed class TheoriesComeBack : IReaction
{
    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        if (!after.IsRunning)
            return Decision.NothingToDo;
        return Decision.Accept([
            .. after
                .Hypotheses.Where(theory => theory.State == HypothesisState.Parked && !theory.OfferedBack)
                .Where(theory => GateTable.Before(new ProposeHypothesis("", theory.Number), after, context) is null)
                .Select(theory => new NewFact(
                    new HypothesisOfferedBack(theory.Number, theory.Text),
                    By: Person.System
                )),
        ]);
    }
}
