using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Verifying;

/// <summary><c>/incident verify manual https://grafana.test/d/checkout error ratio 0.1 %, before 0.1 %</c></summary>
/// <param name="Url">The dashboard or query.</param>
/// <param name="Observed">The value that was seen there.</param>
/// <param name="Before">The value before the incident.</param>
/// <param name="At">When it was seen; null: now.</param>
public sealed record VerifyManually(string Url, string Observed, string Before, DateTimeOffset? At) : IncidentCommand
{
    /// <inheritdoc/>
    public override DateTimeOffset? DoneAt => At;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning)
            return Refusals.Over(incident);
        if (ReadRecovery.Contradicted(incident) is { } otherwise)
            return otherwise;
        var seenAt = At ?? context.Now;
        var isSecond = incident.HoldUntil <= seenAt && incident.WantsSecondLook(context.Now);
        if (!isSecond && incident.Proofs.Any(p => p.Link == Url && p.Observed == Observed))
            return Decision.NothingToDo;
        var (since, until) = incident is { VerifyStartedAt: { } started, HoldUntil: { } running }
            ? (started, running)
            : Recovery.HoldOf(incident, seenAt, context);
        List<NewFact> facts = [new NewFact(new RecoveryObserved(Url, Observed, since, until, Before), At, Url)];
        if (isSecond)
            facts.Add(new NewFact(new RecoveryVerified(since, $"{Observed}, before {Before}"), At));
        return new Decision { Facts = facts };
    }

    internal static Parsed Read(CommandLine line, string[] words, DecisionContext context)
    {
        var link = line["link"] ?? words.FirstOrDefault();
        var typed = line["observed"] ?? string.Join(' ', line["link"] is null ? words.Skip(1) : words);
        if (link is null)
            return Parsed.Ask((incident, _) => Ask(null, typed, BeforeIn(incident)));
        if (Links.Of(link) is not { } url)
            return ProofFaults.NoLink(link);
        var reported = Reported.Read(line, typed, context);
        if (reported.Refusal is { } noTime)
            return noTime;
        var proof = ProofText.Read(reported.Bare, line["before"]);
        return ProofFaults.Of(url, proof) is { } fault
            ? fault
            : new VerifyManually(url, proof.Now, proof.Before!, reported.At);
    }

    private static string? BeforeIn(Incident incident) => incident.Proofs.LastOrDefault()?.Before;

    /// <summary>Asks for a link and the two values.</summary>
    public static Form Ask(string? link, string? observed, string? before = null) =>
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
                    Label = "What value does it show now?",
                    Value = observed,
                    Hint = "error ratio 0.1 %",
                },
                new FormField
                {
                    Key = "before",
                    Label = "What did it show before the incident?",
                    Value = before,
                    Hint = "0.1 %",
                },
            ],
        };
}

/// <summary>Somebody saw in monitoring that it is as before.</summary>
/// <param name="Url">The dashboard or query.</param>
/// <param name="Observed">The value that was seen there.</param>
/// <param name="Since">When the hold time began.</param>
/// <param name="Until">When it is over.</param>
/// <param name="Before">The value before the incident; null: not recorded.</param>
public sealed record RecoveryObserved(
    string Url,
    string Observed,
    DateTimeOffset Since,
    DateTimeOffset Until,
    string? Before = null
) : IncidentEvent, INews, IMilestone, IUndoable
{
    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) => [Milestone.RecoverySeen];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = Recovery.Stopped(before, recorded.ObservedAt);
        after = after with
        {
            Proofs = after.Proofs.Add(new RecoveryProof(Url, Observed, recorded.ObservedAt, recorded.By, Before)),
        };
        return before.HoldUntil == Until ? after : Recovery.Holding(after, Since, Until) with { HoldIsTyped = true };
    }

    /// <inheritdoc/>
    public override string Describe() =>
        $"Recovery seen: {Observed}{(Before is null ? "" : $", before the incident {Before}")} ({Url})";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.LogThread;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        base.Announce(after, recorded) with
        {
            Footer = Footer(after),
        };

    private string? Footer(Incident after)
    {
        if (after.HoldUntil is not { } until || after.SecondLookAt is not null)
            return null;
        return RecoveryPromise.Of(after, until);
    }
}
