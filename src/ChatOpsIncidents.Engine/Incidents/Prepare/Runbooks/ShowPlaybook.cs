using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Runbooks;

/// <summary><c>/incident playbook main-flow-down</c>: roles, escalation, decisions, communication; <c>playbook</c>
/// alone lists them.</summary>
/// <param name="Name">The playbook as typed; empty: the list.</param>
/// <param name="Part">The section as typed; null: all of them.</param>
public sealed record ShowPlaybook(string Name, string? Part) : IncidentCommand
{
    private const int ButtonsMax = 4,
        BodyMax = 2_800;

    public static CommandWord Word { get; } =
        new(
            "playbook",
            "[name] [roles|escalation|decisions|communication]",
            "Who does what, who decides and who is told in such an incident",
            Read
        )
        {
            Synonyms = ["playbooks"],
            Topic = "Look",
            Example = "playbook main-flow-down",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (Name.Length == 0)
            return GuideView.List(
                Word.Verb,
                Ranked(incident, context.Catalog),
                new ChatAction("Plan of updates", "plan", ActionStyle.Primary)
            );
        if (context.Catalog.Playbook(Name) is not { } playbook)
            return GuideView.Unknown(Word.Verb, Name, Ranked(incident, context.Catalog));
        var section = Part is null ? null : Playbook.Parts.FirstOrDefault(one => one.IsMeant(Part));
        if (Part is not null && (section is null || playbook.FirstOf(section) is null))
            return new Refusal(
                "no-such-section",
                $"{playbook.Name} has no section “{ShortText.Cut(Part, 40)}”.",
                new NextStep("Show it", $"playbook {playbook.Name}")
            );
        return new Decision
        {
            Facts =
                incident.IsRunning && !incident.PlaybooksOpened.Contains(playbook.Name)
                    ? [new PlaybookOpened(playbook.Name, playbook.Title)]
                    : [],
            Reply = new Reply { Message = Show(playbook, section, context) },
        };
    }

    /// <summary>The row of the plan that names the playbook; null: none fits.</summary>
    internal static ChatFact? Row(Incident incident, Catalog catalog) =>
        GuideFit.Playbook(incident, catalog) is not { } fit
            ? null
            : new ChatFact(
                "Playbook",
                $"{Markup.Clean(fit.Guide.Title)} ({Markup.Code($"playbook {fit.Guide.Name}")})"
            );

    /// <summary>The button beside that row: what the playbook says of communication, if it says something.</summary>
    internal static IEnumerable<ChatAction> Button(Incident incident, Catalog catalog)
    {
        if (GuideFit.Playbook(incident, catalog) is { } fit)
            return
            [
                new ChatAction(
                    "Playbook",
                    $"playbook {fit.Guide.Name}"
                        + (fit.Guide.FirstOf(Playbook.Parts[^1]) is null ? "" : " " + Playbook.Parts[^1].Word)
                ),
            ];
        return [];
    }

    private static ChatMessage Show(Playbook playbook, GuideSection? section, DecisionContext context)
    {
        var line = $"playbook {playbook.Name}";
        var whole = Text(playbook.Steps);
        var isLong = section is null && whole.Length > BodyMax;
        var steps =
            section is null && !isLong
                ? playbook.Steps
                :
                [
                    .. playbook.Steps.Where(step =>
                        section?.Is(step.Section) ?? step.Section == playbook.Steps[0].Section
                    ),
                ];
        var faults = GuideLint.Faults(playbook, DateOnly.FromDateTime(context.Now.UtcDateTime), context.Language);
        return new ChatMessage
        {
            Title = ShortText.Cut(playbook.Title, 150),
            Body = steps.Count == 0 ? "It is empty." : Text(steps),
            Actions =
            [
                .. section is null
                    ? []
                    : steps
                        .SelectMany(step => GuideView.Commands(step, context.Language))
                        .DistinctBy(action => action.Command)
                        .Take(ButtonsMax)
                        .Select((action, i) => i == 0 ? action : action with { Style = ActionStyle.Default }),
                .. GuideView.Jumps(playbook, line),
                .. section is null ? [] : new[] { new ChatAction("All of it", line) },
                .. GuideView.Whole(playbook, context.Policy),
            ],
            Footer =
                (playbook.Owner is { } owner ? $"Kept by {Markup.Clean(owner)}, about" : "About")
                + $" {playbook.Minutes} min"
                + (faults.Count > 0 ? ". " + faults[0].Sentence : ""),
        };
    }

    private static string Text(IEnumerable<GuideStep> steps)
    {
        List<string> lines = [];
        string? above = null;
        foreach (var step in steps)
        {
            if (step.Section != above && step.Section.Length > 0)
                lines.Add(Markup.Bold(step.Section));
            above = step.Section;
            lines.Add("• " + step.Text);
        }

        return string.Join('\n', lines);
    }

    private static List<(Guide Guide, bool Fits)> Ranked(Incident incident, Catalog catalog)
    {
        var best = incident.Seq == 0 ? null : GuideFit.Playbook(incident, catalog)?.Guide;
        return
        [
            .. catalog
                .Playbooks.Select(one => ((Guide)one, Fits: one.Name == best?.Name))
                .OrderByDescending(pair => pair.Fits)
                .ThenBy(pair => pair.Item1.Name, StringComparer.Ordinal),
        ];
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var words = line.RestWords;
        return new ShowPlaybook(words.FirstOrDefault() ?? "", words.Length > 1 ? string.Join(' ', words[1..]) : null);
    }
}

/// <summary>Somebody opened a playbook.</summary>
public sealed record PlaybookOpened([property: Code] string Name, string Title) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            PlaybooksOpened = before.PlaybooksOpened.Add(Name),
        };

    /// <inheritdoc/>
    public override string Describe() => $"Works by the playbook {Name}: {Title}";
}
