namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>What follows by itself from a command, in one list.</summary>
public static class Reactions
{
    /// <summary>In the order in which they follow.</summary>
    public static IReadOnlyList<IReaction> All { get; } =
    [
        new HeldLapse(),
        new HeldRelease(),
        new AnsweredChanges(),
        new AnsweredWaits(),
        new DrillPlay(),
        new HoldBegins(),
        new ArmedResolves(),
        new UpdateClock(),
        new FreezeEnds(),
        new DetectionTarget(),
        new ApproachComesUp(),
        new ReportingComesUp(),
        new RoomForTheFirst(),
        new SoloEnds(),
        new TheoriesComeBack(),
        new GuideOffers(),
        new WakeWhoArmed(),
        new PagesAnswered(),
        new SessionEnds(),
    ];
}
