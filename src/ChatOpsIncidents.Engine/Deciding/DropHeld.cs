using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary><c>/incident drop #2</c>: a command that waits is not wanted any more.</summary>
/// <param name="Number">Which; null: the only one of one's own.</param>
public sealed record DropHeld(int? Number) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("drop", "[#n]", "Drop a command that waits", (line, _) => new DropHeld(Numbers.Leading(line.RestWords)))
        {
            Topic = "Contain",
            Example = "drop #1",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        HeldCommand[] meant =
        [
            .. incident.Held.Where(held => Number is { } number ? held.Number == number : held.By.Id == context.By.Id),
        ];
        if (meant.Length == 0)
            return NothingWaits();
        if (meant is not [var one])
            return Which(meant);
        return one.By.Id == context.By.Id || incident.MayCommand(context.By.Id)
            ? Decision.Accept(new CommandDropped(one.Number, one.Words))
            : Refusals.LeadOnly(incident, Words);
    }

    private static Refusal NothingWaits() =>
        new("nothing-waits", "Nothing waits that could be dropped.", new NextStep("Show status", "status"));

    private static Refusal Which(IEnumerable<HeldCommand> meant) =>
        new(
            "which-command",
            "Several commands of yours wait. Which one is to be dropped?",
            [.. meant.Select(held => new NextStep(ShortText.Cut(held.Words, 60), $"drop #{held.Number}"))]
        );
}
