namespace ChatOpsIncidents.Engine.Catalogue;

/// <summary>Services, and what is known of them and of incidents before one happens.</summary>
/// <param name="Services">In the file's order.</param>
public sealed record Catalog(IReadOnlyList<Service> Services)
{
    /// <summary>No service known.</summary>
    public static Catalog Empty { get; } = new([]);

    /// <summary>The runbooks, by name.</summary>
    public IReadOnlyList<Runbook> Runbooks { get; init; } = [];

    /// <summary>The runbook of that name, case-blind; null: unknown.</summary>
    public Runbook? Runbook(string name) =>
        Runbooks.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The playbooks, by name.</summary>
    public IReadOnlyList<Playbook> Playbooks { get; init; } = [];

    /// <summary>The playbook of that name, case-blind; null: unknown.</summary>
    public Playbook? Playbook(string name) =>
        Playbooks.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Who is on duty when, by name.</summary>
    public IReadOnlyList<Rotation> Rotations { get; init; } = [];

    /// <summary>The rotation of that name, with or without its @, case-blind; null: unknown.</summary>
    public Rotation? Rotation(string name) =>
        Rotations.FirstOrDefault(one => one.Name.Equals(name.TrimStart('@'), StringComparison.OrdinalIgnoreCase));

    /// <summary>What can be practised, by name.</summary>
    public IReadOnlyList<DrillScenario> Drills { get; init; } = [];

    /// <summary>The scenario of that name, case-blind; null: unknown.</summary>
    public DrillScenario? Drill(string name) =>
        Drills.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What a review of that severity asks, by the key of the section.</summary>
    public IReadOnlyDictionary<Severity, IReadOnlyDictionary<string, string>> ReviewQuestions { get; init; } =
        new Dictionary<Severity, IReadOnlyDictionary<string, string>>();

    /// <summary>The service of that name or alias, case-blind; null: unknown.</summary>
    public Service? Find(string name) =>
        Services.FirstOrDefault(s =>
            s.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            || s.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase)
        );

    /// <summary>What these services need to work, by name, case-blind.</summary>
    public IReadOnlySet<string> NeededBy(IEnumerable<string> services) =>
        services
            .Select(Find)
            .OfType<Service>()
            .SelectMany(service => service.DependsOn)
            .Select(name => Find(name)?.Name ?? name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The one service that a sentence names by a whole word; null: none, or several.</summary>
    public Service? NamedIn(string sentence)
    {
        var words = sentence.Split(
            [' ', ',', '.', ':', ';', '(', ')', '"', '!', '?'],
            StringSplitOptions.RemoveEmptyEntries
        );
        var named = words.Select(Find).OfType<Service>().Distinct().Take(2).ToArray();
        return named is [var only] ? only : null;
    }

    /// <summary>Names of services in a text: by comma; otherwise one name, unless every word is a service of its
    /// own.</summary>
    public IReadOnlyList<string> NamesIn(string text)
    {
        var parts = text.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length != 1 || Find(parts[0]) is not null)
            return parts;
        var words = parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.All(word => Find(word) is not null) ? words : parts;
    }

    /// <summary>The recovery checks of these services, each with its service, in the file's order; a name that two
    /// services use bears its service's name in front.</summary>
    public IReadOnlyList<ServiceCheck> ChecksOf(IEnumerable<string> services)
    {
        var all = services
            .Select(Find)
            .OfType<Service>()
            .Distinct()
            .SelectMany(service => service.Checks.Select(check => (service, check)))
            .ToList();
        var twice = all.GroupBy(one => one.check.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. all.Select(one =>
                twice.Contains(one.check.Name)
                    ? one.check with
                    {
                        Name = $"{one.service.Name} {one.check.Name}",
                    }
                    : one.check
            ),
        ];
    }
}

/// <summary>A service of the catalogue.</summary>
public sealed record Service(string Name)
{
    /// <summary>Other names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>People, groups or schedules that own it.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    /// <summary>The channel of the team that owns it, by the platform's id; null: none is known.</summary>
    public string? Channel { get; init; }

    /// <summary>The first of its owners; null: nobody.</summary>
    public string? Owner => Owners is [var first, ..] ? first : null;

    /// <summary>What it needs to work.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Dashboards: name and address.</summary>
    public IReadOnlyList<NamedLink> Dashboards { get; init; } = [];

    /// <summary>Where the public, or its supplier, says how it does; null: nowhere.</summary>
    public string? StatusPage { get; init; }

    /// <summary>Where its deploys are seen; null: unknown.</summary>
    public string? Deploys { get; init; }

    /// <summary>Names of runbooks.</summary>
    public IReadOnlyList<string> Runbooks { get; init; } = [];

    /// <summary>How it is rolled back; null: unknown.</summary>
    public string? RollbackCommand { get; init; }

    /// <summary>When that was last rehearsed; null: never.</summary>
    public DateOnly? RollbackRehearsed { get; init; }

    /// <summary>How long that takes, in whole minutes; null: unknown.</summary>
    public int? RollbackMinutes { get; init; }

    /// <summary>What it may do to data, in a few words; null: unknown.</summary>
    public string? RollbackDataRisk { get; init; }

    /// <summary>The other known ways to stop the bleeding, in the file's order.</summary>
    public IReadOnlyList<KnownMitigation> Mitigations { get; init; } = [];

    /// <summary>What shows that it has recovered, in the file's order.</summary>
    public IReadOnlyList<ServiceCheck> Checks { get; init; } = [];
}

/// <summary>A link with its name.</summary>
public sealed record NamedLink(string Name, string Url);

/// <summary>A way to stop the bleeding that was thought out before.</summary>
/// <param name="Kind">A name of the table of kinds.</param>
/// <param name="What">The target and the change, in words; at most <see cref="WhatLengthMax"/> characters.</param>
public sealed record KnownMitigation(string Kind, string What)
{
    /// <summary>Longest <see cref="What"/>, in characters: with its kind it is an option of a form.</summary>
    public const int WhatLengthMax = 120;

    /// <summary>How long it takes, in whole minutes; null: unknown.</summary>
    public int? Minutes { get; init; }

    /// <summary>What it may do to data, in a few words; null: unknown.</summary>
    public string? DataRisk { get; init; }

    /// <summary>When it was last rehearsed; null: never.</summary>
    public DateOnly? Rehearsed { get; init; }

    /// <summary>The command that does it; null: not written down.</summary>
    public string? Command { get; init; }
}
