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

    /// <summary>The audience hears once that it is late.</summary>
    public static Decision Audience(Incident incident, string rest, DecisionContext context) =>
        incident.IsRunning && incident.UpdateDueAt is { } due
            ? Decision.Accept(new AudienceToldLate(due))
            : Decision.NothingToDo;

    private static Decision AskFor(Incident incident, string rung, Person? whom, DecisionContext context) =>
        whom is not null && !incident.MayNag(whom.Id, context.Now, context.Policy)
            ? Decision.Accept(NagDeferred.Of(incident, "update-" + rung, whom.Id, context.Policy))
            : Decision.Accept(new UpdateAsked(rung, whom));

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
    public override Incident Fold(Incident before, Recorded recorded) =>
        (
            before with
            {
                UpdateAsked = Of is null || Rung == "draft" ? before.UpdateAsked : before.UpdateAsked.Add(Of.Id),
            }
        ).NotDue("update-" + Rung);

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
        return
        [
            Of is { } person
                ? new Effect.Tell(person.Id, message, key)
                : new Effect.Post(Destination.Room, message, key),
        ];
    }

    private ChatMessage Message(Incident incident, DecisionContext context)
    {
        var draft = UpdateDraft.Of(incident, context);
        var when = incident.UpdateDueAt is { } due ? Ink.Time(due) : "now";
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
                $"> {Ink.Clean(draft.What)}",
                $"> {Ink.Clean(draft.Impact)}",
                $"> {Ink.Clean(draft.Doing)}"
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
    public override Incident Fold(Incident before, Recorded recorded) => before.NotDue("update-holding");

    /// <inheritdoc/>
    public override string Describe() =>
        News.Count == 0
            ? $"Holding update, automatic: no new facts since {Ink.Time(Since)}. The work goes on"
            : $"Holding update, automatic. Since {Ink.Time(Since)}: {string.Join("; ", News)}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;
}

/// <summary>The audience heard once that the update is late.</summary>
/// <param name="DueAt">When it had been promised.</param>
public sealed record AudienceToldLate(DateTimeOffset DueAt) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before.NotDue("update-audience");

    /// <inheritdoc/>
    public override string Describe() => $"The update promised for {Ink.Time(DueAt)} is late; readers were told";

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        after.IsPrivate || after.Origin?.ChannelId is null || after.Origin.ChannelId == after.RoomId
            ? []
            :
            [
                new Effect.Post(
                    Destination.Origin,
                    ChatMessage.Text(
                        $"{Ink.Bold(after.Id)} {Ink.Clean(after.Title)}: "
                            + $"the update promised for {Ink.Time(DueAt)} is late. "
                            + "The work goes on, and an update follows."
                    ),
                    $"update-late-{recorded.Seq}"
                ),
            ];
}
