using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>What a command leads to: facts, or an answer, or a person's "no" with next steps.</summary>
public sealed record Decision
{
    /// <summary>New facts, in order; empty: nothing to store.</summary>
    public IReadOnlyList<NewFact> Facts { get; init; } = [];

    /// <summary>The answer to the one who asked; null: the first fact's sentence and the next step.</summary>
    public Reply? Reply { get; init; }

    /// <summary>Why not; null: it was accepted.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>What the one who asked is to know besides the facts' sentences, with its taps; null: nothing.</summary>
    public ChatMessage? Remark { get; init; }

    /// <summary>Effects that follow from no fact, such as sending an export again.</summary>
    public IReadOnlyList<Effect> Effects { get; init; } = [];

    /// <summary>A note without a name whose words go from all that is stored; null: none. It stands in no fact.
    /// </summary>
    public NamelessNote? TakesOut { get; init; }

    /// <summary>It was so already: nothing is stored, and that is no error.</summary>
    public static Decision NothingToDo { get; } = new();

    /// <summary>These facts.</summary>
    public static Decision Accept(params ReadOnlySpan<NewFact> facts) => new() { Facts = facts.ToArray() };

    /// <summary>What follows by itself: the product records it.</summary>
    /// <param name="fact">The fact; null: nothing follows.</param>
    public static Decision Follow(IncidentEvent? fact) =>
        fact is null ? NothingToDo : Accept(new NewFact(fact, By: Person.System));

    /// <summary>Nothing is stored, sent or said.</summary>
    public bool IsNothing => Facts.Count == 0 && Effects.Count == 0 && Reply is null && Refusal is null;

    /// <summary>An answer without facts.</summary>
    public static Decision Answer(Reply reply) => new() { Reply = reply };

    public static Decision Refuse(Refusal refusal) => new() { Refusal = refusal };

    /// <summary>A refusal is a decision.</summary>
    public static implicit operator Decision(Refusal refusal) => Refuse(refusal);
}

/// <summary>A fact before it is stored.</summary>
/// <param name="Event">What happened.</param>
/// <param name="ObservedAt">When it happened; null: now.</param>
/// <param name="Link">Where it was said or shown; null: where the command came from.</param>
/// <param name="By">Who, when it is not the one who gave the command.</param>
/// <param name="Source">How it came in, when it is not as the command did.</param>
public sealed record NewFact(
    IncidentEvent Event,
    DateTimeOffset? ObservedAt = null,
    string? Link = null,
    Person? By = null,
    string? Source = null
)
{
    /// <summary>A fact that happened now.</summary>
    public static implicit operator NewFact(IncidentEvent fact) => new(fact);
}
