using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>Typed words → a command, or a sentence that says what to type instead.</summary>
public static class CommandReader
{
    /// <summary>Reads a typed line (without <c>/incident</c>). Never throws.</summary>
    public static Parsed Read(string text, DecisionContext context) => Read(Vocabulary.Cut(text), context);

    /// <summary>Reads a line that was cut already, or came from a form.</summary>
    public static Parsed Read(CommandLine line, DecisionContext context)
    {
        if (Vocabulary.Find(line.Verb) is not { } word)
            return StateQuestion.Asks($"{line.Verb} {line.Rest}") ? new ShowStatus() : Unknown(line);
        var whole = line with { Verb = word.Verb, Word = word };
        var parsed = word.Read(whole, context);
        return parsed.Command is { } command ? command with { Words = whole.ToWords() } : parsed;
    }

    // What was typed after the word stays with the one that was meant.
    private static Refusal Unknown(CommandLine line)
    {
        var verb = line.Verb;
        var near = Vocabulary.Nearest(verb);
        var typed = ShortText.Cut(verb, 40);
        if (near is null)
            return new Refusal(
                "unknown-command",
                verb.Length == 0 ? "Which command?" : $"I don't know “{typed}”.",
                new NextStep("Show commands", "help")
            );
        return new Refusal(
            "unknown-command",
            $"I don't know “{typed}”. Did you mean {Chat.Markup.Code(near)}?",
            new NextStep($"Use {near}", $"{near} {line.Rest}".TrimEnd()),
            new NextStep("Show commands", "help")
        );
    }
}
