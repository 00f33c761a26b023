using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Linking;

/// <summary><c>/incident link INC-9</c>: it has to do with this one; both go on.</summary>
public sealed record LinkIncident(string To) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("link", "<INC-n>", "Say which incident has to do with this one", Read)
        {
            Keys = ["to"],
            Topic = "Facts",
            Example = "link INC-9",
        };

    /// <inheritdoc/>
    public override bool NeedsOthers => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (To == incident.Id)
            return new Refusal("link-itself", $"{To} is this incident.", new NextStep("Type", "link <INC-n>"));
        if (incident.Links.Contains(To))
            return Decision.NothingToDo;
        // Its title is the other incident's to change and to redact: only the id is kept here.
        return context.Others.Any(other => other.Id == To)
            ? Decision.Accept(new IncidentLinked(To, Title: ""))
            : Refusals.NoSuchIncident(To);
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var typed = line["to"] ?? line.Rest;
        if (typed.Length == 0)
        {
            return Parsed.Ask(
                (incident, ask) =>
                    new Chat.Form
                    {
                        Verb = "link",
                        Title = "Link an incident",
                        Fields =
                        [
                            new Chat.FormField
                            {
                                Key = "to",
                                Label = "Which incident?",
                                Example = "INC-9",
                            },
                        ],
                    }
            );
        }

        return Grammar.IncidentIdOf(typed) is { } id
            ? new LinkIncident(id)
            : new Refusal(
                "not-an-incident",
                $"“{typed}” is no incident's id. Say for example INC-9.",
                new NextStep("Type", "link <INC-n>"),
                new NextStep("List incidents", "list")
            )
            {
                Fields = new Dictionary<string, string> { ["to"] = "Say for example INC-9." },
            };
    }
}

/// <summary>Another incident has to do with this one.</summary>
public sealed record IncidentLinked([property: Code] string To, string Title) : IncidentEvent, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before with { Links = before.Links.Add(To) };

    /// <inheritdoc/>
    public override string Describe() => $"Linked to {To}" + (Title.Length > 0 ? $": {Title}" : "");
}
