namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary><c>/incident update preview</c>: the draft, as each would read it.</summary>
public sealed record PreviewUpdate : IncidentCommand
{
    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var draft = UpdateDraft.Of(incident, context);
        var next = UpdateForm.NextAt(draft.Next, context)?.Value;
        return new SendUpdate(draft.What, draft.Impact, draft.Doing, next, To: null, Anyway: true)
        {
            Preview = true,
        }.Decide(incident, context);
    }
}
