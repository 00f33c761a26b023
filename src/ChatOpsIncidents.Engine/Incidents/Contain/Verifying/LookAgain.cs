using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Verifying;

/// <summary><c>/incident verify still</c>, <c>verify gone errors are at 4 %</c>: a second look after the hold
/// time.</summary>
/// <param name="IsStill">It is as the first proof showed.</param>
/// <param name="Seen">What was seen; may be empty.</param>
public sealed record LookAgain(bool IsStill, string Seen) : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning)
            return Refusals.Over(incident);
        if (incident.HoldUntil is not { } until)
        {
            return new Refusal(
                "nothing-proven",
                "Nothing is proven yet that could be looked at again.",
                new NextStep("Give a proof", "verify manual"),
                new NextStep("See the checks", "verify")
            );
        }

        if (!IsStill)
            return Decision.Accept(new RecoveryGone(Seen));
        if (incident.IsVerified(context.Now))
            return Decision.NothingToDo;
        return context.Now < until ? TooEarly(until) : Still(incident, context);
    }

    private Decision Still(Incident incident, DecisionContext context)
    {
        if (ReadRecovery.Contradicted(incident) is { } otherwise)
            return otherwise;
        var last = incident.Proofs.LastOrDefault();
        if (Seen.Length > 0 && last is not null)
        {
            var proof = ProofText.Read(Seen, last.Before);
            if (ProofFaults.Of(last.Link, proof) is { } fault)
                return fault;
        }

        var shown = Seen.Length > 0 ? Seen : last?.ToString() ?? "as before";
        return Decision.Accept(new RecoveryVerified(incident.VerifyStartedAt ?? context.Now, shown));
    }

    private static Refusal TooEarly(DateTimeOffset until) =>
        new(
            "too-early",
            $"It has to hold until {Markup.Time(until)}. Look again then.",
            new NextStep("See the checks", "verify"),
            new NextStep("Not any more", "verify gone")
        );

    internal static Parsed Read(bool isStill, string[] words) => new LookAgain(isStill, string.Join(' ', words));
}

/// <summary>When the hold time is over and nobody but people looks, somebody is asked for a second look; never is
/// silence taken for an answer.</summary>
public static class SecondLook
{
    private const int AsksMax = 3;

    /// <summary>Asks.</summary>
    public static Decision Ask(Incident incident, string rest, DecisionContext context)
    {
        if (!incident.IsRunning || !incident.WantsSecondLook(context.Now))
            return Decision.NothingToDo;
        var of = incident.Armed?.By ?? incident.Lead ?? incident.Proofs.LastOrDefault()?.By;
        if (of is null || incident.MayNag(of.Id, context.Now, context.Policy))
            return Asked(incident, of, context);
        // The room hears at once; a person who was asked for something else just now is written to afterwards.
        return incident.SecondLooksAsked == 0
            ? Decision.Accept(new SecondLookAsked(1, Of: null, incident.NagAt(of.Id, context.Now, context.Policy)))
            : Decision.Accept(NagDeferred.Of(incident, DeadlineNames.SecondLook, of.Id, context.Now, context.Policy));
    }

    private static Decision Asked(Incident incident, Person? of, DecisionContext context)
    {
        var number = incident.SecondLooksAsked + 1;
        var next = number < AsksMax ? context.Now + context.Policy.AskAgain : (DateTimeOffset?)null;
        return Decision.Accept(new SecondLookAsked(number, of, next)) with
        {
            Effects = of is null ? [] : [Question(incident, of)],
        };
    }

    private static Effect.Direct Question(Incident incident, Person of) =>
        new(
            of.Id,
            ChatMessage.Text($"{incident.Id}: {RecoveryPromise.Question(incident)}", RecoveryPromise.Answers(incident)),
            $"look-{incident.Seq + 1}"
        );
}

/// <summary>The hold time is over; somebody was asked to look once more.</summary>
/// <param name="Number">1 for the first time since the proof.</param>
/// <param name="Of">Who was asked by name; null: everybody in the room.</param>
/// <param name="NextAt">When it is asked again; null: no more.</param>
public sealed record SecondLookAsked(int Number, Person? Of, DateTimeOffset? NextAt) : IncidentEvent, INags
{
    IEnumerable<string> INags.Nagged => Of is null ? [] : [Of.Id];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = (before with { SecondLooksAsked = Number })
            .NotDue(DeadlineNames.Hold)
            .NotDue(DeadlineNames.SecondLook);
        return NextAt is { } at ? after.Due(DeadlineNames.SecondLook, at) : after;
    }

    /// <inheritdoc/>
    public override string Describe() => "The hold time is over. Is it still as before? Somebody has to look once more";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Number == 1 ? Loudness.Banner : Loudness.CardOnly;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        ChatMessage.Text(RecoveryPromise.Question(after)) with
        {
            Footer = "The answers stand on the card.",
        };
}

/// <summary>It is not as before any more: what was proven counts no more.</summary>
/// <param name="Seen">What was seen; may be empty.</param>
public sealed record RecoveryGone(string Seen) : IncidentEvent, INews
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => Recovery.CameBack(before);

    /// <inheritdoc/>
    public override string Describe() => "It is not as before any more" + (Seen.Length > 0 ? $": {Seen}" : "");

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;
}
