using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Verifying;

/// <summary><c>/incident verify manual https://grafana.test/d/checkout error ratio 0.1 %</c></summary>
/// <param name="Url">The dashboard or query.</param>
/// <param name="Observed">The value that was seen there.</param>
/// <param name="At">When it was seen; null: now.</param>
public sealed partial record VerifyManually(string Url, string Observed, DateTimeOffset? At) : IncidentCommand
{
    /// <inheritdoc/>
    public override DateTimeOffset? DoneAt => At;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning)
            return Refusals.Over(incident);
        if (incident.Proofs.Any(p => p.Link == Url && p.Observed == Observed))
            return Decision.NothingToDo;
        var (since, until) = incident is { VerifyStartedAt: { } started, HoldUntil: { } running }
            ? (started, running)
            : Recovery.HoldOf(incident, At ?? context.Now, context);
        return Decision.Accept(new NewFact(new RecoveryObserved(Url, Observed, since, until), At, Url));
    }

    internal static Parsed Read(CommandLine line, string[] words, DecisionContext context)
    {
        var link = line["link"] ?? words.FirstOrDefault();
        var typed = line["observed"] ?? string.Join(' ', line["link"] is null ? words.Skip(1) : words);
        if (link is null || typed.Length == 0)
            return Parsed.Ask((_, _) => Ask(link, typed));
        if (Links.Of(link) is not { } url)
            return NoLink(link);
        var reported = Reported.Read(line, typed, context);
        if (reported.Refusal is { } noTime)
            return noTime;
        return IsSilence(typed) ? Silence(url) : new VerifyManually(url, reported.Bare, reported.At);
    }

    // Words that say that nothing was heard, with no value beside them, prove nothing.
    private static bool IsSilence(string observed) => !observed.Any(char.IsDigit) && SilenceForm().IsMatch(observed);

    private static Refusal Silence(string url) =>
        new(
            "silence-is-no-proof",
            "That nobody complains proves nothing: people stop reporting long before it works again. What value does "
                + "the dashboard show, now and before?",
            new NextStep("Type", $"verify manual {url} <the value, for example error ratio 0.1 %>")
        )
        {
            Fields = new Dictionary<string, string> { ["rest"] = "A value from monitoring, not silence." },
        };

    private static Refusal NoLink(string typed) =>
        new(
            "no-link",
            $"“{typed}” is no http or https link. Recovery is proven with a dashboard or a query.",
            new NextStep("Type", "verify manual <link> <the value seen there>")
        )
        {
            Fields = new Dictionary<string, string> { ["link"] = "An http or https link." },
        };

    /// <summary>Asks for a link and a value.</summary>
    public static Form Ask(string? link, string? observed) =>
        new()
        {
            Verb = "verify",
            Lead = "manual",
            Title = "Proof of recovery",
            Fields =
            [
                new FormField
                {
                    Key = "link",
                    Label = "Dashboard or query",
                    Value = link,
                    Hint = "https://…",
                },
                new FormField
                {
                    Key = "rest",
                    Label = "What value does it show?",
                    Value = observed,
                    Hint = "error ratio 0.1 %, as before the incident",
                },
            ],
        };

    [GeneratedRegex(
        @"\b(no(body| ?one| (\w+ )?(complaints?|reports?|tickets?|calls?|news|alerts?|noise|issues?|problems?))"
            + @"|quiet|silen(ce|t)|calm|(stopped|not) (complaining|reporting)|nothing (heard|new|reported|since)"
            + @"|(looks?|seems?|feels?|all) (good|fine|ok(ay)?|better|well))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex SilenceForm();
}

/// <summary>Somebody saw in monitoring that it is as before.</summary>
/// <param name="Url">The dashboard or query.</param>
/// <param name="Observed">The value that was seen there.</param>
/// <param name="Since">When the hold time began.</param>
/// <param name="Until">When it is over.</param>
public sealed record RecoveryObserved(string Url, string Observed, DateTimeOffset Since, DateTimeOffset Until)
    : IncidentEvent,
        IMilestone,
        IUndoable
{
    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) => [Milestone.RecoverySeen];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = Recovery.Stopped(before, recorded.ObservedAt);
        after = after with
        {
            Proofs = after.Proofs.Add(new RecoveryProof(Url, Observed, recorded.ObservedAt, recorded.By)),
        };
        return before.HoldUntil == Until ? after : Recovery.Holding(after, Since, Until);
    }

    /// <inheritdoc/>
    public override string Describe() => $"Recovery seen: {Observed} ({Url})";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        base.Announce(after, recorded) with
        {
            Footer = after.Armed is null
                ? $"Proven at {Ink.Time(Until)} if it holds."
                : $"Resolves itself at {Ink.Time(Until)} if the checks hold.",
        };
}
