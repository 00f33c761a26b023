namespace ChatOpsIncidents.Engine.Incidents.Review.Actions;

/// <summary>Documentation is brought up to date while the memory is fresh: an action of the lead's, when a runbook was
/// used or missing.</summary>
internal static class DocumentationTask
{
    /// <summary>The action at the all-clear; none where nothing is to be written, or it is there already.</summary>
    public static IEnumerable<NewFact> Of(Incident incident, DecisionContext context)
    {
        if (
            incident.IsDrill
            || (incident.Lead ?? incident.DeclaredBy) is not { IsHuman: true } owner
            || Text(incident, context) is not { } text
            || incident.Actions.Any(action => action.Text == text)
        )
            yield break;
        var due = context.Now + context.Policy.DocumentationWithin;
        yield return new NewFact(
            new ActionPlanned(incident.Actions.Count + 1, text, owner, due, ActionWords.FirstReminder(due, context)),
            By: Person.System
        );
    }

    private static string? Text(Incident incident, DecisionContext context)
    {
        if (!incident.Runbooks.IsEmpty)
            return $"the runbook {string.Join(", ", incident.Runbooks.Keys)} says what this incident has shown";
        var without = incident.Services.FirstOrDefault(name =>
            context.Catalog.Find(name) is { Runbooks.Count: 0 }
            && context.Catalog.Runbooks.All(runbook =>
                !runbook.Services.Contains(name, StringComparer.OrdinalIgnoreCase)
            )
        );
        if (without is not null)
            return $"a runbook for {without} with what this incident has shown";
        return incident.Findings.Any(finding => finding.Kind == "runbook-gap")
            ? "a runbook for what had none, with what this incident has shown"
            : null;
    }
}
