using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Assigning;

/// <summary><c>/incident task @ben trace the slow queries in 10m</c></summary>
/// <param name="Owner">One owner each.</param>
/// <param name="Text">What.</param>
/// <param name="CheckIn">After how long the owner is asked first; null: the policy's.</param>
public sealed record AssignTask(Person Owner, string Text, TimeSpan? CheckIn) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("task", "@user <text…> [in <duration>]", "Give one person one task", Read)
        {
            FrontRow = true,
            Synonyms = ["todo"],
            Keys = ["who", "in"],
            Topic = "People",
            Example = "task @ben trace the slow queries in 10m",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (Duties.MayNot(Owner, $"task {Text}", context) is { } no)
            return no;
        if (incident.Tasks.Any(task => task.DoneAt is null && task.Text == Text && task.Owner?.Id == Owner.Id))
            return Decision.NothingToDo;
        var task = new TaskAssigned(
            incident.Tasks.Count + 1,
            Text,
            Owner,
            context.Now + (CheckIn ?? context.Policy.CheckIn)
        );
        return Decision.Accept(task) with { Effects = [.. Summons.Of(incident, [Owner], task.Message(), context)] };
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        if (Duties.Group(line.Rest, "task <@person> <text>") is { } group)
            return group;
        var (owner, text) = line["who"] is { } who
            ? (People.Find(who, context), line.Rest)
            : People.First(line.Rest, context);
        if (
            owner is null
            && line["who"] is null
            && People.Mentioned(line.Rest, context) is { People: [var one], Text: var rest }
        )
            (owner, text) = (one, rest);
        if (owner is null && (line["who"] ?? FirstMention(line.Rest)) is { } unknown)
            return People.Unknown(unknown, "task <@person> <text>", "who");
        var wait = Times.Duration(line["in"] ?? "");
        if (line["in"] is { } typed && wait is null)
        {
            return new Refusal(
                "not-a-duration",
                $"“{typed}” is no duration. Say for example 15m.",
                new NextStep("Type", "task <@person> <text> in <duration>")
            )
            {
                Fields = new Dictionary<string, string> { ["in"] = "Say for example 15m." },
            };
        }

        return owner is null || text.Length == 0
            ? Parsed.Ask((_, _) => Ask(owner, text, line["in"]))
            : new AssignTask(owner, text, wait ?? Times.TrailingIn(text));
    }

    private static string? FirstMention(string text) => text.StartsWith('@') ? text.Split(' ')[0] : null;

    // What was typed stays to be chosen.
    private static FieldOption[] Waits(string? typed) =>
        [
            .. new[] { typed, "10m", "15m", "30m", "1h" }
                .OfType<string>()
                .Distinct()
                .Select(one => new FieldOption(one, one)),
        ];

    private static Form Ask(Person? owner, string text, string? wait) =>
        new()
        {
            Verb = "task",
            Title = "A task",
            Submit = "Give",
            Fields =
            [
                new FormField
                {
                    Key = "who",
                    Label = "Who does it?",
                    Kind = FieldKind.Person,
                    Value = owner?.Id,
                },
                new FormField
                {
                    Key = "rest",
                    Label = "What is to be done?",
                    Value = text,
                    Example = "Look at the slow queries of the orders database",
                },
                new FormField
                {
                    Key = "in",
                    Label = "Ask how it goes after",
                    Kind = FieldKind.Choice,
                    Optional = true,
                    Value = wait,
                    Options = Waits(wait),
                },
            ],
        };
}

/// <summary>A task was given to somebody, or stands open for anybody.</summary>
/// <param name="Number">1 for the first of an incident.</param>
/// <param name="Text">What.</param>
/// <param name="Owner">Whose; null: nobody's yet.</param>
/// <param name="CheckInAt">When the owner is asked how it goes; null: never.</param>
/// <param name="PermanentFix">It is the lasting fix that remains to be made.</param>
public sealed record TaskAssigned(
    int Number,
    string Text,
    Person? Owner,
    DateTimeOffset? CheckInAt,
    bool PermanentFix = false
) : IncidentEvent, ILivingMessage
{
    string? ILivingMessage.MessageKey => $"task-{Number}";

    Person? ILivingMessage.Calls(Incident after) => Owner;

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var task = new WorkItem(Number, Text, Owner, recorded.By, recorded.RecordedAt)
        {
            IsPermanentFix = PermanentFix,
        };
        var after = before with { Tasks = before.Tasks.Add(task) };
        return CheckInAt is { } at ? after.Due(DeadlineNames.Of(DeadlineNames.Task, Number), at) : after;
    }

    /// <inheritdoc/>
    public override string Describe() => $"Task #{Number}{(Owner is null ? "" : $" for {Owner.Name}")}: {Text}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => PermanentFix ? Loudness.CardOnly : Loudness.LogThread;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) => Message();

    /// <summary>The task with its buttons, to its owner.</summary>
    internal ChatMessage Message() =>
        ChatMessage.Text(
            $"{(Owner is null ? "" : Markup.Mention(Owner.Id) + ", ")}{Markup.Bold($"task #{Number}")}: "
                + $"{Markup.Clean(Text)}",
            new ChatAction("Done", $"done #{Number}"),
            new ChatAction("Stuck", $"stuck #{Number}")
        );
}
