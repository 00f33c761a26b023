using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Incidents;

public sealed partial record Incident
{
    /// <summary>Who holds which role; a role that nobody holds is absent.</summary>
    public ImmutableSortedDictionary<Role, Person> Roles { get; init; } = ImmutableSortedDictionary<Role, Person>.Empty;

    /// <summary>Offers that are not answered, by role.</summary>
    public ImmutableSortedDictionary<Role, RoleOffer> Offers { get; init; } = ImmutableSortedDictionary<Role, RoleOffer>.Empty;

    /// <summary>Who leads; null: nobody.</summary>
    public Person? Lead => Roles.GetValueOrDefault(Role.Lead);

    /// <summary>Who covers for the lead; null: nobody.</summary>
    public Person? Backup => Roles.GetValueOrDefault(Role.Backup);

    /// <summary>Lead, backup, or anyone while nobody leads.</summary>
    public bool MayCommand(string personId) => Lead is null || Lead.Id == personId || Backup?.Id == personId;
}

/// <summary>A role offered to somebody.</summary>
/// <param name="To">To whom.</param>
/// <param name="Reminded">Whether the one reminder was sent.</param>
public sealed record RoleOffer(Person To, bool Reminded);
