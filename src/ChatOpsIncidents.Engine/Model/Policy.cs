using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>How firm a gate stands.</summary>
public enum Hardness
{
    /// <summary>It does not stand.</summary>
    Off,

    /// <summary>The command waits until what is missing is given, then runs.</summary>
    Held,

    /// <summary>The command is refused.</summary>
    Hard,
}

/// <summary>The rules as configured; every default is that of the documentation.</summary>
public sealed record Policy
{
    /// <summary>The defaults.</summary>
    public static Policy Default { get; } = new();

    /// <summary>How long every recovery check must stay in baseline, by severity.</summary>
    public ImmutableDictionary<Severity, TimeSpan> HoldTime { get; init; } =
        ImmutableDictionary<Severity, TimeSpan>
            .Empty.Add(Severity.Critical, TimeSpan.FromMinutes(10))
            .Add(Severity.Major, TimeSpan.FromMinutes(5))
            .Add(Severity.Medium, TimeSpan.FromMinutes(5))
            .Add(Severity.Minor, TimeSpan.FromMinutes(5));

    /// <summary>How often those are told who have no time of their own, by severity; absent: not regularly.</summary>
    public ImmutableDictionary<Severity, TimeSpan> Cadence { get; init; } =
        ImmutableDictionary<Severity, TimeSpan>
            .Empty.Add(Severity.Critical, TimeSpan.FromMinutes(30))
            .Add(Severity.Major, TimeSpan.FromMinutes(60))
            .Add(Severity.Medium, TimeSpan.FromHours(4));

    /// <summary>How often an audience is told at least, by severity and its name in lower case; zero: only when it is
    /// named.</summary>
    public ImmutableDictionary<(Severity Severity, string Audience), TimeSpan> AudienceCadence { get; init; } =
        ImmutableDictionary<(Severity, string), TimeSpan>.Empty;

    /// <summary>Who is told, in which words and where, in the order of the plan.</summary>
    public ImmutableArray<Audience> Audiences { get; init; } = Audience.Usual;

    /// <summary>Whether a mail server is set, by which audiences can be written to.</summary>
    public bool CanMail { get; init; }

    /// <summary>How long one step may take before it counts as late, by severity: the "by when" of the next action
    /// where nothing else says it.</summary>
    public ImmutableDictionary<Severity, TimeSpan> StepTime { get; init; } =
        ImmutableDictionary<Severity, TimeSpan>
            .Empty.Add(Severity.Critical, TimeSpan.FromMinutes(5))
            .Add(Severity.Major, TimeSpan.FromMinutes(10))
            .Add(Severity.Medium, TimeSpan.FromMinutes(30))
            .Add(Severity.Minor, TimeSpan.FromHours(4));

    /// <summary>How soon after the symptoms' start somebody is to know, by severity.</summary>
    public ImmutableDictionary<Severity, TimeSpan> DetectionTime { get; init; } =
        ImmutableDictionary<Severity, TimeSpan>
            .Empty.Add(Severity.Critical, TimeSpan.FromMinutes(5))
            .Add(Severity.Major, TimeSpan.FromMinutes(15))
            .Add(Severity.Medium, TimeSpan.FromHours(1))
            .Add(Severity.Minor, TimeSpan.FromHours(24));

    /// <summary>Which news wakes somebody, by severity; every severity has its row.</summary>
    public ImmutableDictionary<Severity, RoutingRow> Routing { get; init; } = RoutingTable.Default;

    /// <summary>The person, group or schedule that is woken for what no known service's owner answers for; null:
    /// nobody.</summary>
    public string? OnCall { get; init; }

    /// <summary>Which paging systems are told when a name is called; <see cref="AnyName"/>: any name.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Pagers { get; init; } =
        ImmutableDictionary.Create<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>In <see cref="Pagers"/>: whoever is called.</summary>
    public const string AnyName = "any";

    /// <summary>The paging systems that are told when somebody is called by one of these names.</summary>
    public IEnumerable<string> PagersOf(params IEnumerable<string> names) =>
        names.Append(AnyName).SelectMany(name => Pagers.GetValueOrDefault(name, [])).Distinct();

    /// <summary>The services whose confirmed rollbacks a webhook carries out; <see cref="AnyName"/>: every
    /// service.</summary>
    public ImmutableHashSet<string> RollbackHooks { get; init; } =
        ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long a webhook that took a rollback may be silent about it.</summary>
    public TimeSpan RollbackPatience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How soon after the recovery the review is to be begun.</summary>
    public TimeSpan ReviewWithin { get; init; } = TimeSpan.FromDays(5);

    /// <summary>How long before an update is due its draft is offered.</summary>
    public TimeSpan LadderDraft { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after it was due the next person hears of it.</summary>
    public TimeSpan LadderPerson { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after it was due a holding update goes out inside.</summary>
    public TimeSpan LadderHolding { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long after it was due the audience hears once that it is late.</summary>
    public TimeSpan LadderAudience { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Least time between two nags of one person.</summary>
    public TimeSpan NagInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a held command waits for what is missing.</summary>
    public TimeSpan HeldFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an override opens its gate.</summary>
    public TimeSpan OverrideFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the room may take before the thread of the declaration becomes the room.</summary>
    public TimeSpan RoomPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After how long "unknown" is asked again.</summary>
    public TimeSpan AskAgain { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>After how long it is asked whether those outside for whom we wait have answered.</summary>
    public TimeSpan WaitCheck { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How soon after its all-clear a reopening counts as a false all-clear.</summary>
    public TimeSpan FalseAllClearWithin { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long monitoring may be out of reach before the manual path is offered.</summary>
    public TimeSpan MonitoringPatience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after the end of a hold time the checks may have been read last.</summary>
    public TimeSpan CheckPatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>After how long an unanswered offer of a role is repeated once, and then reported to the lead.</summary>
    public TimeSpan RoleReminder { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How often the owner of a task is asked how it goes.</summary>
    public TimeSpan CheckIn { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long somebody who was paged may take before the one who asked hears that nobody came.</summary>
    public TimeSpan PageAnswer { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long everybody may object to a decision.</summary>
    public TimeSpan DecisionWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the lead may object when somebody takes command.</summary>
    public TimeSpan TakeCommandWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long people rest after the all-clear before the review is mentioned, at least.</summary>
    public TimeSpan ReviewRest { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long people may think about the shared report before a session, at least.</summary>
    public TimeSpan AnalysisTime { get; init; } = TimeSpan.FromHours(48);

    /// <summary>How long before a session those are asked who are not prepared.</summary>
    public TimeSpan SessionReminder { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long before its date the owner of an action is reminded, and how long after it the lead
    /// hears.</summary>
    public TimeSpan ActionReminder { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Within which time after the all-clear documentation is brought up to date.</summary>
    public TimeSpan DocumentationWithin { get; init; } = TimeSpan.FromHours(48);

    /// <summary>The zone for people without one.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The web pages' address without a slash at the end; null: not configured.</summary>
    public string? WebBaseUrl { get; init; }

    /// <summary>Whether a tracker is connected, in which actions get their items.</summary>
    public bool HasTracker { get; init; }

    /// <summary>The address of an incident's page; null: not configured.</summary>
    public string? PageOf(string incidentId) =>
        WebBaseUrl is { } web ? $"{web}/incidents/{Uri.EscapeDataString(incidentId)}" : null;

    /// <summary>The address of a runbook's or playbook's page; null: not configured.</summary>
    public string? PageOf(Guide guide)
    {
        if (WebBaseUrl is { } web)
            return $"{web}/{(guide is Playbook ? "playbooks" : "runbooks")}/{Uri.EscapeDataString(guide.Name)}";
        return null;
    }

    /// <summary>The gates' hardness where it differs from the settled order's.</summary>
    public ImmutableDictionary<(string Code, Severity Severity), Hardness> GateChanges { get; init; } =
        ImmutableDictionary<(string, Severity), Hardness>.Empty;
}
