using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Assigning;

/// <summary><c>/incident tasks</c>: who does what, the asker's own first, and what is done.</summary>
public sealed record ShowTasks : IncidentCommand
{
    private const int DoneMax = 5;

    public static CommandWord Word { get; } =
        new("tasks", "", "Who does which task, and by when", (_, _) => new ShowTasks()) { Topic = "People" };

    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var open = incident
            .Tasks.Where(task => task.DoneAt is null)
            .OrderByDescending(task => task.Owner?.Id == context.By.Id)
            .ThenBy(task => incident.DueOf(task) ?? DateTimeOffset.MaxValue)
            .ToArray();
        var done = incident.Tasks.Where(task => task.DoneAt is not null).TakeLast(DoneMax);
        string[] lines = [.. open.Select(task => Line(incident, task, context)), .. done.Select(Done)];
        return Decision.Answer(
            new Reply
            {
                Message = new ChatMessage
                {
                    Title = $"{incident.Id}: tasks",
                    Body = lines.Length == 0 ? "No task was given yet." : string.Join('\n', lines),
                    Actions = incident.IsOver ? [] : [.. Buttons(open, context)],
                },
            }
        );
    }

    private static string Line(Incident incident, WorkItem task, DecisionContext context)
    {
        var by = incident.DueOf(task) is { } at ? $", {DueText.Of(at, context.Now)}" : "";
        var needs = task.Needs is { } need ? $"; stuck, needs {Markup.Clean(need)}" : "";
        var soFar = task is { Needs: null, SoFar: { } known } ? $"; so far: {Markup.Clean(known)}" : "";
        return $"• {Markup.Clean(task.ToString())} "
            + $"({Markup.Clean(task.Owner?.Name ?? "nobody yet")}{by}){needs}{soFar}";
    }

    private static string Done(WorkItem task)
    {
        var result = task.Result is { Length: > 0 } came ? $" → {Markup.Clean(came)}" : "";
        return $"• ✓ {Markup.Clean(task.ToString())} ({Markup.Clean(task.Owner?.Name ?? "nobody")}){result}";
    }

    private static IEnumerable<ChatAction> Buttons(IEnumerable<WorkItem> open, DecisionContext context)
    {
        if (open.FirstOrDefault(task => task.Owner?.Id == context.By.Id) is { } mine)
        {
            yield return new ChatAction($"Done #{mine.Number}", $"done #{mine.Number}", ActionStyle.Primary);
            yield return new ChatAction($"Stuck #{mine.Number}", $"stuck #{mine.Number}");
        }

        yield return new ChatAction("Give a task", "task");
    }
}
