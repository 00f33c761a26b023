using System.Collections.Immutable;
using System.Globalization;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents;

public sealed partial record Incident
{
    /// <summary>The runbooks that are being followed: by name, the number of the last step that was done; 0: none
    /// yet.</summary>
    public ImmutableSortedDictionary<string, int> Runbooks { get; init; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
}

/// <summary><c>/incident runbook checkout-errors</c>: one step at a time; <c>runbook</c> alone lists them.</summary>
/// <param name="Name">The runbook as typed; empty: the list.</param>
/// <param name="Step">The step, 1 for the first; null: the next open one.</param>
/// <param name="Done">The step was done.</param>
public sealed record FollowRunbook(string Name, int? Step, bool Done) : IncidentCommand
{
    private const int ButtonsMax = 4;
    private const int ListMax = 20;

    /// <summary>Its words.</summary>
    public static CommandWord Word { get; } = new(
        "runbook", "[name] [done] [step]", "The known steps for a known task, one at a time", Read)
    {
        Synonyms = ["runbooks", "playbook"], Topic = "Look", Example = "runbook checkout-errors",
    };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (Name.Length == 0) return List(incident, context);
        if (context.Catalog.Runbook(Name) is not { } runbook) return Unknown(incident, context);
        var steps = runbook.Steps;
        if (steps.Count == 0)
            return new Refusal("empty-runbook", $"The runbook {runbook.Name} has no steps.",
                new NextStep("Note a gap", $"gap the runbook {runbook.Name} is empty"));
        var last = incident.Runbooks.GetValueOrDefault(runbook.Name);
        var number = Step ?? Math.Min(last + 1, steps.Count);
        if (number < 1 || number > steps.Count)
            return new Refusal("no-such-step", $"{runbook.Name} has the steps 1 to {steps.Count}.",
                new NextStep("First step", $"runbook {runbook.Name} 1"));
        return new Decision
        {
            Facts = Facts(incident, runbook, steps, number),
            Reply = new Reply { Message = Show(runbook, steps, Done ? number + 1 : number, context) },
        };
    }

    private List<NewFact> Facts(Incident incident, Runbook runbook, IReadOnlyList<RunbookStep> steps, int number)
    {
        List<NewFact> facts = [];
        if (!incident.IsRunning) return facts;
        if (!incident.Runbooks.TryGetValue(runbook.Name, out var last)) facts.Add(
            new RunbookOpened(runbook.Name, runbook.Title));
        if (Done && number > last) facts.Add(
            new RunbookStepDone(runbook.Name, number, Ink.Plain(steps[number - 1].Text)));
        return facts;
    }

    private static ChatMessage Show(
        Runbook runbook, IReadOnlyList<RunbookStep> steps, int number, DecisionContext context)
    {
        if (number > steps.Count)
        {
            return ChatMessage.Text($"That was the last step of {Ink.Bold(runbook.Name)}. Did it help?",
                new ChatAction("Next step", "next", ActionStyle.Primary),
                    new ChatAction("It is wrong or missing", "gap"));
        }

        var step = steps[number - 1];
        var faults = RunbookLint.Faults(runbook, DateOnly.FromDateTime(context.Now.UtcDateTime));
        return new ChatMessage
        {
            Title = CardView.Short(runbook.Title, 150),
            Body = (step.Section.Length > 0 ? Ink.Bold(step.Section) + "\n" : "") + step.Text,
            Actions =
            [
                new ChatAction("Done, next", $"runbook {runbook.Name} done {number}", ActionStyle.Primary),
                .. number < steps.Count ? [new ChatAction("Skip", $"runbook {runbook.Name} {number + 1}")]
                    : Array.Empty<ChatAction>(),
                .. number > 1 ? [new ChatAction("Back", $"runbook {runbook.Name} {number - 1}")]
                    : Array.Empty<ChatAction>(),
                new ChatAction("Escalate", "page"),
            ],
            Footer = $"Step {number} of {steps.Count}, about {RunbookLint.Minutes(runbook)} min"
                + (faults.Count > 0 ? ". " + faults[0] : ""),
        };
    }

    private static Decision List(Incident incident, DecisionContext context)
    {
        var all = context.Catalog.Runbooks.OrderByDescending(one => Fits(one, incident, context))
            .ThenBy(one => one.Name, StringComparer.Ordinal).ToList();
        if (all.Count == 0)
            return Decision.Answer(Reply.Text("There are no runbooks in the catalogue yet.",
                new ChatAction("Next step", "next", ActionStyle.Primary)));
        return Decision.Answer(new Reply
        {
            Message = new ChatMessage
            {
                Title = "Runbooks",
                Body = string.Join('\n', all.Take(ListMax).Select(one =>
                    $"• {Ink.Code(one.Name)} {Ink.Clean(one.Title)}{(Fits(one, incident, context) ? " (fits)" : "")}")),
                Actions = [.. all.Take(ButtonsMax).Select((one, i) =>
                    new ChatAction(CardView.Short(one.Title, 75), $"runbook {one.Name}", i == 0
                        && Fits(one, incident, context)
                        ? ActionStyle.Primary : ActionStyle.Default))],
            },
        });
    }

    private static bool Fits(Runbook one, Incident incident, DecisionContext context) =>
        one.Services.Any(name => incident.Services.Contains(name, StringComparer.OrdinalIgnoreCase))
        || incident.Services.Any(name =>
            context.Catalog.Find(name)?.Runbooks.Contains(one.Name, StringComparer.OrdinalIgnoreCase) == true);

    private Refusal Unknown(Incident incident, DecisionContext context) => new(
        "no-such-runbook", $"There is no runbook “{Name}”.",
        [.. context.Catalog.Runbooks.OrderByDescending(one => Fits(one, incident, context)).Take(ButtonsMax - 1)
            .Select(one => new NextStep(CardView.Short(one.Title, 75), $"runbook {one.Name}")),
                new NextStep("Show all", "runbook")]);

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var words = line.RestWords;
        int? step = words.Length > 1
            && int.TryParse(words[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;
        var done = words.Length > 1 && words[1].Equals("done", StringComparison.OrdinalIgnoreCase);
        return new FollowRunbook(words.FirstOrDefault() ?? "", step, done);
    }
}

/// <summary>Somebody began to follow a runbook.</summary>
public sealed record RunbookOpened(string Name, string Title) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before with
    {
        Runbooks = before.Runbooks.SetItem(Name, before.Runbooks.GetValueOrDefault(Name)),
    };

    /// <inheritdoc/>
    public override string Describe() => $"Follows the runbook {Name}: {Title}";
}

/// <summary>A runbook's step was done.</summary>
/// <param name="Name">The runbook.</param>
/// <param name="Step">1 for the first.</param>
/// <param name="Text">What the step says, as it was then.</param>
public sealed record RunbookStepDone(string Name, int Step, string Text) : IncidentEvent, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before with
    {
        Runbooks = before.Runbooks.SetItem(Name, Math.Max(Step, before.Runbooks.GetValueOrDefault(Name))),
    };

    /// <inheritdoc/>
    public override string Describe() => $"Runbook {Name}, step {Step} done: {Text}";
}
