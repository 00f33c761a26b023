using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Roles;

/// <summary><c>/incident ask-lead cancel it was a test</c>: passes a wish to the lead, who has it as a
/// button.</summary>
/// <param name="Wish">The words the lead would run, or plain words; may be empty.</param>
public sealed record AskLead(string Wish) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("ask-lead", "[what…]", "Ask the lead to do something", (line, _) => new AskLead(line.Rest))
        {
            Topic = "People",
            Example = "ask-lead cancel it was a test",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.Lead is not { } lead)
            return new Refusal(
                "no-lead",
                "Nobody leads, so you may do it yourself.",
                [.. Again(context), new NextStep("Take command", "lead")]
            );
        if (lead.Id == context.By.Id)
            return new Refusal(
                "you-lead",
                "You lead: you may do it yourself.",
                [.. Again(context), new NextStep("Next step", "next")]
            );
        if (
            incident.LastAsk is { } last
            && last.Wish == Wish
            && last.By == context.By.Id
            && context.Now - last.At < context.Policy.NagInterval
        )
            return Decision.NothingToDo;
        var to = incident.IsAway(lead.Id, context.Now) && incident.Backup is { } backup ? backup : lead;
        return Decision.Accept(new LeadAsked(Wish, to)) with { Reply = Reply.Text($"Passed on to {to.Name}.") };
    }

    private IEnumerable<NextStep> Again(DecisionContext context) =>
        Wish.Length > 0 && context.Read(Wish).Command is not null ? [new NextStep("Do it", Wish)] : [];
}

/// <summary>A wish was passed to the lead.</summary>
/// <param name="Wish">In the asker's words; may be empty.</param>
/// <param name="To">The lead, or the backup while the lead is away.</param>
public sealed record LeadAsked(string Wish, Person To) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            LastAsk = new LeadWish(recorded.By.Id, Wish, recorded.RecordedAt),
        };

    /// <inheritdoc/>
    public override string Describe() => $"Asked {To.Name}" + (Wish.Length > 0 ? $": {Wish}" : "");

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        [
            new Effect.Direct(
                To.Id,
                ChatMessage.Text(
                    Wish.Length > 0
                        ? $"{after.Id}: {recorded.By.Name} asks you: {Markup.Code(Wish)}"
                        : $"{after.Id}: {recorded.By.Name} would like a word with you.",
                    Wish.Length > 0 && context.Read(Wish).Command is not null and not ShowForm
                        ? [new ChatAction("Do it", Wish, ActionStyle.Primary)]
                        : []
                ),
                $"asked-{recorded.Seq}"
            ),
        ];
}
