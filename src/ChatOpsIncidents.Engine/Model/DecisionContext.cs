namespace ChatOpsIncidents.Engine.Model;

/// <summary>All that a decision may know besides the incident itself.</summary>
/// <param name="Now">When, UTC, whole milliseconds; never before the incident's last fact.</param>
/// <param name="By">Who asks.</param>
/// <param name="Policy">The rules as configured.</param>
public sealed record DecisionContext(DateTimeOffset Now, Person By, Policy Policy)
{
    /// <summary>The asker's zone; else the policy's.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Where it was asked.</summary>
    public Origin Origin { get; init; } = new("web", "local", null);

    /// <summary>Whether it was asked alone with us in a chat, where nobody else reads.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Where it was said, as a link; null: unknown.</summary>
    public string? Link { get; init; }

    /// <summary>How it came in: <c>slack</c>, <c>teams</c>, <c>web</c>, <c>clock</c>, <c>hook:…</c>,
    /// <c>engine</c>.</summary>
    public string Source { get; init; } = "web";

    /// <summary>The asker is a guest or belongs to another organisation: may do nothing.</summary>
    public bool IsOutsider { get; init; }

    /// <summary>The incidents of this workspace that the asker may see, newest first; filled only where a command needs
    /// it.</summary>
    public IReadOnlyList<IncidentSummary> Others { get; init; } = [];

    /// <summary>What monitoring showed of the incident's checks last; filled only where a command needs it.</summary>
    public IReadOnlyList<CheckReading> Readings { get; init; } = [];

    /// <summary>The notes without a name, in no order; filled only where a command needs them.</summary>
    public IReadOnlyList<NamelessNote> Notes { get; init; } = [];

    /// <summary>The other incident that the command named; null: none, or the asker may not see it. Filled only where a
    /// command needs it.</summary>
    public Incident? Past { get; init; }

    /// <summary>The drills that were played to their end and that the asker may see, oldest first; filled only where a
    /// command needs them.</summary>
    public IReadOnlyList<PlayedDrill> Played { get; init; } = [];

    /// <summary>The service catalogue; empty where none is configured.</summary>
    public Catalog Catalog { get; init; } = Catalog.Empty;

    /// <summary>Finds a person by id, <c>@name</c> or name; null: nobody of that name.</summary>
    public Func<string, Person?> FindPerson { get; init; } = _ => null;

    /// <summary>What somebody is to the workspace.</summary>
    public Func<Person, Standing> StandingOf { get; init; } = _ => Standing.Member;

    /// <summary>The words and stored names of all features.</summary>
    public required ILanguage Language { get; init; }

    /// <summary>Reads a line of words, such as a held command's.</summary>
    public Parsed Read(string line) => Language.Read(line, this);
}

/// <summary>What lists, pickers and duplicates checks need to know of an incident.</summary>
public sealed record IncidentSummary(
    string Id,
    string Title,
    Severity Severity,
    Phase Phase,
    bool Private,
    string? Lead,
    IReadOnlyList<string> Services,
    DateTimeOffset DeclaredAt,
    string? RoomId,
    string? ChannelId,
    bool IsDrill = false
);
