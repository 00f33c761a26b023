using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Declaring;

/// <summary><c>/incident public</c>: it was declared as private, and everybody may see it.</summary>
/// <param name="Title">The title with all its words; empty: it stays.</param>
public sealed record MakePublic(string Title) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("public", "[title…]", "Let everybody see an incident that was declared as private", Read)
        {
            Topic = "Facts",
            Example = "public private registry answers nobody",
        };

    /// <inheritdoc/>
    public override Access Access => Access.Command;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsPrivate)
            return Decision.NothingToDo;
        // Its words went to people directly; a room would begin in the middle.
        if (incident.IsRoomless)
        {
            return new Refusal(
                "no-room",
                $"{incident.Id} has no room that could be shown to everybody. Declare it again, without “private”.",
                new NextStep("Declare", "declare")
            );
        }

        return Decision.Accept(new IncidentMadePublic(Title.Length > 0 ? Title : incident.Title));
    }

    private static Parsed Read(CommandLine line, DecisionContext context) =>
        new MakePublic(ShortText.Cut(line.Rest, DeclareIncident.TitleLengthMax));
}

/// <summary>It is private no more.</summary>
/// <param name="Title">Its title from now on.</param>
public sealed record IncidentMadePublic(string Title) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            IsPrivate = false,
            Title = Title,
        };

    /// <inheritdoc/>
    public override string Describe() => $"Not private any more: {Title}";

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        if (after.Origin?.ChannelId is { } origin && origin != after.RoomId)
            yield return new Effect.Post(Destination.Origin, AnnouncementView.Render(after), Keys.Origin);
        if (AnnouncementView.IsPublic(after))
            yield return new Effect.Post(Destination.Announcements, AnnouncementView.Render(after), Keys.Announcement);
    }
}
