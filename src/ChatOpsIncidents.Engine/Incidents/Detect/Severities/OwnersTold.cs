using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Severities;

/// <summary>At Medium: it is reported to those who own the services, in their channel or to them alone.</summary>
/// <param name="Owners">As the catalogue names them.</param>
public sealed record OwnersTold(IReadOnlyList<string> Owners) : IncidentEvent
{
    /// <summary>The channels of their teams, by id; null: of old records, or none is known.</summary>
    [Code]
    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>Those of them who are written to; null as above.</summary>
    public IReadOnlyList<Person>? People { get; init; }

    /// <summary>Whether nobody of them could be told; null: somebody was.</summary>
    public bool? Nobody { get; init; }

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            ReportedTo = string.Join(", ", Owners),
        };

    /// <inheritdoc/>
    public override string Describe() =>
        Nobody is true
            ? $"{string.Join(", ", Owners)} own it and were not told: the catalogue knows no channel of theirs"
            : $"Reported to {string.Join(", ", Owners)}";

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        var text =
            $"{after.Id} {Markup.Clean(after.Title)} ({after.Severity}) concerns your service. No hurry tonight.";
        var message = ChatMessage.Text(text, new ChatAction("Join", "join"));
        foreach (var channel in Channels ?? [])
            yield return new Effect.Post(Destination.Channel(channel), message, $"owner-{recorded.Seq}-{channel}");
        foreach (var person in (People ?? []).Where(person => person.Id != recorded.By.Id))
            yield return new Effect.Direct(person.Id, message, $"owner-{recorded.Seq}-{person.Id}");
    }

    /// <summary>The fact, with whom it reaches now.</summary>
    internal static OwnersTold Of(IReadOnlyList<string> owners, Incident incident, DecisionContext context)
    {
        string[] channels =
        [
            .. incident
                .Services.Select(name => context.Catalog.Find(name)?.Channel)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];
        Person[] people =
        [
            .. owners
                .Select(owner => context.Catalog.Rotation(owner)?.OnDuty(context.Now) ?? owner)
                .Select(context.FindPerson)
                .OfType<Person>()
                .DistinctBy(person => person.Id),
        ];
        return new OwnersTold(owners)
        {
            Channels = channels.Length > 0 ? channels : null,
            People = people.Length > 0 ? people : null,
            Nobody = channels.Length + people.Length == 0 ? true : null,
        };
    }
}
