namespace ChatOpsIncidents.Engine.Chat;

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
                    .. Next.Where(step => !step.IsComplete).Select(step => $"• {step.Label}: {Markup.Code(step.Line)}"),
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
