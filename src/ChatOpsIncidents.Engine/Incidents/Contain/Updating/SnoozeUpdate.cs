using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary><c>/incident snooze 15m the rollback is running</c></summary>
/// <param name="For">How long from now.</param>
/// <param name="Why">The reason; may be empty.</param>
public sealed record SnoozeUpdate(TimeSpan For, string Why) : IncidentCommand
{
    private static readonly TimeSpan SnoozeMax = TimeSpan.FromHours(24);

    public static CommandWord Word { get; } =
        new("snooze", "<duration> [why]", "Move the next update", Read)
        {
            Keys = ["for"],
            Topic = "Inform",
            Example = "snooze 15m the rollback is running",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (incident.UpdateDueAt is not { } due)
        {
            return new Refusal("no-update-due", "No update is due.", new NextStep("Send one", "update"));
        }

        if (For > SnoozeMax)
            return Unknown("at most 24h");
        var until = context.Now + For;
        return until <= due
            ? Decision.Answer(Reply.Text($"The next update is due {Markup.Time(due)} anyway; nothing was changed."))
            : Decision.Accept(new UpdateSnoozed(until, Why));
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var typed = line["for"] ?? line.RestWords.FirstOrDefault();
        if (typed is null)
            return Parsed.Ask((_, _) => Ask());
        var why = line["for"] is null ? line.Rest[typed.Length..].Trim() : line.Rest;
        return Times.Duration(typed) is { } span ? new SnoozeUpdate(span, why) : Unknown($"“{typed}” is no duration");
    }

    private static Refusal Unknown(string what) =>
        new(
            "not-a-duration",
            $"Say how long, for example 15m or 1h ({what}).",
            new NextStep("15 minutes", "snooze 15m")
        )
        {
            Fields = new Dictionary<string, string> { ["for"] = "Say 15m or 1h." },
        };

    private static Form Ask() =>
        new()
        {
            Verb = "snooze",
            Title = "Move the next update",
            Submit = "Move",
            Fields =
            [
                new FormField
                {
                    Key = "for",
                    Label = "For how long?",
                    Value = "15m",
                },
                new FormField
                {
                    Key = "rest",
                    Label = "Why later?",
                    Optional = true,
                },
            ],
        };
}

/// <summary>The next update was moved.</summary>
/// <param name="Until">When it is due now.</param>
/// <param name="Why">The reason; may be empty.</param>
public sealed record UpdateSnoozed(DateTimeOffset Until, string Why) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            UpdatePromise = new UpdatePromise(Until, recorded.Seq),
            NoUpdatesBecause = null,
            Plan = [.. before.Plan.Select(one => Waits(one) ? one with { NextAt = Until, IsToldLate = false } : one)],
        };

    /// <inheritdoc/>
    public override string Describe() =>
        $"Next update moved to {Markup.Time(Until)}" + (Why.Length > 0 ? $": {Why}" : "");

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        // Whoever was told an earlier time hears the new one.
        var moved = after.Plan.Where(one => one.NextAt == Until && one.SentAt is not null);
        return moved.SelectMany(one =>
            InformEffects.Of(after, one, wording => Words(after, wording, recorded, context), recorded, context)
        );
    }

    private bool Waits(AudienceState one) => !one.Row.IsByName && (one.NextAt is null || one.NextAt < Until);

    private ChatMessage Words(Incident after, Wording wording, Recorded recorded, DecisionContext context)
    {
        if (wording == Wording.Public)
            return ChatMessage.Text(
                $"Our next update comes at {UpdateRenderings.Utc(Until, recorded.RecordedAt)}. We keep working on it."
            );
        var isInside = wording is Wording.Engineers or Wording.Leadership;
        var why = isInside && Why.Length > 0 ? $": {Markup.Clean(Why)}" : "";
        var title = isInside ? after.Title : OutwardText.Of(after.Title, after, context.Catalog);
        return ChatMessage.Text(
            $"{Markup.Bold(after.Id)} {Markup.Clean(title)}: the next update comes at {Markup.Time(Until)}{why}."
        );
    }
}
