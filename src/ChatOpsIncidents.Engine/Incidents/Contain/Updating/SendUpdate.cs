using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary><c>/incident update what: … impact: … doing: … next: 30m</c>, or <c>update same</c></summary>
/// <param name="What">What happened.</param>
/// <param name="Impact">What users notice.</param>
/// <param name="Doing">What is being done.</param>
/// <param name="NextAt">When the next one comes; null: it is the last.</param>
/// <param name="To">The audiences by name, as typed; null: all that are due.</param>
/// <param name="Anyway">Send it although it speaks of a cause.</param>
public sealed record SendUpdate(
    string What,
    string Impact,
    string Doing,
    DateTimeOffset? NextAt,
    string? To,
    bool Anyway
) : IncidentCommand
{
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(2);

    public static CommandWord Word { get; } =
        new(
            "update",
            "what: <…> impact: <…> doing: <…> next: <duration> | same",
            "Tell stakeholders what happened, and when they hear next",
            Read
        )
        {
            FrontRow = true,
            Keys = ["what", "impact", "doing", "next", "to", "anyway", "edit"],
            Topic = "Inform",
            Example = "update what: checkout fails impact: EU cards are declined doing: rolling back next: 30m",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (incident.Updates.LastOrDefault() is { } last && IsSame(last) && context.Now - last.At < Moment)
            return Decision.NothingToDo;
        if (
            !Anyway
            && incident.Impact is not { IsKnown: true }
            && TheoryWords.Find($"{What} {Impact} {Doing}") is { } word
        )
            return Decision.Answer(Confirm(word));
        return Decision.Accept(
            new StakeholderUpdateSent(incident.Updates.Count + 1, What, Impact, Doing, NextAt, incident.UpdateDueAt, To)
        );
    }

    // Sent twice by a double click; the same words with another promise are a new update.
    private bool IsSame(StakeholderUpdate last) =>
        last.What == What && last.Impact == Impact && last.Doing == Doing && IsSamePromise(last.NextAt, NextAt);

    /// <summary>Less than a minute apart: read twice from the same words.</summary>
    internal static bool IsSamePromise(DateTimeOffset? last, DateTimeOffset? next) =>
        last is { } a && next is { } b ? (a - b).Duration() < TimeSpan.FromMinutes(1) : last == next;

    private Reply Confirm(string word) =>
        Reply.Text(
            $"“{word}” reads like a theory, and the impact is not known yet. What readers need first is who is hit. "
                + $"Send it all the same?",
            new ChatAction("Send anyway", $"{Words} anyway: \"yes\"", ActionStyle.Primary),
            new ChatAction("Edit", $"{Words} edit: \"yes\"")
        );

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        if (line.RestWords is ["same", ..] or ["Same", ..])
            return ReadSame(line, context);
        var what = line["what"] ?? (line.Rest.Length > 0 ? line.Rest : null);
        if (
            what is null
            || line["impact"] is not { } impact
            || line["doing"] is not { } doing
            || line["next"] is not { } next
            || line["edit"] is not null
        )
        {
            return Parsed.Ask((incident, ask) => UpdateForm.Of(UpdateDraft.Of(incident, ask), line, what));
        }

        if (UpdateForm.Faults(what, impact, doing) is { } tooLong)
            return tooLong;
        return UpdateForm.NextAt(next, context) is { } at
            ? new SendUpdate(what, impact, doing, at.Value, line["to"], line["anyway"] is not null)
            : UpdateForm.NoTime(next);
    }

    private static Parsed ReadSame(CommandLine line, DecisionContext context)
    {
        var typed = line["next"] ?? (line.RestWords.Length > 1 ? string.Join(' ', line.RestWords.Skip(1)) : null);
        if (typed is null)
            return new RepeatUpdate(null, line["to"]);
        return UpdateForm.NextAt(typed, context) is { Value: { } at }
            ? new RepeatUpdate(at, line["to"])
            : UpdateForm.NoTime(typed);
    }
}

/// <summary><c>/incident update same</c>: the last update's words, and a new time.</summary>
/// <param name="NextAt">When the next one comes; null: after the usual time.</param>
/// <param name="To">The audiences by name, as typed; null: all that are due.</param>
public sealed record RepeatUpdate(DateTimeOffset? NextAt, string? To) : IncidentCommand
{
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (incident.Updates.LastOrDefault() is not { } last)
        {
            return new Refusal(
                "no-update-yet",
                "There is no update yet that could be repeated.",
                new NextStep("Write the first", "update")
            );
        }

        if (context.Now - last.At < Moment && (NextAt is null || SendUpdate.IsSamePromise(last.NextAt, NextAt)))
            return Decision.NothingToDo;
        return Decision.Accept(
            new StakeholderUpdateSent(
                incident.Updates.Count + 1,
                last.What,
                last.Impact,
                last.Doing,
                NextAt ?? context.Now + UpdateClock.CadenceOf(incident, context.Policy),
                incident.UpdateDueAt,
                To,
                Same: true
            )
        );
    }
}

/// <summary>Stakeholders were told.</summary>
/// <param name="Number">1 for the first of an incident.</param>
/// <param name="What">What happened, in plain words.</param>
/// <param name="Impact">What users notice.</param>
/// <param name="Doing">What is being done.</param>
/// <param name="NextAt">When the next one comes; null: it was the last.</param>
/// <param name="DueAt">When it had been promised; null: it was not.</param>
/// <param name="To">The audiences by name; null: all that were due.</param>
/// <param name="Same">The words are those of the update before.</param>
public sealed record StakeholderUpdateSent(
    int Number,
    string What,
    string Impact,
    string Doing,
    DateTimeOffset? NextAt,
    DateTimeOffset? DueAt,
    string? To = null,
    bool Same = false
) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Updates = before.Updates.Add(
                new StakeholderUpdate(What, Impact, Doing, NextAt, recorded.ObservedAt, recorded.By, DueAt)
            ),
            UpdatePromise = new UpdatePromise(NextAt, recorded.Seq),
        };

    /// <inheritdoc/>
    public override string Describe() =>
        Same
            ? $"Update {Number}: nothing new. {NextWords}"
            : $"Update {Number}: {What} · Impact: {Impact} · Doing: {Doing} · {NextWords}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        UpdateRenderings.ForEngineers(after, after.Updates[^1], Number);

    private string NextWords => NextAt is { } at ? $"Next update {Ink.Time(at)}." : "This is the last update.";
}

/// <summary>The form of an update, and what can be wrong with its fields.</summary>
internal static class UpdateForm
{
    /// <summary>The form: what was typed wins over the draft.</summary>
    public static Form Of(UpdateDraft draft, CommandLine line, string? what) =>
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
                new FormField
                {
                    Key = "next",
                    Label = "When is the next update?",
                    Value = line["next"] ?? draft.Next,
                    Hint = "For example 30m, 1h, 15:30; “none” for the last one",
                },
            ],
        };

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

    private static FormField Text(string key, string label, string value) =>
        new()
        {
            Key = key,
            Label = label,
            Kind = FieldKind.Paragraph,
            Value = value,
            LengthMax = UpdateDraft.LengthMax,
        };

    /// <summary>A time that was understood.</summary>
    internal sealed record Found(DateTimeOffset? Value);
}
