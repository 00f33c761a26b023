namespace ChatOpsIncidents.Engine.Incidents.Contain.Roles;

/// <summary>With a second person solo mode ends: who is in the room already is offered a role now.</summary>
public sealed class SoloEnds : IReaction
{
    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context) =>
        before.IsSolo && !after.IsSolo ? Decision.Accept([.. RoleOffers.Open(after, context)]) : Decision.NothingToDo;
}
