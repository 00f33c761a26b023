using System.Collections.Immutable;
using System.Globalization;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Runbooks;

/// <summary><c>/incident runbook checkout-errors</c>: one step at a time; <c>runbook</c> alone lists them.</summary>
/// <param name="Name">The runbook as typed; empty: the list.</param>
/// <param name="Step">The step, 1 for the first; null: the next open one.</param>
/// <param name="Done">The step was done.</param>
/// <param name="Answer">The section as typed, whose first step is meant; null: none.</param>
public sealed record FollowRunbook(string Name, int? Step, bool Done, string? Answer = null) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new(
            "runbook",
            "[name] [done] [step] [recognise|checks|mitigations|escalate|restored]",
            "The known steps for a known task, one at a time",
            Read
        )
        {
            Synonyms = ["runbooks"],
            Topic = "Look",
            Example = "runbook checkout-errors",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (Name.Length == 0)
            return GuideView.List(
                Word.Verb,
                Ranked(incident, context),
                new ChatAction("Next step", "next", ActionStyle.Primary)
            );
        if (context.Catalog.Runbook(Name) is not { } runbook)
            return GuideView.Unknown(Word.Verb, Name, Ranked(incident, context));
        var steps = runbook.Steps;
        if (steps.Count == 0)
            return new Refusal(
                "empty-runbook",
                $"The runbook {runbook.Name} has no steps.",
                new NextStep("Note a gap", $"gap the runbook {runbook.Name} is empty")
            );
        if (Answer is not null && NotAnswered(runbook) is { } silent)
            return silent;
        var last = incident.Runbooks.GetValueOrDefault(runbook.Name);
        var number = Step ?? AnswerIn(runbook) ?? Math.Min(last + 1, steps.Count);
        if (number < 1 || number > steps.Count)
            return new Refusal(
                "no-such-step",
                $"{runbook.Name} has the steps 1 to {steps.Count}.",
                new NextStep("First step", $"runbook {runbook.Name} 1")
            );
        return new Decision
        {
            Facts = Facts(incident, runbook, steps, number),
            Reply = new Reply { Message = Show(runbook, steps, Done ? number + 1 : number, context) },
        };
    }

    private List<NewFact> Facts(Incident incident, Runbook runbook, IReadOnlyList<GuideStep> steps, int number)
    {
        List<NewFact> facts = [];
        if (!incident.IsRunning)
            return facts;
        if (!incident.Runbooks.TryGetValue(runbook.Name, out var last))
            facts.Add(new RunbookOpened(runbook.Name, runbook.Title));
        if (Done && number > last)
            facts.Add(new RunbookStepDone(runbook.Name, number, Markup.Plain(steps[number - 1].Text), steps.Count));
        return facts;
    }

    private GuideSection? Meant => Answer is null ? null : Runbook.Answers.FirstOrDefault(one => one.IsMeant(Answer));

    private int? AnswerIn(Runbook runbook) => Meant is { } section ? runbook.FirstOf(section) : null;

    private Refusal? NotAnswered(Runbook runbook)
    {
        if (Meant is not { } section)
            return new Refusal(
                "no-such-answer",
                $"“{ShortText.Cut(Answer!, 40)}” is no part of a runbook. There are "
                    + string.Join(", ", Runbook.Answers.Select(one => one.Word))
                    + ".",
                new NextStep("Next open step", $"runbook {runbook.Name}")
            );
        return runbook.FirstOf(section) is null
            ? new Refusal(
                "not-answered",
                $"{runbook.Name} does not say {section.Says}.",
                new NextStep("Next open step", $"runbook {runbook.Name}"),
                new NextStep("Note a gap", $"gap the runbook {runbook.Name} does not say {section.Says}")
            )
            : null;
    }

    private static ChatMessage Show(
        Runbook runbook,
        IReadOnlyList<GuideStep> steps,
        int number,
        DecisionContext context
    )
    {
        if (number > steps.Count)
        {
            return ChatMessage.Text(
                $"That was the last step of {Markup.Bold(runbook.Name)}. Did it help?",
                new ChatAction("Next step", "next", ActionStyle.Primary),
                new ChatAction("It is wrong or missing", "gap")
            );
        }

        var step = steps[number - 1];
        var line = $"runbook {runbook.Name}";
        var faults = GuideLint.Faults(runbook, DateOnly.FromDateTime(context.Now.UtcDateTime), context.Language);
        return new ChatMessage
        {
            Title = ShortText.Cut(runbook.Title, 150),
            Body = (step.Section.Length > 0 ? Markup.Bold(step.Section) + "\n" : "") + step.Text,
            Actions =
            [
                .. Walk(GuideView.Commands(step, context.Language), line, number, steps.Count),
                .. GuideView.Jumps(runbook, line),
                .. GuideView.Whole(runbook, context.Policy),
            ],
            Footer =
                $"Step {number} of {steps.Count}, about {runbook.Minutes} min"
                + (faults.Count > 0 ? ". " + faults[0].Sentence : ""),
        };
    }

    private static IEnumerable<ChatAction> Walk(IReadOnlyList<ChatAction> commands, string line, int number, int last)
    {
        var style = commands.Count == 0 ? ActionStyle.Primary : ActionStyle.Default;
        List<ChatAction> actions = [.. commands, new ChatAction("Done, next", $"{line} done {number}", style)];
        if (number < last)
            actions.Add(new ChatAction("Skip", $"{line} {number + 1}"));
        if (number > 1)
            actions.Add(new ChatAction("Back", $"{line} {number - 1}"));
        actions.Add(new ChatAction("Escalate", "page"));
        return actions;
    }

    // Those that fit first, by name.
    private static List<(Guide Guide, bool Fits)> Ranked(Incident incident, DecisionContext context)
    {
        var fitting = GuideFit.Runbooks(incident, context.Catalog).Select(fit => fit.Guide.Name).ToList();
        return
        [
            .. context
                .Catalog.Runbooks.Select(one => (one, Rank: fitting.IndexOf(one.Name)))
                .OrderBy(pair => pair.Rank < 0 ? int.MaxValue : pair.Rank)
                .ThenBy(pair => pair.one.Name, StringComparer.Ordinal)
                .Select(pair => ((Guide)pair.one, pair.Rank >= 0)),
        ];
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var words = line.RestWords;
        var rest = words.Skip(1).ToArray();
        var done = rest is [var first, ..] && first.Equals("done", StringComparison.OrdinalIgnoreCase);
        if (done)
            rest = rest[1..];
        int? step =
            rest is [.., var last]
            && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;
        var answer = step is null && !done && rest.Length > 0 ? string.Join(' ', rest) : null;
        return new FollowRunbook(words.FirstOrDefault() ?? "", step, done, answer);
    }
}

/// <summary>Somebody began to follow a runbook.</summary>
public sealed record RunbookOpened([property: Code] string Name, string Title) : IncidentEvent, ILivingMessage
{
    string? ILivingMessage.MessageKey => $"runbook-{Name}";

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
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
/// <param name="Steps">How many steps it has; null: not noted then.</param>
public sealed record RunbookStepDone([property: Code] string Name, int Step, string Text, int? Steps = null)
    : IncidentEvent,
        ILivingMessage,
        IUndoable
{
    string? ILivingMessage.MessageKey => $"runbook-{Name}";

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Runbooks = before.Runbooks.SetItem(Name, Math.Max(Step, before.Runbooks.GetValueOrDefault(Name))),
        };

    /// <inheritdoc/>
    public override string Describe() =>
        $"Runbook {Name}, step {Step}{(Steps is { } all ? $" of {all}" : "")} done: {Text}";
}
