using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>The changes that came in spite of a freeze, by their source's ids.</summary>
    public ImmutableHashSet<string> FreezeBreaks { get; init; } = [];

    /// <summary>Whether a change comes in spite of the freeze: after it was announced, of a frozen service, no way
    /// back, and none that this incident itself has running. We flag it; we never stop it.</summary>
    public bool IsBrokenBy(KnownChange change) =>
        Freeze is { } freeze
        && change.At >= freeze.Since
        && change.Kind is not ("dependency" or "traffic")
        && change.Status is not ("rolled_back" or "failed")
        && Freezes(change.Service)
        && !FreezeBreaks.Contains(change.Id)
        && !Mitigations.Any(m =>
            m.Outcome is null
            && change.Service is { } service
            && m.What.Contains(service, StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Changes that are not part of the incident wait; null: no freeze. It ends with the incident.</summary>
    public ChangeFreeze? Freeze { get; init; }

    /// <summary>Whether changes to a service wait for this incident; null: any service. None waits for a
    /// drill.</summary>
    public bool Freezes(string? service) =>
        IsRunning
        && !IsDrill
        && Freeze is { } freeze
        && (
            service is null
            || freeze.Services.Count == 0
            || freeze.Services.Contains(service, StringComparer.OrdinalIgnoreCase)
        );
}

/// <summary>A freeze.</summary>
/// <param name="Services">Which services; empty: all.</param>
/// <param name="Why">May be empty.</param>
/// <param name="Since">UTC.</param>
/// <param name="By">Who froze.</param>
public sealed record ChangeFreeze(ImmutableList<string> Services, string Why, DateTimeOffset Since, Person By);
