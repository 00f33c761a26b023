using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary><c>/incident follow</c>, <c>follow stop</c>: each update by direct message.</summary>
/// <param name="Follows">Whether from now on; else no more.</param>
public sealed record FollowIncident(bool Follows) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("follow", "[stop]", "Hear each update by direct message", Read) { Topic = "Inform", Example = "follow" };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (incident.Followers.Any(person => person.Id == context.By.Id) == Follows)
            return Decision.NothingToDo;
        return Decision.Accept(new FollowingSet(context.By, Follows)) with
        {
            Reply = Follows
                ? Reply.Text(
                    $"You hear each update of {incident.Id} by direct message.",
                    new ChatAction("Stop following", "follow stop")
                )
                : Reply.Text($"You hear no more updates of {incident.Id} by direct message."),
        };
    }

    private static Parsed Read(CommandLine line, DecisionContext context) =>
        new FollowIncident(line.RestWords.FirstOrDefault()?.ToLowerInvariant() is not ("stop" or "off" or "no"));
}

/// <summary>Somebody follows, or does no more.</summary>
public sealed record FollowingSet(Person Person, bool Follows) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Followers = Follows
                ? before.Followers.Add(Person)
                : before.Followers.RemoveAll(person => person.Id == Person.Id),
        };

    /// <inheritdoc/>
    public override string Describe() => $"{Person.Name} {(Follows ? "follows" : "follows no more")}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}
