using System.Collections.Immutable;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>
/// What happens around the time at which an update is due: a draft before, a reminder at the time, then the next
/// person, a holding update inside, and last one word to the audience. Each rung is climbed once; one person is nagged
/// at most once in the interval.
/// </summary>
public static class UpdateLadder
{
    private const double SlowestMost = 8;
    private static readonly TimeSpan Soonest = TimeSpan.FromMinutes(1);

    // Whose it is to write an update, the first that is there.
    private static readonly Role[] Order = [Role.Comms, Role.Lead, Role.Backup, Role.Ops, Role.Scribe, Role.Liaison];

    /// <summary>A draft for the one who writes, before it is due. Nobody drafts for oneself alone.</summary>
    public static Decision Draft(Incident incident, string rest, DecisionContext context)
    {
        if (!incident.IsRunning || incident.IsSolo || People(incident).FirstOrDefault() is not { } writer)
            return Decision.NothingToDo;
        return !incident.MayNag(writer.Id, context.Now, context.Policy)
            ? Decision.NothingToDo
            : Decision.Accept(new UpdateAsked("draft", writer));
    }

    /// <summary>It is due.</summary>
    public static Decision Due(Incident incident, string rest, DecisionContext context) =>
        incident.IsRunning ? AskFor(incident, "due", People(incident).FirstOrDefault(), context) : Decision.NothingToDo;

    /// <summary>It is late: the next distinct person; where there is none, the room.</summary>
    public static Decision Person(Incident incident, string rest, DecisionContext context) =>
        incident.IsRunning && !incident.IsSolo
            ? AskFor(
                incident,
                "person",
                People(incident).FirstOrDefault(person => !incident.UpdateAsked.Contains(person.Id)),
                context
            )
            : Decision.NothingToDo;

    /// <summary>It is later still: what is known goes out inside by itself, never to the public.</summary>
    public static Decision Hold(Incident incident, string rest, DecisionContext context)
    {
        if (!incident.IsRunning)
            return Decision.NothingToDo;
        var since = incident.Updates.LastOrDefault()?.At ?? incident.DeclaredAt ?? context.Now;
        var news = incident
            .Log.Where(line => line.At > since && !line.Undone && line.Is<INews>())
            .Select(line => line.Text)
            .ToList();
        return Decision.Accept(new HoldingUpdateSent(since, [.. news.TakeLast(3)]));
    }

    /// <summary>The audience hears once that it is late; and the ladder begins again, slower each time, until an
    /// update is sent or the incident is over.</summary>
    public static Decision Audience(Incident incident, string rest, DecisionContext context)
    {
        if (!incident.IsRunning || incident.UpdateDueAt is not { } due)
            return Decision.NothingToDo;
        var round = incident.UpdateRound + 1;
        var again = Round(round, context);
        string[] waiting =
        [
            .. DueAudiences.Waiting(incident, context.Now).Where(one => !one.IsToldLate).Select(one => one.Row.Name),
        ];
        if (round > 1 && waiting.Length == 0)
            return Decision.Accept(again);
        var late = new AudienceToldLate(due) { Audiences = waiting, IsFirst = round == 1 };
        return Decision.Accept(late, new NewFact(again, By: Model.Person.System));
    }

    private static UpdateRoundSet Round(int round, DecisionContext context)
    {
        var policy = context.Policy;
        var pause = policy.LadderAudience * Math.Min(Math.Pow(2, round - 1), SlowestMost);
        var due = context.Now + (pause > Soonest ? pause : Soonest);
        return new UpdateRoundSet(
            round,
            due,
            due + policy.LadderPerson,
            due + policy.LadderHolding,
            due + (policy.LadderAudience > Soonest ? policy.LadderAudience : Soonest)
        );
    }

    private static Decision AskFor(Incident incident, string rung, Person? whom, DecisionContext context) =>
        whom is not null && !incident.MayNag(whom.Id, context.Now, context.Policy)
            ? Decision.Accept(
                NagDeferred.Of(incident, DeadlineNames.Update + rung, whom.Id, context.Now, context.Policy)
            )
            : Decision.Accept(new UpdateAsked(rung, whom));

    /// <summary>Whose it is to write the update; null: nobody's.</summary>
    internal static Person? Writer(Incident incident) => People(incident).FirstOrDefault();

    private static IEnumerable<Person> People(Incident incident) =>
        Order.Select(role => incident.Roles.GetValueOrDefault(role)).OfType<Person>().DistinctBy(person => person.Id);
}

/// <summary>Somebody was asked for the update.</summary>
/// <param name="Rung"><c>draft</c>, <c>due</c> or <c>person</c>.</param>
/// <param name="Of">Who; null: everybody in the room.</param>
public sealed record UpdateAsked([property: Code] string Rung, Person? Of) : IncidentEvent, INags
{
    IEnumerable<string> INags.Nagged => Of is null ? [] : [Of.Id];

    /// <inheritdoc/>
    public override int PostsInRoom() => Of is null ? 1 : 0;

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (before with { UpdateAsked = Asked(before) }).NotDue(DeadlineNames.Update + Rung);

    // When all were asked, all are asked anew.
    private ImmutableList<string> Asked(Incident before)
    {
        if (Rung == "draft")
            return before.UpdateAsked;
        return Of is null ? [] : before.UpdateAsked.Remove(Of.Id).Add(Of.Id);
    }

    /// <inheritdoc/>
    public override string Describe() =>
        $"Asked {Of?.Name ?? "the room"} for the update " + $"({(Rung == "person" ? "late" : Rung)})";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        var key = $"update-{Rung}-{recorded.Seq}";
        var message = Message(after, context);
        if (Of is not { } person)
            return [new Effect.Post(Destination.Room, message, key)];
        var direct = new Effect.Direct(person.Id, message with { Title = Heading(after) }, key);
        return Rung == "person" && Silent(after) is { Length: > 0 } silent
            ? [direct, new Effect.Post(Destination.CardThread, Reminder(after, silent), key + "-thread")]
            : [direct];
    }

    private static string Heading(Incident incident) => ShortText.Cut($"{incident.Id} {incident.Title}", 150);

    // Who was asked directly and has not answered.
    private string[] Silent(Incident incident) => [.. incident.UpdateAsked.Where(id => id != Of?.Id)];

    private static ChatMessage Reminder(Incident incident, string[] silent) =>
        ChatMessage.Text(
            $"{string.Join(", ", silent.Select(Markup.Mention))}: the update promised for "
                + $"{(incident.UpdateDueAt is { } due ? Markup.Time(due) : "now")} is late.",
            new ChatAction("Write it", "update", ActionStyle.Primary),
            new ChatAction("In 15 min", "snooze 15m")
        );

    private ChatMessage Message(Incident incident, DecisionContext context)
    {
        var draft = UpdateDraft.Of(incident, context);
        var when = incident.UpdateDueAt is { } due ? Markup.Time(due) : "now";
        var lead = Rung switch
        {
            "draft" => $"The next update is due {when}. A draft from the facts:",
            "due" when incident.IsSolo =>
                $"A gentle reminder: an update was promised for {when}. If nobody waits for it, snooze it.",
            "due" => $"The update promised for {when} is due. A draft from the facts:",
            _ => $"{incident.Id}: the update promised for {when} is late. Could you send it? A draft from the facts:",
        };
        return new ChatMessage
        {
            Body = string.Join(
                '\n',
                lead,
                $"> {Markup.Clean(draft.What)}",
                $"> {Markup.Clean(draft.Impact)}",
                $"> {Markup.Clean(draft.Doing)}"
            ),
            Tone = Rung == "person" ? Tone.Notice : Tone.Calm,
            Actions =
            [
                new ChatAction("Send as it is", draft.ToWords(), ActionStyle.Primary),
                new ChatAction("Edit", "update"),
                .. incident.Updates.IsEmpty
                    ? Array.Empty<ChatAction>()
                    : [new ChatAction("Nothing new", "update same")],
                new ChatAction("In 15 min", "snooze 15m"),
            ],
        };
    }
}

/// <summary>A holding update went out inside by itself.</summary>
/// <param name="Since">Since when nobody was told anything.</param>
/// <param name="News">What was recorded since, at most three sentences; empty: nothing.</param>
public sealed record HoldingUpdateSent(DateTimeOffset Since, IReadOnlyList<string> News) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before.NotDue(DeadlineNames.UpdateHolding);

    /// <inheritdoc/>
    public override string Describe() =>
        News.Count == 0
            ? $"Holding update, automatic: no new facts since {Markup.Time(Since)}. We are still working on it"
            : $"Holding update, automatic. Since {Markup.Time(Since)}: {string.Join("; ", News)}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        var text = ChatMessage.Text($"{Markup.Bold(after.Id)} {Markup.Clean(after.Title)}: {Describe()}.");
        return DueAudiences
            .Waiting(after, context.Now)
            .Where(one => one.Row.IsInside) // what nobody has read over stays inside
            .SelectMany(one => InformEffects.Of(after, one, _ => text, recorded, context));
    }
}

/// <summary>The audience heard once that the update is late.</summary>
/// <param name="DueAt">When it had been promised.</param>
public sealed record AudienceToldLate(DateTimeOffset DueAt) : IncidentEvent
{
    /// <summary>The audiences of the plan that heard it; null: of old records.</summary>
    [Code]
    public IReadOnlyList<string>? Audiences { get; init; }

    /// <summary>Whether it stands where the incident is announced, too: once, however late it gets.</summary>
    public bool IsFirst { get; init; } = true;

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (Audiences ?? []).Aggregate(
            before.NotDue(DeadlineNames.UpdateAudience),
            (state, name) => state.WithAudience(name, one => one with { IsToldLate = true })
        );

    /// <inheritdoc/>
    public override string Describe() => $"The update promised for {Markup.Time(DueAt)} is late; readers were told";

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        var announced = IsFirst
            ? OutsideUpdates.Of(after, Words(after, after.Title, DueAt), $"update-late-{recorded.Seq}")
            : [];
        var told = (Audiences ?? [])
            .Select(after.AudienceOf)
            .OfType<AudienceState>()
            .SelectMany(one => InformEffects.Of(after, one, _ => For(after, one, context), recorded, context));
        return [.. announced, .. told];
    }

    private ChatMessage For(Incident after, AudienceState one, DecisionContext context)
    {
        var promised = one.NextAt ?? DueAt;
        if (one.Row.Reads == Wording.Public)
            return ChatMessage.Text(
                $"The update that we promised for {UpdateRenderings.Utc(promised, context.Now)} is delayed. "
                    + "We keep working on it, and it follows."
            );
        var title = one.Row.IsInside ? after.Title : OutwardText.Of(after.Title, after, context.Catalog);
        return Words(after, title, promised);
    }

    private static ChatMessage Words(Incident after, string title, DateTimeOffset promised) =>
        ChatMessage.Text(
            $"{Markup.Bold(after.Id)} {Markup.Clean(title)}: the update promised for {Markup.Time(promised)} is late. "
                + "We are still working on it, and an update follows."
        );
}
