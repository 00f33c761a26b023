using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Paths;

/// <summary><c>/incident path supplier</c>: what it looks like, and with it the first containment and the runbook.
/// </summary>
/// <param name="To">Which.</param>
public sealed record ChoosePath(IncidentPath To) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("path", "<change|supplier|data|unknown>", "Say what it looks like, for the first step that fits", Read)
        {
            Keys = ["to"],
            Topic = "Contain",
            Example = "path supplier",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning)
            return Refusals.Over(incident);
        if (incident.Path == To)
            return Decision.NothingToDo with { Reply = Answer(incident, context) };
        return new Decision
        {
            Facts = [new PathChosen(To, GuideFit.RunbookOf(To, incident, context.Catalog)), .. Damage(incident)],
            Reply = Answer(incident, context),
        };
    }

    // Wrong data is damage, until somebody says what became of it.
    private IEnumerable<NewFact> Damage(Incident incident)
    {
        if (To == IncidentPath.Data && incident.ImpactSoFar?.Data is null or "ok")
        {
            var answers = (incident.ImpactSoFar ?? ImpactAnswers.None) with { Data = "corrupt" };
            yield return new ImpactAssessed(answers, null);
        }
    }

    private Reply? Answer(Incident incident, DecisionContext context) =>
        To switch
        {
            IncidentPath.Change => new ShowRollbackOptions().Decide(incident, context).Reply,
            IncidentPath.Supplier when incident.WaitingFor is null => new Reply
            {
                Form = MitigationForms.Wait(incident, context.Catalog) with
                {
                    Intro = "A supplier it is. For whom do we wait, and when do we ask again?",
                },
            },
            _ => null,
        };

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var typed = line["to"] ?? line.RestWords.FirstOrDefault();
        return PathWords.Find(typed ?? "") is { } path
            ? new ChoosePath(path)
            : Parsed.Ask((incident, _) => Ask(incident));
    }

    private static Form Ask(Incident incident) =>
        new()
        {
            Verb = "path",
            Title = "What does it look like?",
            Fields =
            [
                new FormField
                {
                    Key = "to",
                    Label = "Most likely",
                    Kind = FieldKind.Choice,
                    Value = incident.Path is { } path ? PathWords.Of(path) : null,
                    Options = PathWords.Options,
                },
            ],
        };
}
