using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>The form of an update, and what can be wrong with its fields.</summary>
internal static class UpdateForm
{
    // What is too long opens the form with all of it, to be made shorter there.
    private const int LongestTyped = 3_000;

    /// <summary>The word for all that are due.</summary>
    public const string AllDue = "due";

    /// <summary>The form: what was typed wins over the draft.</summary>
    public static Form Of(UpdateDraft draft, CommandLine line, string? what, Incident incident) =>
        new()
        {
            Verb = "update",
            Title = "Update",
            Submit = "Send",
            Intro = "Filled in from the facts. Read it over, then send.",
            Fields =
            [
                Text("what", "What happened, in plain words", what ?? draft.What),
                Text("impact", "What do users notice?", line["impact"] ?? draft.Impact),
                Text("doing", "What are we doing?", line["doing"] ?? draft.Doing),
                Next(line["next"] ?? draft.Next),
                .. Outside(incident, line),
            ],
        };

    // Where others are told besides the room, it is asked whom, and whether to look at it first.
    private static IEnumerable<FormField> Outside(Incident incident, CommandLine line)
    {
        var told = incident.Plan.Where(one => one.Row.Places.Count > 0).Select(one => one.Row.Name).ToList();
        if (told.Count == 0 && line["to"] is null)
            yield break;
        var choices = told.Append("all").Prepend(line["to"] ?? AllDue).Prepend(AllDue).Distinct();
        yield return new FormField
        {
            Key = "to",
            Label = "Who is told?",
            Kind = FieldKind.Select,
            Value = line["to"] ?? AllDue,
            Options = [.. choices.Select(name => new FieldOption(name, name == AllDue ? "All that are due" : name))],
        };
        yield return new FormField
        {
            Key = "preview",
            Label = "Send it now?",
            Kind = FieldKind.Choice,
            Value = "yes",
            Options = [new FieldOption("yes", "Show me first what each reads"), new FieldOption("no", "Send it")],
        };
    }

    /// <summary>Texts that are too long for a phone; null: none.</summary>
    public static Refusal? Faults(string what, string impact, string doing)
    {
        var faults = new[] { ("what", what), ("impact", impact), ("doing", doing) }
            .Where(field => field.Item2.Length > UpdateDraft.LengthMax)
            .ToDictionary(field => field.Item1, _ => $"At most {UpdateDraft.LengthMax} characters.");
        return faults.Count == 0
            ? null
            : new Refusal(
                "update-too-long",
                $"Each part has at most {UpdateDraft.LengthMax} characters: people read it on a phone.",
                new NextStep("Shorten it", "update")
            )
            {
                Fields = faults,
            };
    }

    /// <summary>When the next one comes: a value that may hold null (none); null itself: not a time.</summary>
    public static Found? NextAt(string typed, DecisionContext context)
    {
        if (typed.Equals("none", StringComparison.OrdinalIgnoreCase))
            return new Found(null);
        return Times.Future(typed, context) is { } at && at > context.Now ? new Found(at) : null;
    }

    /// <summary>Not a time to come.</summary>
    public static Refusal NoTime(string typed) =>
        new("not-a-time", $"“{typed}” is no time to come. Say 30m, 1h or 15:30.", new NextStep("Try again", "update"))
        {
            Fields = new Dictionary<string, string> { ["next"] = "Say 30m, 1h or 15:30." },
        };

    /// <summary>A reason for what needs none.</summary>
    public static Refusal NoReason { get; } =
        new(
            "reason-for-none",
            "A reason (because:) is for an update without a next one: next: none because: …",
            new NextStep("Write it", "update")
        )
        {
            Fields = new Dictionary<string, string> { ["because"] = "Only where there is no next update." },
        };

    // What was typed or is usual stands among the choices.
    private static FormField Next(string value) =>
        new()
        {
            Key = "next",
            Label = "When is the next update?",
            Kind = FieldKind.Select,
            Value = value,
            Options =
            [
                .. new[] { value, "15m", "30m", "1h", "2h", "4h", "none" }
                    .Distinct(StringComparer.OrdinalIgnoreCase)
                    .Select(next => new FieldOption(next, next == "none" ? "This is the last one" : $"In {next}")),
            ],
        };

    private static FormField Text(string key, string label, string value) =>
        new()
        {
            Key = key,
            Label = label,
            Kind = FieldKind.Paragraph,
            Value = value,
            Hint = value.Length > UpdateDraft.LengthMax ? $"At most {UpdateDraft.LengthMax} characters" : null,
            LengthMax = value.Length > UpdateDraft.LengthMax ? LongestTyped : UpdateDraft.LengthMax,
        };

    /// <summary>A time that was understood.</summary>
    internal sealed record Found(DateTimeOffset? Value);
}
