using System.Globalization;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Verifying;

/// <summary><c>/incident verify</c>: what is to be checked, and what is proven.</summary>
public sealed record ShowVerification : IncidentCommand
{
    private const int RowsMax = 9;

    public static CommandWord Word { get; } =
        new(
            "verify",
            "[manual <link> <value now> before: <value before> | accept <check> <why…> | still | gone <what…>]",
            "See what proves recovery, or prove it",
            Read
        )
        {
            FrontRow = true,
            Keys = ["link", "observed", "before", "check", "at"],
            Example = "verify manual https://grafana.example/d/checkout error ratio 0.1 % before: 0.1 %",
        };

    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override bool NeedsReadings => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        Decision.Answer(
            new Reply
            {
                Message = new ChatMessage
                {
                    Title = "Recovery",
                    Body = Standing(incident, context),
                    Facts =
                    [
                        .. incident.Checks.Values.Take(RowsMax).Select(check => Row(check, incident, context)),
                        .. Unread(incident, context.Catalog)
                            .Take(RowsMax - Math.Min(RowsMax, incident.Checks.Count))
                            .Select(check => new ChatFact(ShortText.Cut(check.Name, 70), Wanted(check))),
                        .. incident
                            .Proofs.TakeLast(RowsMax - Math.Min(RowsMax, incident.Checks.Count))
                            .Select(p => new ChatFact(
                                ShortText.Cut(p.By.Name, 70),
                                $"{Markup.Clean(p.ToString())} ({Markup.Link(p.Link, "source")}) at {Markup.Ago(p.At)}"
                            )),
                    ],
                    Actions = Actions(incident, context),
                },
            }
        ) with
        {
            Effects = Picture(incident, context),
        };

    // In chat the picture follows as a file; the page has its own.
    private static Effect[] Picture(Incident incident, DecisionContext context)
    {
        var isDrawn = context.Readings.Any(reading => reading.Trail.Count(value => value is not null) > 1);
        var key = $"checks-{incident.Seq}-{context.Now.ToUnixTimeSeconds()}";
        return isDrawn && incident is { IsRunning: true, RoomId: not null } && context.Source != "web"
            ? [new Effect.Upload(Destination.CardThread, Effect.Upload.ChecksFormat, key)]
            : [];
    }

    private static string Standing(Incident incident, DecisionContext context)
    {
        if (incident.ResolvedAt is { } resolved)
            return $"Resolved at {Markup.Time(resolved)}.";
        if (incident.IsVerified(context.Now))
            return (
                    incident.IsWatched
                        ? "Recovery is proven: the checks held."
                        : "Recovery is proven: somebody looked twice."
                ) + LastUpdate.Preview(incident, context.Now);
        if (incident.WantsSecondLook(context.Now))
            return RecoveryPromise.Question(incident);
        if (incident.HoldUntil is null && incident.ChecksAgainst.Any())
            return "Nothing is proven yet: not every check is as before. No data is no recovery either.";
        return incident.HoldUntil is { } until
            ? RecoveryPromise.Of(incident, until)
            : "Nothing is proven yet. That nobody complains proves nothing: a dashboard link with the value now and "
                + "the value before the incident is.";
    }

    private static ChatAction[] Actions(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning)
            return [];
        if (incident.IsVerified(context.Now))
            return [new ChatAction("Resolve", "resolve", ActionStyle.Primary)];
        if (incident.WantsSecondLook(context.Now))
            return RecoveryPromise.Answers(incident);
        return
        [
            new ChatAction(
                "Give a proof",
                "verify manual",
                incident.HoldUntil is null ? ActionStyle.Primary : ActionStyle.Default
            ),
            .. incident.Armed is null
                ? [new ChatAction("Resolve when it holds", "resolve")]
                : Array.Empty<ChatAction>(),
            .. incident
                .Checks.Values.Where(c => !c.Passes && !c.Informs)
                .Take(2)
                .Select(c => new ChatAction(
                    ShortText.Cut($"Accept {c.Name}", 70),
                    $"verify accept check: \"{c.Name}\""
                )),
        ];
    }

    // Now against before, as it was read last; what was accepted is not looked at.
    private static ChatFact Row(RecoveryCheck check, Incident incident, DecisionContext context)
    {
        var name = ShortText.Cut(check.Informs ? $"{check.Name} (for information)" : check.Name, 70);
        var said = $"{Said(check.Signal)} since {Markup.Ago(check.Since)}";
        var read =
            check.Signal == CheckSignal.Accepted
                ? null
                : context.Readings.FirstOrDefault(reading => reading.Check == check.Name);
        var known = context.Catalog.ChecksOf(incident.Services).FirstOrDefault(one => one.Name == check.Name);
        var seen =
            known is not null && read is { Now: { } now, Before: { } before } ? known.Compare(now, before) : check.Seen;
        var trend = read is null ? "" : Trend.Of([read.Before, .. read.Trail]);
        var shown = (seen is null ? "" : $": {Markup.Clean(seen)}") + (trend.Length > 0 ? $" {trend}" : "");
        return new ChatFact(name, said + shown);
    }

    // What the catalogue wants to see, and nothing has reported yet.
    private static IEnumerable<ServiceCheck> Unread(Incident incident, Catalog catalog) =>
        incident.IsDrill
            ? []
            : catalog.ChecksOf(incident.Services).Where(check => !incident.Checks.ContainsKey(check.Name));

    private static string Wanted(ServiceCheck check)
    {
        if (check.Http is { } address)
            return $"not read yet: {Markup.Link(address, "address")} must answer {check.Expect}";
        var query = check.Prometheus ?? check.Datadog ?? check.Json ?? check.CloudWatch?.Metric ?? "an expression";
        var tolerance = string.Create(CultureInfo.InvariantCulture, $"{check.Tolerance ?? 0}");
        return $"not read yet: {Markup.Code(ShortText.Cut(query, 70))} at most {tolerance} "
            + $"{Side(check.Bad)} its baseline";
    }

    private static string Side(BadSide bad) =>
        bad switch
        {
            BadSide.Above => "above",
            BadSide.Below => "below",
            _ => "from",
        };

    private static string Said(CheckSignal signal) =>
        signal switch
        {
            CheckSignal.InBaseline => "in baseline",
            CheckSignal.OutOfBaseline => "not in baseline",
            CheckSignal.Unreachable => "monitoring cannot be reached",
            CheckSignal.Blind => "blind, no data",
            _ => "accepted",
        };

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var words = line.RestWords;
        if (words is not [var verb, .. var rest])
            return new ShowVerification();
        return verb.ToLowerInvariant() switch
        {
            "manual" => VerifyManually.Read(line, rest, context),
            "accept" => AcceptCheck.Read(line, rest),
            "still" => LookAgain.Read(true, rest),
            "gone" or "back" => LookAgain.Read(false, rest),
            _ when Links.Of(verb) is not null => VerifyManually.Read(line, words, context),
            _ => Refusals.Usage(
                Word,
                "Say what proves recovery: a dashboard link, the value now and the value before."
            ),
        };
    }
}
