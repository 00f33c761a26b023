using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Declaring;

/// <summary>An incident was declared. The declarer leads, unless it was no human.</summary>
/// <param name="Title">What is wrong.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="SeverityConfirmed">Whether somebody chose that.</param>
/// <param name="Services">The services concerned, canonical names.</param>
/// <param name="Private">Visible only to those who are in it.</param>
/// <param name="Declarer">Who declared it.</param>
/// <param name="Origin">Where.</param>
/// <param name="RoomUntil">How long the room may take.</param>
/// <param name="Drill">The scenario's name, where it is practice; null: it is real.</param>
public sealed record IncidentDeclared(
    string Title,
    Severity Severity,
    bool SeverityConfirmed,
    IReadOnlyList<string> Services,
    bool Private,
    Person Declarer,
    Origin Origin,
    DateTimeOffset RoomUntil,
    [property: Code] string? Drill = null
) : IncidentEvent
{
    /// <summary>How the news came; null: not said.</summary>
    [Code]
    public string? Via { get; init; }

    /// <summary>Who called or wrote; null: not said.</summary>
    public string? ReportedBy { get; init; }

    /// <summary>Who noticed first; null: not said.</summary>
    [Code]
    public string? DetectedBy { get; init; }

    /// <summary>A line in the digest is enough: no room is opened until somebody comes. Null: one is.</summary>
    public bool? WithoutRoom { get; init; }

    /// <summary>It was over already when it was declared. Null: it was not.</summary>
    public bool? Past { get; init; }

    /// <summary>Who is told what, how often and where; null: of old records.</summary>
    public IReadOnlyList<Audience>? Plan { get; init; }

    /// <inheritdoc/>
    public override int PostsInRoom() => 1;

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = Declared(before, recorded);
        return WithoutRoom is true ? after with { IsRoomless = true } : after.Due(DeadlineNames.Room, RoomUntil);
    }

    private Incident Declared(Incident before, Recorded recorded) =>
        before.WithPlan(Plan, isNews: true) with
        {
            Title = Title,
            Severity = Severity,
            SeverityConfirmed = SeverityConfirmed,
            Services = [.. Services],
            IsPrivate = Private,
            DeclaredAt = recorded.ObservedAt,
            DeclaredBy = Declarer,
            Origin = Origin,
            DrillName = Drill,
            Joined = Declarer.IsHuman ? [Declarer] : [],
            Roles = Declarer.IsHuman ? before.Roles.SetItem(Role.Lead, Declarer) : before.Roles,
            Via = Via,
            ReportedBy = ReportedBy,
            DetectedBy = DetectedBy,
        };

    /// <inheritdoc/>
    public override string Describe() =>
        $"Declared {Severity}{Marks}: {Title}" + Intake.Words(Via, ReportedBy, DetectedBy);

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        if (WithoutRoom is true)
            yield break;
        foreach (var effect in Opening(after, context))
            yield return effect;
    }

    private string Marks =>
        (SeverityConfirmed ? "" : " (unconfirmed)") + (Private ? ", private" : "") + (Past is true ? ", past" : "");

    /// <summary>The room, the card in it, and the pointer where it was declared.</summary>
    internal static IEnumerable<Effect> Opening(Incident after, DecisionContext context)
    {
        yield return RoomOpening.Of(after, RoomName(after));
        foreach (var effect in RoomOpening.Inside(after, context))
            yield return effect;
        if (after is { IsPrivate: false, Origin.ChannelId: not null })
            yield return new Effect.Post(Destination.Origin, AnnouncementView.Render(after), Keys.Origin);
        if (AnnouncementView.IsPublic(after))
            yield return new Effect.Post(Destination.Announcements, AnnouncementView.Render(after), Keys.Announcement);
    }

    /// <summary>The room's name, as it is wished for.</summary>
    internal static string RoomName(Incident incident)
    {
        var name = incident.Id.ToLowerInvariant();
        foreach (var word in PlainLetters.Words(incident.Title).TakeWhile(word => name.Length + word.Length < 40))
            name += "-" + word;
        return name;
    }
}
