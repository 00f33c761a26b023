using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Freezing;

/// <summary><c>/incident freeze checkout why: we compare two builds</c>, <c>freeze off</c></summary>
/// <param name="On">On or off; off is the lead's.</param>
/// <param name="Services">Canonical names; empty: those of the incident.</param>
/// <param name="Why">May be empty.</param>
public sealed record FreezeChanges(bool On, IReadOnlyList<string> Services, string Why) : IncidentCommand
{
    private static readonly TimeSpan AskAfter = TimeSpan.FromHours(4);

    public static CommandWord Word { get; } =
        new("freeze", "[on|off] [service…] [why: …]", "Freeze unnecessary changes, or end the freeze", Read)
        {
            Keys = ["why", "service"],
            Topic = "Contain",
            Example = "freeze checkout why: we compare two builds",
        };

    /// <inheritdoc/>
    public override Access Access => On ? Access.Member : Access.Command;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (!On)
            return incident.Freeze is null ? Decision.NothingToDo : Decision.Accept(new ChangesThawed(Why));
        var services = Services.Count > 0 ? Services : incident.Services;
        return incident.Freeze is { } freeze && services.Order().SequenceEqual(freeze.Services.Order())
            ? Decision.NothingToDo
            : Decision.Accept(new ChangesFrozen([.. services], Why) { AskAt = context.Now + AskAfter });
    }

    /// <summary>A freeze that stands for long is asked about, once: it is easily forgotten, and holds up everybody.
    /// </summary>
    internal static Decision StillNeeded(Incident incident, string rest, DecisionContext context) =>
        incident is not { IsRunning: true, Freeze: { } freeze }
            ? Decision.NothingToDo
            : Decision.Accept(new DeadlinePassed("freeze")) with
            {
                Effects =
                [
                    new Effect.Post(
                        Destination.Room,
                        ChatMessage.Text(
                            $"Changes have been frozen since {Markup.Time(freeze.Since)}. Is that still needed?",
                            new ChatAction("End the freeze", "freeze off")
                        ),
                        $"freeze-still-{incident.Seq}"
                    ),
                ],
            };

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var first = line.RestWords.FirstOrDefault()?.ToLowerInvariant();
        var rest = first is "on" or "off" ? line.Rest[first.Length..].Trim() : line.Rest;
        var names = context.Catalog.NamesIn(line["service"] ?? rest);
        return new FreezeChanges(
            first != "off",
            [.. names.Select(name => context.Catalog.Find(name)?.Name ?? name)],
            line["why"] ?? ""
        );
    }
}

/// <summary>Unnecessary changes wait.</summary>
/// <param name="Services">Which services; empty: all.</param>
/// <param name="Why">May be empty.</param>
public sealed record ChangesFrozen(IReadOnlyList<string> Services, string Why) : IncidentEvent, IMilestone
{
    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) => [Milestone.Frozen];

    /// <summary>When it is asked whether it is still needed; null: it is not.</summary>
    public DateTimeOffset? AskAt { get; init; }

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var since = before.Freeze?.Since ?? recorded.ObservedAt;
        var after = before with { Freeze = new ChangeFreeze([.. Services], Why, since, recorded.By) };
        return AskAt is { } at ? after.Due(DeadlineNames.Freeze, at) : after;
    }

    /// <inheritdoc/>
    public override string Describe() =>
        $"Changes are frozen: {(Services.Count == 0 ? "all services" : string.Join(", ", Services))}"
        + (Why.Length > 0 ? $", because {Why}" : "");

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;
}

/// <summary>Changes may go on.</summary>
public sealed record ChangesThawed(string Why) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (before with { Freeze = null }).NotDue(DeadlineNames.Freeze);

    /// <inheritdoc/>
    public override string Describe() => "The freeze is over" + (Why.Length > 0 ? $": {Why}" : "");

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;
}
