using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary><c>/incident snooze 15m the rollback is running</c></summary>
/// <param name="For">How long from now.</param>
/// <param name="Why">The reason; may be empty.</param>
public sealed record SnoozeUpdate(TimeSpan For, string Why) : IncidentCommand
{
    private static readonly TimeSpan Most = TimeSpan.FromHours(24);

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

        if (For > Most)
            return Unknown("at most 24h");
        var until = context.Now + For;
        return until <= due
            ? Decision.Answer(Reply.Text($"The next update is due {Ink.Time(due)} anyway; nothing was changed."))
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
                    Label = "Why",
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
        };

    /// <inheritdoc/>
    public override string Describe() => $"Next update moved to {Ink.Time(Until)}" + (Why.Length > 0 ? $": {Why}" : "");
}
