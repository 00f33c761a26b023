using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents;

/// <summary>What a command leads to: facts, or an answer, or a person's "no" with next steps.</summary>
public sealed record Decision
{
    /// <summary>New facts, in order; empty: nothing to store.</summary>
    public IReadOnlyList<NewFact> Facts { get; init; } = [];

    /// <summary>The answer to the one who asked; null: the first fact's sentence and the next step.</summary>
    public Reply? Reply { get; init; }

    /// <summary>Why not; null: it was accepted.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Effects that follow from no fact, such as sending an export again.</summary>
    public IReadOnlyList<Effect> Effects { get; init; } = [];

    /// <summary>It was so already: nothing is stored, and that is no error.</summary>
    public static Decision NothingToDo { get; } = new();

    /// <summary>These facts.</summary>
    public static Decision Accept(params ReadOnlySpan<NewFact> facts) => new() { Facts = facts.ToArray() };

    /// <summary>An answer without facts.</summary>
    public static Decision Answer(Reply reply) => new() { Reply = reply };

    /// <summary>No.</summary>
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

/// <summary>A person's "no", the same on every platform.</summary>
/// <param name="Code">Stable: tests, metrics, support.</param>
/// <param name="Because">One calm sentence that names what is missing.</param>
/// <param name="Next">What to do instead; at least one.</param>
public sealed record Refusal(string Code, string Because, params IReadOnlyList<NextStep> Next)
{
    /// <summary>For a form: what is wrong, by the field's key.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>A form that asks for what is missing; null: none.</summary>
    public Form? Form { get; init; }

    /// <summary>The same as a message: the sentence, buttons for complete commands, lines to type for those with
    /// gaps.</summary>
    public ChatMessage ToMessage() =>
        new()
        {
            Body = string.Join(
                '\n',
                [
                    Because,
                    .. Next.Where(step => !step.IsComplete).Select(step => $"• {step.Label}: {Ink.Code(step.Line)}"),
                ]
            ),
            Actions =
            [
                .. Next.Where(step => step.IsComplete)
                    .Select(
                        (step, i) =>
                            new ChatAction(step.Label, step.Command, i == 0 ? ActionStyle.Primary : ActionStyle.Default)
                    ),
            ],
        };
}

/// <summary>Something to do next: a button, or the line to type where it has a gap such as
/// <c>&lt;link&gt;</c>.</summary>
/// <param name="Label">Two or three words.</param>
/// <param name="Command">The words after <c>/incident</c>.</param>
public sealed record NextStep(string Label, string Command)
{
    /// <summary>The whole line to type.</summary>
    public string Line => Command.Length == 0 ? "/incident" : $"/incident {Command}";

    /// <summary>Whether it can be a button.</summary>
    public bool IsComplete => !HasGap(Command);

    // A gap is <words>; a mention (<@U1>) and a link (<https://…>) of the platforms are none.
    private static bool HasGap(string command)
    {
        for (var at = command.IndexOf('<'); at >= 0; at = command.IndexOf('<', at + 1))
        {
            var end = command.IndexOf('>', at);
            var inside = end < 0 ? command.AsSpan(at + 1) : command.AsSpan(at + 1, end - at - 1);
            if (end >= 0 && inside is ['@', 'p', 'e', 'r', 's', 'o', 'n'])
                return true;
            if (end >= 0 && inside.Length > 0 && char.IsAsciiLetter(inside[0]) && !inside.ContainsAny(":|/"))
                return true;
        }

        return false;
    }
}
