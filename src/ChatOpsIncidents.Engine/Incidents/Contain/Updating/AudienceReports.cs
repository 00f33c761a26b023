using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>The outbox reports that an audience was told at one of its places.</summary>
/// <param name="Fact">The number of the fact that it was told of.</param>
/// <param name="Audience">Who.</param>
/// <param name="Way">One of <see cref="UpdateWays"/>.</param>
/// <param name="Target">The place.</param>
public sealed record ReportInformed(long Fact, string Audience, string Way, string Target) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        incident.AudienceOf(Audience)?.Row is { } row && row.Find(Way, Target) is { } place
            ? Decision.Accept(new AudienceReached(row.Name, place, Fact))
            : Decision.NothingToDo;
}

/// <summary>The outbox reports that an audience was not told.</summary>
/// <param name="Fact">The number of the fact that it was to be told of.</param>
/// <param name="Audience">Who.</param>
/// <param name="Way">One of <see cref="UpdateWays"/>.</param>
/// <param name="Target">The place.</param>
/// <param name="Why">Why, as a sentence.</param>
/// <param name="Final">Whether it is not tried again.</param>
public sealed record ReportNotInformed(long Fact, string Audience, string Way, string Target, string Why, bool Final)
    : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        // Of a place that is none of theirs any more nobody need worry.
        if (incident.AudienceOf(Audience) is not { } told || told.Row.Find(Way, Target) is not { } place)
            return Decision.NothingToDo;
        // That it waits is said once; that it never came, each time.
        var isKnown = !Final && told.Troubles.ContainsKey(place.Id);
        return isKnown
            ? Decision.NothingToDo
            : Decision.Accept(new AudienceNotReached(told.Row.Name, place, Fact, Why.Trim().TrimEnd('.'), Final));
    }
}

/// <summary>An audience was told at one of its places.</summary>
/// <param name="Audience">Who.</param>
/// <param name="Place">Where.</param>
/// <param name="Of">The number of the fact that they were told of.</param>
public sealed record AudienceReached([property: Code] string Audience, AudiencePlace Place, long Of) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before.WithAudience(
            Audience,
            one => one with { ReachedAt = recorded.ObservedAt, Troubles = one.Troubles.Remove(Place.Id) }
        );

    /// <inheritdoc/>
    public override string Describe() => $"Told {Audience} by {UpdateWays.Say(Place.Way)} (of entry {Of})";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}

/// <summary>An audience was not told.</summary>
/// <param name="Audience">Who.</param>
/// <param name="Place">Where.</param>
/// <param name="Of">The number of the fact that they were to be told of.</param>
/// <param name="Why">Why, without a full stop.</param>
/// <param name="Final">Whether it is not tried again.</param>
public sealed record AudienceNotReached(
    [property: Code] string Audience,
    AudiencePlace Place,
    long Of,
    string Why,
    bool Final
) : IncidentEvent, IHeardFirst
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before.WithAudience(Audience, one => one with { Troubles = one.Troubles.SetItem(Place.Id, Why) });

    /// <inheritdoc/>
    public override string Describe() =>
        Final
            ? $"{Audience} did not get it by {UpdateWays.Say(Place.Way)}: {Why}"
            : $"{Audience} has not got it yet by {UpdateWays.Say(Place.Way)}: {Why}. It is tried again";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded)
    {
        var where = new ChatAction("Tell them elsewhere", $"plan {Audience}");
        var message = ChatMessage.Text($"{Markup.Clean(Describe())}.") with { Tone = Tone.Notice };
        if (after.IsOver)
            return message;
        return Final
            ? message with
            {
                Actions = [new ChatAction("Send it again", $"update same to: {Audience}", ActionStyle.Primary), where],
            }
            : message with
            {
                Actions = [where],
            };
    }
}
