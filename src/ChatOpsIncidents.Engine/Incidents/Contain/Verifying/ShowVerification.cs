using System.Globalization;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Verifying;

/// <summary><c>/incident verify</c>: what is to be checked, and what is proven.</summary>
public sealed record ShowVerification : IncidentCommand
{
    private const int RowsMax = 9;

    public static CommandWord Word { get; } =
        new(
            "verify",
            "[manual <link> <observed…> | accept <check> <why…>]",
            "See what proves recovery, or prove it",
            Read
        )
        {
            FrontRow = true,
            Keys = ["link", "observed", "check", "at"],
            Example = "verify manual https://grafana.example/d/checkout error ratio 0.1 %",
        };

    /// <inheritdoc/>
    public override bool IsQuestion => true;

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
                        .. incident
                            .Checks.Values.Take(RowsMax)
                            .Select(c => new ChatFact(
                                ShortText.Cut(c.Name, 70),
                                $"{Said(c.Signal)} since "
                                    + $"{Ink.Time(c.Since)}{(c.Seen is null ? "" : $": {Ink.Clean(c.Seen)}")}"
                            )),
                        .. Unread(incident, context.Catalog)
                            .Take(RowsMax - Math.Min(RowsMax, incident.Checks.Count))
                            .Select(check => new ChatFact(ShortText.Cut(check.Name, 70), Wanted(check))),
                        .. incident
                            .Proofs.TakeLast(RowsMax - Math.Min(RowsMax, incident.Checks.Count))
                            .Select(p => new ChatFact(
                                ShortText.Cut(p.By.Name, 70),
                                $"{Ink.Clean(p.Observed)} ({Ink.Link(p.Link, "source")}) at {Ink.Time(p.At)}"
                            )),
                    ],
                    Actions = Actions(incident, context),
                },
            }
        );

    private static string Standing(Incident incident, DecisionContext context)
    {
        if (incident.ResolvedAt is { } resolved)
            return $"Resolved at {Ink.Time(resolved)}.";
        if (incident.IsVerified(context.Now))
            return "Recovery is proven: the checks held.";
        return incident.HoldUntil is { } until
            ? $"The checks hold; recovery is proven at {Ink.Time(until)}."
            : "Nothing is proven yet. Silence is no signal: a dashboard link and the value seen there are.";
    }

    private static ChatAction[] Actions(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning)
            return [];
        if (incident.IsVerified(context.Now))
            return [new ChatAction("Resolve", "resolve", ActionStyle.Primary)];
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
                .Checks.Values.Where(c => c.Signal is CheckSignal.OutOfBaseline or CheckSignal.Unreachable)
                .Take(2)
                .Select(c => new ChatAction(
                    ShortText.Cut($"Accept {c.Name}", 70),
                    $"verify accept check: \"{c.Name}\""
                )),
        ];
    }

    // What the catalogue wants to see, and nothing has reported yet.
    private static IEnumerable<ServiceCheck> Unread(Incident incident, Catalog catalog) =>
        incident.IsDrill
            ? []
            : catalog.ChecksOf(incident.Services).Where(check => !incident.Checks.ContainsKey(check.Name));

    private static string Wanted(ServiceCheck check) =>
        check.Http is { } address
            ? $"not read yet: {Ink.Link(address, "address")} must answer {check.Expect}"
            : $"not read yet: {Ink.Code(ShortText.Cut(check.Prometheus ?? "", 70))} at most "
                + string.Create(CultureInfo.InvariantCulture, $"{check.Tolerance ?? 0}")
                + " above its baseline";

    private static string Said(CheckSignal signal) =>
        signal switch
        {
            CheckSignal.InBaseline => "in baseline",
            CheckSignal.OutOfBaseline => "not in baseline",
            CheckSignal.Unreachable => "monitoring cannot be reached",
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
            _ when Links.Of(verb) is not null => VerifyManually.Read(line, words, context),
            _ => Refusals.Usage(Word, "Say what proves recovery: a dashboard link and the value seen there."),
        };
    }
}
