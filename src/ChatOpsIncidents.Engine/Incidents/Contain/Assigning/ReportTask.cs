using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
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
            Intro = Ink.Clean(task.Text),
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

/// <summary>Asks the owner of a task how it goes.</summary>
public static class TaskCheckIns
{
    /// <summary>The time to ask has come.</summary>
    public static Decision Ask(Incident incident, string number, DecisionContext context)
    {
        var task = incident.Tasks.FirstOrDefault(task => task.Number.ToString() == number);
        if (task is null or { DoneAt: not null } or { Owner: null } || !incident.IsRunning)
            return Decision.NothingToDo;
        var name = "task:" + number;
        // Alone, nobody is asked by a machine what that person knows; the question waits until there is a second one.
        if (incident.IsSolo)
            return Decision.Accept(new NagDeferred(name, context.Now + context.Policy.CheckIn));
        return incident.MayNag(task.Owner.Id, context.Now, context.Policy)
            ? Decision.Accept(
                new TaskCheckedIn(
                    task.Number,
                    task.Text,
                    task.Owner,
                    context.Now + context.Policy.CheckIn,
                    Hears(incident, task, context)
                )
            )
            : Decision.Accept(NagDeferred.Of(incident, name, task.Owner.Id, context.Policy));
    }

    // From the second question without a word on the lead hears of it, once: with the first question at which it is not
    // one nag too many.
    private static Person? Hears(Incident incident, WorkItem task, DecisionContext context)
    {
        if (task.Asks == 0 || task.LeadHeard)
            return null;
        if (incident.Lead is not { } lead || lead.Id == task.Owner?.Id)
            return null;
        return incident.MayNag(lead.Id, context.Now, context.Policy) ? lead : null;
    }
}

/// <summary>A task is done.</summary>
public sealed record TaskDone(int Number, string Text, string Result) : IncidentEvent, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before
            .WithTask(Number, task => task with { DoneAt = recorded.ObservedAt, Result = Result, Needs = null })
            .NotDue($"task:{Number}");

    /// <inheritdoc/>
    public override string Describe() => $"Task #{Number} done: {Text}" + (Result.Length > 0 ? $" → {Result}" : "");
}

/// <summary>The owner of a task needs something to go on.</summary>
public sealed record TaskStuck(int Number, string Text, string Needs, DateTimeOffset CheckInAt) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before
            .WithTask(Number, task => task with { Needs = Needs, Asks = 0, LeadHeard = false })
            .Due($"task:{Number}", CheckInAt);

    /// <inheritdoc/>
    public override string Describe() => $"Task #{Number} is stuck ({Text}): {Needs}";

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        ChatMessage.Text(
            (after.Lead is { } lead && lead.Id != recorded.By.Id ? Ink.Mention(lead.Id) + ", " : "")
                + $"{Ink.Bold(recorded.By.Name)} is stuck with task #{Number} and needs: {Ink.Clean(Needs)}"
        );
}

/// <summary>The owner of a task said what is known so far.</summary>
public sealed record TaskReported(int Number, string Text, string SoFar, DateTimeOffset CheckInAt) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before
            .WithTask(Number, task => task with { SoFar = SoFar, Needs = null, Asks = 0, LeadHeard = false })
            .Due($"task:{Number}", CheckInAt);

    /// <inheritdoc/>
    public override string Describe() => $"Task #{Number} so far ({Text}): {SoFar}";
}

/// <summary>The owner of a task was asked how it goes.</summary>
/// <param name="Number">The task's.</param>
/// <param name="Text">What.</param>
/// <param name="Owner">Who was asked.</param>
/// <param name="NextAt">When the next question follows.</param>
/// <param name="LeadHears">The lead, who is told that there was no word; null: not now.</param>
public sealed record TaskCheckedIn(
    int Number,
    string Text,
    Person Owner,
    DateTimeOffset NextAt,
    Person? LeadHears = null
) : IncidentEvent, INags
{
    IEnumerable<string> INags.Nagged => LeadHears is null ? [Owner.Id] : [Owner.Id, LeadHears.Id];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before
            .WithTask(
                Number,
                task => task with { Asks = task.Asks + 1, LeadHeard = task.LeadHeard || LeadHears is not null }
            )
            .Due($"task:{Number}", NextAt);

    /// <inheritdoc/>
    public override string Describe() => $"{Owner.Name} was asked about task #{Number}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        yield return new Effect.Tell(
            Owner.Id,
            ChatMessage.Text(
                $"{after.Id}, task #{Number} ({Ink.Clean(Text)}): stuck? What do you know so far?",
                new ChatAction("So far…", $"so-far #{Number}", ActionStyle.Primary),
                new ChatAction("Done", $"done #{Number}"),
                new ChatAction("Stuck", $"stuck #{Number}")
            ),
            $"task-asked-{recorded.Seq}"
        );
        if (LeadHears is not null)
        {
            yield return new Effect.Tell(
                LeadHears.Id,
                ChatMessage.Text(
                    $"{after.Id}: {Owner.Name} has said nothing about task #{Number} yet ({Ink.Clean(Text)})."
                ),
                $"task-silent-{recorded.Seq}"
            );
        }
    }
}
