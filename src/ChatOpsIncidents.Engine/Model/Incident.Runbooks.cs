using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>The runbooks that are being followed: by name, the number of the last step that was done; 0: none
    /// yet.</summary>
    public ImmutableSortedDictionary<string, int> Runbooks { get; init; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>The names of the runbooks that were offered by themselves, in that order: none is offered
    /// twice.</summary>
    public ImmutableList<string> RunbooksOffered { get; init; } = [];

    /// <summary>The names of the playbooks that were named as fitting, in that order: none is named twice.</summary>
    public ImmutableList<string> PlaybooksNamed { get; init; } = [];

    /// <summary>The names of the playbooks that somebody opened.</summary>
    public ImmutableSortedSet<string> PlaybooksOpened { get; init; } =
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
}
