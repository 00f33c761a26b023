using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>Who can be given something to do: a full member, who can act here.</summary>
public static class Duties
{
    /// <summary>Why somebody cannot be given something to do; null: can.</summary>
    /// <param name="person">Who.</param>
    /// <param name="again">The line that names somebody else: a button, or with a gap for the person.</param>
    /// <param name="context">Who is what here.</param>
    public static Refusal? MayNot(Person person, string again, DecisionContext context) =>
        WhyNot(person, context) is { } why
            ? new Refusal(
                "not-a-member",
                $"{why}. Nothing was recorded; name somebody else.",
                new NextStep("Choose somebody else", again)
            )
            {
                Fields = new Dictionary<string, string> { ["who"] = $"{why}. Name somebody else." },
            }
            : null;

    /// <summary>Why a group cannot have it; null: the words begin with no group.</summary>
    /// <param name="words">As the platform wrote them.</param>
    /// <param name="again">As for <see cref="MayNot"/>.</param>
    public static Refusal? Group(string words, string again)
    {
        if (People.GroupAt(words) is not { } group)
            return null;
        var because = $"{group} is a group; this is for one person, so that everybody knows who has it.";
        return new Refusal(
            "a-group",
            $"{because} Name one of them, or page the group.",
            new NextStep("Choose a person", again),
            new NextStep("Page a group", "page")
        )
        {
            Fields = new Dictionary<string, string> { ["who"] = because },
        };
    }

    /// <summary>Why somebody cannot act here, as a sentence without its full stop; null: can.</summary>
    public static string? WhyNot(Person person, DecisionContext context)
    {
        if (!person.IsHuman)
            return "That is this product itself";
        return context.StandingOf(person) switch
        {
            Standing.Left => $"{person.Name} has left: the account is switched off",
            Standing.Guest => $"{person.Name} is a guest here and could not act on it",
            Standing.Bot => $"{person.Name} is a program and does nothing by itself",
            _ => null,
        };
    }
}
