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
    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromMinutes(2);

    /// <summary>Why there is no next one; null: not said.</summary>
    public string? Because { get; init; }

    /// <summary>Whether it is only shown what each reads.</summary>
    public bool Preview { get; init; }

    public static CommandWord Word { get; } =
        new(
            "update",
            "what: <…> impact: <…> doing: <…> next: <duration> | same",
            "Tell stakeholders what happened, and when they hear next",
            Read
        )
        {
            FrontRow = true,
            Keys = ["what", "impact", "doing", "next", "to", "because", "anyway", "edit", "preview"],
            Takes = new Dictionary<string, Func<string, bool>>
            {
                ["anyway"] = KeyValues.Flag,
                ["edit"] = KeyValues.Flag,
                ["preview"] = KeyValues.Flag,
            },
            Topic = "Inform",
            Example = "update what: checkout fails impact: EU cards are declined doing: rolling back next: 30m",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (DueAudiences.Unknown(incident, To) is { } nobody)
            return nobody;
        if (IsTwice(incident, context))
            return Decision.NothingToDo;
        var text = $"{What}\n{Impact}\n{Doing}";
        if (EarlyAllClear.In(text, incident, context) is { } said)
            return TooEarly(said, incident, context);
        if (!Anyway && incident.Impact is not { IsKnown: true } && TheoryWords.Find(text) is { } word)
            return Decision.Answer(Confirm(word));
        var sent = Sent(incident, context);
        if (Preview)
            return Decision.Answer(UpdatePreview.Of(sent, incident, Line, context));
        return Decision.Accept(sent) with { Remark = Remark(sent, incident) };
    }

    private ChatMessage? Remark(StakeholderUpdateSent sent, Incident incident)
    {
        if (!incident.IsRunning && NextAt is not null)
            return ChatMessage.Text($"{incident.Id} is resolved, so no next update is promised.");
        var going = InformEffects.Going(incident, sent.Audiences ?? []);
        if (sent.NextAt is null || NextAt is not null)
            return going;
        var always =
            "While it runs there is always a next update. Where nobody needs one, say why: "
            + Markup.Code("update next: none because: …");
        return ChatMessage.Text(going is null ? always : $"{going.Body}\n{always}");
    }

    // The line as it would send.
    private UpdateLine Line => new(What, Impact, Doing, NextAt, To, Because);

    // While it runs readers are not left without a next time; nobody watches the clock of what is over.
    private StakeholderUpdateSent Sent(Incident incident, DecisionContext context)
    {
        var usual = Because is null ? context.Now + UpdateClock.CadenceOf(incident, context.Policy) : null;
        var next = incident.IsRunning ? NextAt ?? usual : null;
        return new StakeholderUpdateSent(
            incident.Updates.Count + 1,
            What,
            Impact,
            Doing,
            next,
            incident.UpdateDueAt,
            To
        )
        {
            NoneBecause = incident.IsRunning && NextAt is null ? Because : null,
            Audiences = DueAudiences.Of(incident, next, To, context),
        };
    }

    private Decision TooEarly(string said, Incident incident, DecisionContext context)
    {
        if (!Anyway)
        {
            var typed = new UpdateDraft(What, Impact, Doing, Next(context));
            var ready = EarlyAllClear.Ready(typed, incident, context);
            return Decision.Answer(
                EarlyAllClear.Ask(said, ready, $"{Words} edit: \"yes\"", $"{Words} anyway: \"yes\"")
            );
        }

        return incident.MayCommand(context.By.Id)
            ? Decision.Accept(EarlyAllClear.Override(said, context), Sent(incident, context))
            : Refusals.LeadOnly(incident, Words);
    }

    private string Next(DecisionContext context) => NextAt is { } at ? UpdateDraft.Short(at - context.Now) : "none";

    // Sent twice by a double click; the same words with another promise, or to somebody else, are a new update.
    private bool IsTwice(Incident incident, DecisionContext context) =>
        To is null
        && incident.Updates.LastOrDefault() is { } last
        && IsSame(last)
        && context.Now - last.At < DuplicateWindow;

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
        if (line.RestWords is ["preview"] && line.Keys.Count == 0)
            return new PreviewUpdate();
        var what = WhatOf(line);
        if (
            what is null
            || line["impact"] is not { } impact
            || line["doing"] is not { } doing
            || line["next"] is not { } next
            || line["edit"] is not null
        )
        {
            return Parsed.Ask((incident, ask) => UpdateForm.Of(UpdateDraft.Of(incident, ask), line, what, incident));
        }

        if (line["because"] is not null && UpdateForm.NextAt(next, context) is { Value: not null })
            return UpdateForm.NoReason;
        if (UpdateForm.Faults(what, impact, doing) is { } tooLong)
        {
            var typed = new UpdateDraft(what, impact, doing, next);
            return tooLong with { Form = UpdateForm.Of(typed, line, what, Incident.None("")) };
        }

        return UpdateForm.NextAt(next, context) is { } at
            ? new SendUpdate(what, impact, doing, at.Value, AudiencesOf(line), IsYes(line["anyway"]))
            {
                Because = line["because"],
                Preview = IsYes(line["preview"]),
            }
            : UpdateForm.NoTime(next);
    }

    private static string? AudiencesOf(CommandLine line) =>
        line["to"] is { } to && !to.Equals(UpdateForm.AllDue, StringComparison.OrdinalIgnoreCase) ? to : null;

    private static bool IsYes(string? value) =>
        value is not null && !value.StartsWith("n", StringComparison.OrdinalIgnoreCase);

    // Words before the first key are words of what happened, too.
    private static string? WhatOf(CommandLine line)
    {
        if (line["what"] is not { } keyed)
            return line.Rest.Length > 0 ? line.Rest : null;
        return line.Rest.Length > 0 ? $"{line.Rest.TrimEnd('.', ',', ':')}. {keyed}" : keyed;
    }

    private static Parsed ReadSame(CommandLine line, DecisionContext context)
    {
        var typed = line["next"] ?? (line.RestWords.Length > 1 ? string.Join(' ', line.RestWords.Skip(1)) : null);
        if (typed is null)
            return new RepeatUpdate(null, AudiencesOf(line), line["anyway"] is not null);
        return UpdateForm.NextAt(typed, context) is { Value: { } at }
            ? new RepeatUpdate(at, AudiencesOf(line), line["anyway"] is not null)
            : UpdateForm.NoTime(typed);
    }
}
