using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Actions;

/// <summary>How actions are typed, asked for, and refused.</summary>
internal static partial class ActionWords
{
    /// <summary>The line to type, with its gaps.</summary>
    public const string Line = "action <@person> <what will be there> by <date>";

    private static readonly TimeOnly EndOfDay = new(17, 0);

    /// <summary>Due by a day means by the end of its work.</summary>
    public static DateTimeOffset? Due(string words, DecisionContext context) => Dates.Of(words, EndOfDay, context);

    /// <summary>Why these words say nothing that can be done; null: they do.</summary>
    public static Refusal? Vague(string text)
    {
        var word = VagueWord(text);
        if (word is null && text.Contains(' '))
            return null;
        var because =
            $"“{word ?? text}” does not say when it is done. Say what will be there then, for example "
            + "“alert when the payment queue is over 100 for 5 min”.";
        return new Refusal("vague-action", because, new NextStep("Type", Line)) { Fields = At("rest", because) };
    }

    /// <summary>Why a date will not do; null: it does.</summary>
    public static Refusal? NoDate(string typed, DateTimeOffset? due, DecisionContext context)
    {
        if (due > context.Now)
            return null;
        var because = due is { } past
            ? $"{Times.Say(past, context)} is past; an action needs a date to come."
            : $"“{typed}” is no date that I can read. Say for example 2026-12-04, Friday, or 14d.";
        return new Refusal(due is null ? "not-a-date" : "date-past", because, new NextStep("Type", Line))
        {
            Fields = At("by", because),
        };
    }

    /// <summary>Why a tracker item will not do; null: it does, or none was given.</summary>
    public static Refusal? NoLink(string? typed)
    {
        if (typed is null || Links.Of(typed) is not null)
            return null;
        var because = $"“{typed}” is no link; the tracker item's address begins with https://.";
        return new Refusal("not-a-link", because, new NextStep("Type", "action <n> link: <link>"))
        {
            Fields = At("link", because),
        };
    }

    /// <summary>There is no such action.</summary>
    public static Refusal NoSuch(Incident incident, string verb)
    {
        var open = incident.Actions.Where(action => action.IsOpen).ToArray();
        return new Refusal(
            "no-such-action",
            open.Length == 0
                ? "No action is open."
                : $"Which action? Open: {string.Join(", ", open.Select(action => ShortText.Cut($"{action}", 80)))}.",
            [
                .. open.Take(3)
                    .Select(action => new NextStep(
                        $"#{action.Number}",
                        $"action {verb} {action.Number}".Replace("  ", " ")
                    )),
                new NextStep("Add an action", "action"),
            ]
        );
    }

    /// <summary>There is no such contributing factor.</summary>
    public static Refusal NoSuchFactor(Incident incident, int number) =>
        new(
            "no-such-factor",
            incident.Factors.IsEmpty
                ? "No contributing factor is recorded yet."
                : $"There is no factor {number}; there are 1 to {incident.Factors.Count}.",
            new NextStep("Record a factor", "factor"),
            new NextStep("Show the review", "review")
        )
        {
            Fields = At("factor", "No such factor."),
        };

    /// <summary>Asks for a new action.</summary>
    public static Form Ask(
        Incident incident,
        Person? owner,
        string text,
        DateTimeOffset? by,
        string? link,
        int? factor
    ) =>
        new()
        {
            Verb = "action",
            Title = "An action",
            Intro = "What will be there when it is done, who sees to it, and by when.",
            Fields =
            [
                Who(owner),
                new FormField
                {
                    Key = "rest",
                    Label = "What will be there then?",
                    Value = text,
                    Example = "An alert when the payment queue is over 100",
                },
                .. Rest(incident, by, link, factor ?? incident.OpenFactors().Select(n => (int?)n).FirstOrDefault()),
            ],
        };

    /// <summary>Asks what changes about an action.</summary>
    public static Form AskChange(Incident incident, ReviewAction action) =>
        new()
        {
            Verb = "action",
            Title = $"Action #{action.Number}",
            Intro = Markup.Clean(action.Text),
            Lead = $"#{action.Number}",
            Fields = [Who(action.Owner), .. Rest(incident, action.DueAt, action.Link, action.Factor)],
        };

    /// <summary>When the owner is reminded first: ahead of the due time, or at it.</summary>
    public static DateTimeOffset FirstReminder(DateTimeOffset due, DecisionContext context) =>
        due - context.Policy.ActionReminder is var early && early > context.Now ? early : due;

    private static FormField Who(Person? owner) =>
        new()
        {
            Key = "who",
            Label = "Owner",
            Kind = FieldKind.Person,
            Value = owner?.Id,
        };

    private static IEnumerable<FormField> Rest(Incident incident, DateTimeOffset? by, string? link, int? factor)
    {
        yield return new FormField
        {
            Key = "by",
            Label = "By when",
            Kind = FieldKind.When,
            Value = by is { } due ? Markup.Iso(due) : null,
        };
        yield return new FormField
        {
            Key = "link",
            Label = "Tracker item",
            Optional = true,
            Value = link,
            Example = "https://…",
        };
        if (incident.Factors.IsEmpty)
            yield break;
        yield return new FormField
        {
            Key = "factor",
            Label = "Which factor does it prevent?",
            Kind = FieldKind.Select,
            Optional = true,
            Value = factor?.ToString(),
            Options =
            [
                .. incident
                    .Factors.Take(100)
                    .Select((one, i) => new FieldOption($"{i + 1}", ShortText.Cut($"{one.Kind}: {one.Text}", 75))),
            ],
        };
    }

    private static Dictionary<string, string> At(string key, string because) => new() { [key] = because };

    private static string? VagueWord(string text)
    {
        if (Careful().Match(text) is { Success: true } careful)
            return careful.Value;
        return VagueStart().Match(text) is { Success: true } start && !Measured().IsMatch(text)
            ? start.Groups["w"].Value
            : null;
    }

    [GeneratedRegex(
        """
            ^(?:please[ ]|we[ ](?:should|must|need[ ]to)[ ]|to[ ])?
            (?<w>
                improve | enhance | optimi[sz]e | do[ ]better | communicate[ ]better        # better than what?
                | look[ ](?:into|at) | investigate | explore | understand                   # until when?
                | consider | think[ ]about | discuss | revisit | try(?:[ ]to)?              # and then?
                | make[ ]sure | ensure | handle | address                                   # how?
                | fix[ ](?:the|this)[ ](?:problem|issue|bug)                                # which?
            )\b
            """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex VagueStart();

    [GeneratedRegex(
        @"\b(?:more careful(?:ly)?|be careful|pay (?:more )?attention|be more \w+)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Careful();

    [GeneratedRegex(@"[0-9]|\bso that\b|\buntil\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Measured();
}
