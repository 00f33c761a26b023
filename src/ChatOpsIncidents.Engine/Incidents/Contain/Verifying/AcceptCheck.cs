using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Verifying;

/// <summary><c>/incident verify accept queue-depth it drains for an hour after every outage</c></summary>
/// <param name="Check">Its name, where it was picked; null: it stands first in <paramref name="Text"/>.</param>
/// <param name="Text">Why; before that the name, unless it was picked.</param>
public sealed record AcceptCheck(string? Check, string Text) : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning)
            return Refusals.Over(incident);
        var known = Known(incident, context.Catalog);
        if (Named(known) is not { } name)
            return Unknown(known);
        var why = string.Join(' ', Reason(Check is null ? Text[name.Length..] : Text));
        if (why.Length == 0)
            return Decision.Answer(Reply.Ask(Ask(incident, name, context.Catalog)));
        return incident.Checks.TryGetValue(name, out var now) && now.Signal == CheckSignal.Accepted
            ? Decision.NothingToDo
            : Decision.Accept(new CheckAccepted(name, why));
    }

    // A name may have several words; the longest that fits counts.
    private string? Named(IReadOnlyList<string> known)
    {
        var typed = Check ?? Text;
        return known
            .Where(name => typed.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            .Where(name => Check is null ? IsWhole(typed, name.Length) : typed.Length == name.Length)
            .MaxBy(name => name.Length);
    }

    private static bool IsWhole(string text, int length) => text.Length == length || text[length] is ' ' or ',' or ':';

    private static IEnumerable<string> Reason(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .SkipWhile(word => word.Trim(',', ':', '-') is "" or "because" or "Because");

    private static string[] Known(Incident incident, Catalog catalog) =>
        [
            .. incident
                .Checks.Keys.Concat(catalog.ChecksOf(incident.Services).Select(check => check.Name))
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    private Refusal Unknown(string[] known) =>
        known.Length == 0
            ? new(
                "unknown-check",
                "No recovery check is known here, so there is none to accept. A typed proof does.",
                new NextStep("Give a proof", "verify manual"),
                new NextStep("Name the service", "service")
            )
            : new(
                "unknown-check",
                $"“{Markup.Clean(ShortText.Cut(Check ?? Text, 60))}” is no check. The checks are "
                    + $"{string.Join(", ", known.Select(Markup.Code))}.",
                new NextStep("Type", $"verify accept {known[0]} <why>"),
                new NextStep("See the checks", "verify")
            );

    internal static Parsed Read(CommandLine line, string[] words)
    {
        var text = string.Join(' ', words);
        return line["check"] is null && text.Length == 0
            ? Parsed.Ask((incident, context) => Ask(incident, null, context.Catalog))
            : new AcceptCheck(line["check"], text);
    }

    private static Form Ask(Incident incident, string? check, Catalog catalog) =>
        new()
        {
            Verb = "verify",
            Lead = "accept",
            Title = "Accept a check",
            Fields =
            [
                new FormField
                {
                    Key = "check",
                    Label = "Which check?",
                    Value =
                        check
                        ?? incident.Checks.Keys.FirstOrDefault()
                        ?? (catalog.ChecksOf(incident.Services) is [var first, ..] ? first.Name : null),
                },
                new FormField
                {
                    Key = "rest",
                    Label = "Why need it not be waited for?",
                    Hint = "For example: “it is known to lag by an hour”",
                },
            ],
        };
}

/// <summary>A check need not be waited for.</summary>
public sealed record CheckAccepted(string Check, string Why) : IncidentEvent, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (
            before with
            {
                Checks = before.Checks.SetItem(
                    Check,
                    new RecoveryCheck(Check, CheckSignal.Accepted, Why, recorded.ObservedAt)
                ),
            }
        ).NotDue(DeadlineNames.Of(DeadlineNames.Monitoring, Check));

    /// <inheritdoc/>
    public override string Describe() => $"{Check} need not be waited for: {Why}";
}

/// <summary>Every check is in baseline; the hold time runs.</summary>
/// <param name="Since">When it began.</param>
/// <param name="Until">When it is over.</param>
/// <param name="LookBy">By when monitoring must have been read until its end; null: nobody reads it.</param>
public sealed record HoldStarted(DateTimeOffset Since, DateTimeOffset Until, DateTimeOffset? LookBy = null)
    : IncidentEvent,
        IMilestone
{
    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) => [Milestone.RecoverySeen];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = Recovery.Holding(before, Since, Until);
        return LookBy is { } by ? (after with { HoldIsRead = true }).Due(DeadlineNames.Hold, by) : after;
    }

    /// <inheritdoc/>
    public override string Describe() =>
        $"Every check is in baseline; proven after {Durations.Say(Until - Since)} if they hold";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;
}

/// <summary>The hold time is over, and the checks held; or somebody looked once more.</summary>
/// <param name="Since">When the hold time began.</param>
/// <param name="Seen">What the second look showed; null: monitoring looked.</param>
public sealed record RecoveryVerified(DateTimeOffset Since, string? Seen = null) : IncidentEvent, IMilestone
{
    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) => [Milestone.RecoverySeen];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (
            before with
            {
                HoldWasRead = before.HoldIsRead,
                SecondLookAt = Seen is null ? before.SecondLookAt : recorded.ObservedAt,
            }
        )
            .NotDue(DeadlineNames.Hold)
            .NotDue(DeadlineNames.SecondLook);

    /// <inheritdoc/>
    public override string Describe() =>
        Seen is null ? "Recovery is proven: the checks held" : $"Recovery is proven: looked once more, {Seen}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) =>
        after is { Armed: not null, IsDataOpen: false } ? Loudness.CardOnly : Loudness.Banner; // it resolves at once

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded)
    {
        var said = base.Announce(after, recorded) with { Tone = Tone.Good };
        return after.Armed is null
            ? said with
            {
                Body = said.Body + LastUpdate.Preview(after, recorded.RecordedAt),
                Actions = [new ChatAction("Resolve", "resolve", ActionStyle.Primary)],
            }
            : said;
    }
}
