using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>Who holds which role; a role that nobody holds is absent. Liaisons stand in
    /// <see cref="Liaisons"/>.</summary>
    public ImmutableSortedDictionary<Role, Person> Roles { get; init; } = ImmutableSortedDictionary<Role, Person>.Empty;

    /// <summary>Offers that are not answered, by role.</summary>
    public ImmutableSortedDictionary<Role, RoleOffer> Offers { get; init; } =
        ImmutableSortedDictionary<Role, RoleOffer>.Empty;

    /// <summary>Who held a role before it was assigned to somebody who may still decline.</summary>
    public ImmutableSortedDictionary<Role, Person> RolesBefore { get; init; } =
        ImmutableSortedDictionary<Role, Person>.Empty;

    /// <summary>Who declined what, or left it unanswered, as <c>Ops U1</c>: such a person is not asked again.</summary>
    public ImmutableSortedSet<string> Declined { get; init; } =
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The people in the room, in the order in which they came; the declarer first.</summary>
    public ImmutableList<Person> Joined { get; init; } = [];

    /// <summary>Who is away, by id, and until when.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Away { get; init; } =
        ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>People who keep in touch with a team or supplier.</summary>
    public ImmutableList<Liaison> Liaisons { get; init; } = [];

    /// <summary>Somebody takes command unless the lead objects; null: nobody does.</summary>
    public LeadClaim? Claim { get; init; }

    /// <summary>Who leads; null: nobody.</summary>
    public Person? Lead => Roles.GetValueOrDefault(Role.Lead);

    /// <summary>Who covers for the lead; null: nobody.</summary>
    public Person? Backup => Roles.GetValueOrDefault(Role.Backup);

    /// <summary>Lead, backup, or anyone while nobody leads.</summary>
    public bool MayCommand(string personId) => Lead is null || Lead.Id == personId || Backup?.Id == personId;

    /// <summary>Whether a person said to be away now.</summary>
    public bool IsAway(string personId, DateTimeOffset now) => Away.TryGetValue(personId, out var until) && now < until;

    /// <summary>The roles of a person, without those that are only offered.</summary>
    public IEnumerable<Role> RolesOf(string personId) =>
        Roles
            .Where(role => role.Value.Id == personId)
            .Select(role => role.Key)
            .Concat(Liaisons.Any(liaison => liaison.Person.Id == personId) ? [Role.Liaison] : []);
}

/// <summary>A role offered to somebody.</summary>
/// <param name="To">To whom.</param>
/// <param name="Reminded">Whether the one reminder was sent.</param>
/// <param name="From">Who hands it over; null: it was free.</param>
/// <param name="Brief">What the successor needs to know; null: it is no handover.</param>
public sealed record RoleOffer(Person To, bool Reminded, Person? From = null, string? Brief = null);

/// <summary>Somebody who keeps in touch with a team or supplier.</summary>
/// <param name="Person">Who.</param>
/// <param name="For">With whom; empty: not said.</param>
public sealed record Liaison(Person Person, string For);

/// <summary>Somebody takes command.</summary>
/// <param name="By">Who.</param>
/// <param name="Until">When it is done, unless the lead objects before.</param>
public sealed record LeadClaim(Person By, DateTimeOffset Until);
