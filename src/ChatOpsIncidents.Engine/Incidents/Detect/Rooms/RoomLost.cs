using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Rooms;

/// <summary>The outbox reports that the room takes no words any more, and no trying again will change that.</summary>
/// <param name="ChannelId">The room's channel.</param>
/// <param name="Why">The platform's reason, in one plain sentence.</param>
public sealed record ReportRoomLost(string ChannelId, string Why) : IncidentCommand
{
    // Where even a new room takes no words, a further one would not either.
    private const int RoomsMax = 1;

    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.RoomId != ChannelId)
            return Decision.NothingToDo;
        var lost = new RoomLost(ChannelId, incident.RoomName, Why);
        if (MayHaveAnother(incident))
            return Decision.Accept(lost with { RoomUntil = context.Now + context.Policy.RoomPatience });
        return IsOriginOpen(incident)
            ? Decision.Accept(
                lost,
                new RoomFellBack(incident.Origin!.ChannelId!, incident.Origin.ThreadId, Why),
                new RoomMoved()
            )
            : Decision.Accept(lost with { People = RoomLost.PeopleOf(incident) });
    }

    private static bool MayHaveAnother(Incident incident) =>
        incident is { IsRunning: true, RoomThread: null } && incident.RoomsLost < RoomsMax;

    private bool IsOriginOpen(Incident incident) =>
        incident is { IsRunning: true, IsPrivate: false, RoomThread: null, Origin.ChannelId: { } origin }
        && origin != ChannelId;
}

/// <summary>The room was lost, or none could be opened. Its heir is a new room, the place of declaration, or lead and
/// declarer directly.</summary>
/// <param name="ChannelId">The room that was lost; null: there was none.</param>
/// <param name="Name">Its name; null: it was a thread, or there was none.</param>
/// <param name="Why">The reason, in one plain sentence.</param>
public sealed record RoomLost([property: Code] string? ChannelId, string? Name, string Why) : IncidentEvent
{
    /// <summary>By when a new room has to stand; null: none is opened.</summary>
    public DateTimeOffset? RoomUntil { get; init; }

    /// <summary>Ids of those to whom everything goes directly from now on; null: there is an heir.</summary>
    [Code]
    public IReadOnlyList<string>? People { get; init; }

    /// <summary>Lead and declarer.</summary>
    internal static IReadOnlyList<string> PeopleOf(Incident incident) =>
        [.. Roomless.Insiders(incident).Select(person => person.Id)];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = (
            before with
            {
                RoomId = null,
                RoomName = null,
                RoomThread = null,
                RoomSilentUntil = null,
                RoomsLost = before.RoomsLost + (ChannelId is null ? 0 : 1),
                IsRoomless = People is not null,
                AreWordsDirect = People is not null,
            }
        ).NotDue(DeadlineNames.Room);
        return RoomUntil is { } until ? after.Due(DeadlineNames.Room, until) : after;
    }

    /// <inheritdoc/>
    public override string Describe() => $"{What}: {Why}. {Heir}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        if (RoomUntil is not null)
            yield return RoomOpening.Of(after, $"{IncidentDeclared.RoomName(after)}-{after.RoomsLost + 1}");
        foreach (var effect in RoomUntil is null ? [] : RoomOpening.Inside(after, context))
            yield return effect;
        foreach (var person in Roomless.Insiders(after))
            yield return new Effect.Direct(person.Id, Tell(after, context), $"room-lost-{recorded.Seq}-{person.Id}");
    }

    // Who gets everything directly from now on begins with the card; who only has to know gets a few lines.
    private ChatMessage Tell(Incident after, DecisionContext context)
    {
        var said = $"{Markup.Clean(What)}: {Markup.Clean(Why)}. {Heir}";
        if (People is not null)
            return CardView.Render(after, context) with { Footer = $"{said} {Typing(after)}" };
        return new ChatMessage
        {
            Title = ShortText.Cut($"{after.Id} {after.Title}", 150),
            Body = $"{said} Nothing was lost, and there is nothing for you to do.",
            Tone = Tone.Notice,
            Footer = Typing(after),
            Actions =
            [
                new ChatAction("Status", "status", ActionStyle.Primary),
                .. PageButton.Of(after, context.Policy),
            ],
        };
    }

    private static string Typing(Incident after) =>
        $"Commands work here too, with the id first: {Markup.Code($"/incident {after.Id} status")}";

    private string What =>
        (ChannelId, Name) switch
        {
            (null, _) => "No room could be opened",
            (_, { } name) => $"The room #{name} takes no words any more",
            _ => "The thread that was the room takes no words any more",
        };

    private string Heir =>
        (RoomUntil, People) switch
        {
            ({ }, _) => "A new room is being opened, and what is said from now on stands there.",
            (_, { }) => "What would be said there comes to lead and declarer directly.",
            _ => "It continues in the thread where the incident was declared.",
        };
}

/// <summary>The place of declaration took over from a lost room: the card stands there too.</summary>
public sealed record RoomMoved : IncidentEvent, IBookkeeping
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before;

    /// <inheritdoc/>
    public override string Describe() => "The card was posted anew";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        [new Effect.Post(Destination.Room, CardView.Render(after, context), Keys.Card)];
}
