using System.Globalization;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Mitigating;

/// <summary>What became of a rollback that a webhook was asked to carry out.</summary>
/// <param name="Number">The change.</param>
/// <param name="Ask">Which time it was asked.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Said">What was said about it, as a sentence; null: nothing.</param>
public sealed record ReportRollback(int Number, int Ask, HandedOverStatus Status, string? Said) : IncidentCommand
{
    // As the source of a change is named in its id: argocd:checkout/4.1
    private const char AfterSource = ':';

    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var change = incident.Mitigations.Find(one => one.Number == Number);
        if (change?.HandedOver is not { } over || over.Ask != Ask || !GoesOn(over.Status))
            return Decision.NothingToDo;
        return Decision.Follow(Fact(over, "the webhook", Said));
    }

    /// <summary>Nothing was heard of it in time.</summary>
    public static Decision NotHeardOf(Incident incident, string number, DecisionContext context)
    {
        var change = incident.Mitigations.Find(one => one.Number == int.Parse(number, CultureInfo.InvariantCulture));
        if (change is not { Outcome: null, HandedOver: { IsOpen: true } over })
            return Decision.NothingToDo;
        return Decision.Follow(
            new ReportRollback(change.Number, over.Ask, HandedOverStatus.Silent, null).Fact(over, "", null)
        );
    }

    /// <summary>A deploy hook that says what came of it.</summary>
    public static IEnumerable<NewFact> By(KnownChange seen, Incident incident) =>
        from change in incident.RunningChanges
        let over = change.HandedOver
        where over is not null && over.Status != HandedOverStatus.Done && seen.At >= over.AskedAt
        where over.Service.Equals(seen.Service, StringComparison.OrdinalIgnoreCase)
        let status = Tells(over, seen)
        where status is not null && status != over.Status
        let source = seen.Id.Split(AfterSource)[0]
        select new NewFact(
            new ReportRollback(change.Number, over.Ask, status.Value, null).Fact(over, source, null),
            By: Person.System
        );

    // The build that was asked for is there, or did not come.
    private static HandedOverStatus? Tells(HandedOver over, KnownChange seen)
    {
        var isWayBack = seen.Status == "rolled_back";
        var isAskedFor = over.To is null ? isWayBack || seen.Status == "failed" : over.To == seen.Version;
        if (!isAskedFor || seen.Status == "started")
            return null;
        return seen.Status == "failed" ? HandedOverStatus.Failed : HandedOverStatus.Done;
    }

    private RollbackReported Fact(HandedOver over, string source, string? said) =>
        new(Number, over.Service, over.To, Status, source, said?.Trim().TrimEnd('.'));

    private bool GoesOn(HandedOverStatus from) =>
        Status switch
        {
            HandedOverStatus.Stumbled => from == HandedOverStatus.Asked,
            HandedOverStatus.Taken => from is HandedOverStatus.Asked or HandedOverStatus.Stumbled,
            _ => from is not (HandedOverStatus.Done or HandedOverStatus.Failed),
        };
}

/// <summary>Something was heard of a rollback that a webhook was asked to carry out, or nothing in time.</summary>
/// <param name="Number">The change.</param>
/// <param name="Service">The service, canonical name.</param>
/// <param name="To">The build that it goes back to; null: the one before.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Source">Who says so; empty: nobody.</param>
/// <param name="Said">What was said; null: nothing.</param>
public sealed record RollbackReported(
    int Number,
    [property: Code] string Service,
    string? To,
    HandedOverStatus Status,
    [property: Code] string Source,
    string? Said
) : IncidentEvent, IAlwaysHeard
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = before.WithChange(Number, change => change with { HandedOver = Next(change, recorded) });
        return Status is HandedOverStatus.Stumbled or HandedOverStatus.Taken
            ? after
            : after.NotDue(DeadlineNames.Of(DeadlineNames.Rollback, Number));
    }

    private HandedOver? Next(Mitigation change, Recorded recorded) =>
        change.HandedOver is { } over ? over with { Status = Status, At = recorded.RecordedAt, Said = Said } : null;

    /// <inheritdoc/>
    public override string Describe() =>
        Status switch
        {
            HandedOverStatus.Stumbled => $"The webhook was not reached for {Rollback}{Why}. It is asked again",
            HandedOverStatus.Taken => $"The webhook took {Rollback}; it is not done yet",
            HandedOverStatus.Done => $"Done, says {Source}: {Service} is back at {Build}{Why}",
            HandedOverStatus.Silent => $"Nothing was heard of {Rollback}: nobody knows whether it was done",
            _ => $"Not done, says {Source}: {Rollback}{Why}",
        };

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) =>
        Status is HandedOverStatus.Stumbled or HandedOverStatus.Taken ? Loudness.CardOnly : Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded)
    {
        var said = ChatMessage.Text(Markup.Clean(Describe()));
        if (Status == HandedOverStatus.Done)
            return said with { Footer = "Whether it helped is seen in the graphs; say so under the change." };
        return said with
        {
            Body = $"{Markup.Bold(said.Body)}\n{HandOverText.LookThen(CommandIn(after))}",
            Tone = Tone.Urgent,
            Actions = [new ChatAction("It is done by hand", $"outcome #{Number}")],
        };
    }

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        HandOverText.Shown(after, Number);

    private string? CommandIn(Incident after) =>
        after.Mitigations.Find(change => change.Number == Number) is { } change
        && after.Entry(change.Entry)?.Fact is MitigationStarted started
            ? started.Command
            : null;

    private string Build => To ?? "the build before";

    private string Rollback => $"the rollback of {Service} to {Build}";

    private string Why => Said is null ? "" : $" ({Said})";
}

/// <summary>How a rollback is spoken of that a webhook may carry out.</summary>
public static class HandOverText
{
    /// <summary>Whose turn it is where no webhook was asked.</summary>
    /// <param name="command">How it is done; null: not written down.</param>
    public static string ByHand(string? command) =>
        command is null ? "You do it now; here it is only recorded." : $"You do it now: {Markup.Code(command)}";

    /// <summary>What to do where a webhook did not do it, or may have.</summary>
    public static string LookThen(string? command) =>
        "Look whether it was done all the same; then do it by hand"
        + (command is null ? ", as you would without a webhook." : $": {Markup.Code(command)}");

    /// <summary>How far it is, in one sentence with marks.</summary>
    public static string Of(HandedOver over, string? command) =>
        over.Status switch
        {
            HandedOverStatus.Asked => $"The webhook is asked to do it (confirmed {Markup.Time(over.At)}).",
            HandedOverStatus.Stumbled => "The webhook does not answer as it should; it is asked again.",
            HandedOverStatus.Taken => $"The webhook took it at {Markup.Time(over.At)}. It is not done yet.",
            HandedOverStatus.Done => $"It was done ({Markup.Time(over.At)}).",
            HandedOverStatus.Silent => $"Nothing was heard of it. {LookThen(command)}",
            _ => $"The webhook did not do it. {LookThen(command)}",
        };

    /// <summary>The message that began the change says how far it is.</summary>
    public static IEnumerable<Effect> Shown(Incident after, int number) =>
        after.Mitigations.Find(change => change.Number == number) is { } change
        && AnsweredChanges.Edit(after, change) is { } edit
            ? [edit]
            : [];
}
