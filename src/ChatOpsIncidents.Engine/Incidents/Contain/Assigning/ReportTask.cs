using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Assigning;

/// <summary>How a task goes.</summary>
public enum TaskWord
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>Something is needed to go on.</summary>
    Stuck,

    /// <summary>Going on; this is known so far.</summary>
    SoFar,
}

/// <summary><c>/incident done 2 the index was missing</c>, <c>stuck 2 need access</c>, <c>so-far 2 not the
/// cache</c></summary>
/// <param name="Word">How it goes.</param>
/// <param name="Number">Which task; null: the asker's only open one.</param>
/// <param name="Text">The result, the need, or what is known; may be empty.</param>
public sealed record ReportTask(TaskWord Word, int? Number, string Text) : IncidentCommand
{
    /// <summary>The words of done.</summary>
    public static CommandWord DoneWord { get; } =
        Row(TaskWord.Done, "done", "[n] [result…]", "Your task is done", "done 1 the index was missing");

    /// <summary>The words of stuck.</summary>
    public static CommandWord StuckWord { get; } =
        Row(TaskWord.Stuck, "stuck", "[n] [need…]", "You are stuck: say what you need", "stuck 1 read access");

    /// <summary>The words of progress.</summary>
    public static CommandWord SoFarWord { get; } =
        Row(TaskWord.SoFar, "so-far", "[n] <what you know…>", "Say what you know so far", "so-far 1 not the cache");

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        var open = incident.Tasks.Where(task => task.DoneAt is null).ToArray();
        var mine = open.Where(task => task.Owner?.Id == context.By.Id).ToArray();
        var only = new[] { mine, open }.FirstOrDefault(tasks => tasks.Length == 1)?[0];
        var found = Number is { } number ? incident.Tasks.FirstOrDefault(task => task.Number == number) : only;
        if (found is null)
            return Number is null && open.Length > 0 ? Decision.Answer(Reply.Ask(Which(open))) : NoSuch(open);
        if (found.DoneAt is not null)
            return Word == TaskWord.Done ? Decision.NothingToDo : NoSuch(open);
        if (Word == TaskWord.Done)
            return Decision.Accept(new TaskDone(found.Number, found.Text, Text));
        if (Text.Length == 0)
            return Decision.Answer(Reply.Ask(AskText(found)));
        if (Word == TaskWord.Stuck && found.Needs == Text || Word == TaskWord.SoFar && found.SoFar == Text)
            return Decision.NothingToDo;
        var next = context.Now + context.Policy.CheckIn;
        return Word == TaskWord.Stuck
            ? Decision.Accept(new TaskStuck(found.Number, found.Text, Text, next))
            : Decision.Accept(new TaskReported(found.Number, found.Text, Text, next));
    }

    private Refusal NoSuch(WorkItem[] open) =>
        new(
            "no-such-task",
            open.Length == 0
                ? "No task is open."
                : $"No such open task. Open: {string.Join(", ", open.Select(task => task.ToString()))}.",
            [
                .. open.Take(3).Select(task => new NextStep($"#{task.Number}", $"{Verb} #{task.Number}")),
                new NextStep("Give a task", "task <@person> <text>"),
            ]
        );

    private string Verb =>
        Word switch
        {
            TaskWord.Done => "done",
            TaskWord.Stuck => "stuck",
            _ => "so-far",
        };

    private Form Which(WorkItem[] open) =>
        new()
        {
            Verb = Verb,
            Title = "Which task?",
            Fields =
            [
                new FormField
                {
                    Key = "n",
                    Label = "Task",
                    Kind = FieldKind.Select,
                    Value = $"#{open[0].Number}",
                    Options =
                    [
                        .. open.Select(task => new FieldOption($"#{task.Number}", ShortText.Cut(task.ToString(), 75))),
                    ],
                },
                new FormField
                {
                    Key = "rest",
                    Label = Question,
                    Optional = Word == TaskWord.Done,
                    Value = Text,
                    Kind = FieldKind.Paragraph,
                },
            ],
        };

    private Form AskText(WorkItem task) =>
        new()
        {
            Verb = Verb,
            Title = $"Task #{task.Number}",
            Intro = Markup.Clean(task.Text),
            Lead = $"#{task.Number}",
            Fields =
            [
                new FormField
                {
                    Key = "rest",
                    Label = Question,
                    Kind = FieldKind.Paragraph,
                },
            ],
        };

    private string Question =>
        Word switch
        {
            TaskWord.Done => "What came of it?",
            TaskWord.Stuck => "What do you need?",
            _ => "What do you know so far?",
        };

    private static CommandWord Row(TaskWord word, string verb, string usage, string help, string example) =>
        new(verb, usage, help, (line, _) => Read(word, line))
        {
            Keys = ["n"],
            Topic = "People",
            Example = example,
            Synonyms = word == TaskWord.SoFar ? ["sofar", "progress"] : [],
        };

    private static Parsed Read(TaskWord word, CommandLine line)
    {
        var first = line["n"] ?? line.RestWords.FirstOrDefault();
        var number = int.TryParse(first?.TrimStart('#').TrimEnd('.', ':', ','), out var n) ? n : (int?)null;
        return new ReportTask(
            word,
            number,
            number is null || line["n"] is not null ? line.Rest : line.Rest[first!.Length..].Trim()
        );
    }
}

/// <summary>A task is done.</summary>
public sealed record TaskDone(int Number, string Text, string Result) : IncidentEvent, ILivingMessage, IUndoable
{
    string? ILivingMessage.MessageKey => $"task-{Number}";

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before
            .WithTask(Number, task => task with { DoneAt = recorded.ObservedAt, Result = Result, Needs = null })
            .NotDue(DeadlineNames.Of(DeadlineNames.Task, Number));

    /// <inheritdoc/>
    public override string Describe() => $"Task #{Number} done: {Text}" + (Result.Length > 0 ? $" → {Result}" : "");
}

/// <summary>The owner of a task needs something to go on.</summary>
public sealed record TaskStuck(int Number, string Text, string Needs, DateTimeOffset CheckInAt)
    : IncidentEvent,
        ILivingMessage
{
    string? ILivingMessage.MessageKey => $"task-{Number}";

    Person? ILivingMessage.Calls(Incident after) => after.Lead;

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before
            .WithTask(Number, task => task with { Needs = Needs, Asks = 0, LeadHeard = false })
            .Due(DeadlineNames.Of(DeadlineNames.Task, Number), CheckInAt);

    /// <inheritdoc/>
    public override string Describe() => $"Task #{Number} is stuck ({Text}): {Needs}";

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        ChatMessage.Text(
            (after.Lead is { } lead && lead.Id != recorded.By.Id ? Markup.Mention(lead.Id) + ", " : "")
                + $"{Markup.Bold(recorded.By.Name)} is stuck with task #{Number} ({Markup.Clean(Text)}) "
                + $"and needs: {Markup.Clean(Needs)}",
            new ChatAction("Done", $"done #{Number}")
        );
}

/// <summary>The owner of a task said what is known so far.</summary>
public sealed record TaskReported(int Number, string Text, string SoFar, DateTimeOffset CheckInAt)
    : IncidentEvent,
        ILivingMessage
{
    string? ILivingMessage.MessageKey => $"task-{Number}";

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before
            .WithTask(Number, task => task with { SoFar = SoFar, Needs = null, Asks = 0, LeadHeard = false })
            .Due(DeadlineNames.Of(DeadlineNames.Task, Number), CheckInAt);

    /// <inheritdoc/>
    public override string Describe() => $"Task #{Number} so far ({Text}): {SoFar}";

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        base.Announce(after, recorded) with
        {
            Actions = [new ChatAction("Done", $"done #{Number}"), new ChatAction("Stuck", $"stuck #{Number}")],
        };
}
