using System.Collections.Immutable;
using System.Globalization;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>The rules, read from <c>Policy</c> and <c>Cadence</c>; every fault names its key.</summary>
public sealed class PolicySource
{
    /// <summary>The times that are one value each, by key.</summary>
    internal static readonly IReadOnlyDictionary<string, Func<Policy, TimeSpan, Policy>> Times = new Dictionary<
        string,
        Func<Policy, TimeSpan, Policy>
    >
    {
        ["Policy:Ladder:Draft"] = (policy, time) => policy with { LadderDraft = time },
        ["Policy:Ladder:Person"] = (policy, time) => policy with { LadderPerson = time },
        ["Policy:Ladder:Holding"] = (policy, time) => policy with { LadderHolding = time },
        ["Policy:Ladder:Audience"] = (policy, time) => policy with { LadderAudience = time },
        ["Policy:NagInterval"] = (policy, time) => policy with { NagInterval = time },
        ["Policy:HeldFor"] = (policy, time) => policy with { HeldFor = time },
        ["Policy:OverrideFor"] = (policy, time) => policy with { OverrideFor = time },
        ["Policy:RoomPatience"] = (policy, time) => policy with { RoomPatience = time },
        ["Policy:AskAgain"] = (policy, time) => policy with { AskAgain = time },
        ["Policy:WaitCheck"] = (policy, time) => policy with { WaitCheck = time },
        ["Policy:FalseAllClearWithin"] = (policy, time) => policy with { FalseAllClearWithin = time },
        ["Policy:MonitoringPatience"] = (policy, time) => policy with { MonitoringPatience = time },
        ["Policy:CheckPatience"] = (policy, time) => policy with { CheckPatience = time },
        ["Policy:RoleReminder"] = (policy, time) => policy with { RoleReminder = time },
        ["Policy:CheckIn"] = (policy, time) => policy with { CheckIn = time },
        ["Policy:RollbackPatience"] = (policy, time) => policy with { RollbackPatience = time },
        ["Policy:PageAnswer"] = (policy, time) => policy with { PageAnswer = time },
        ["Policy:DecisionWait"] = (policy, time) => policy with { DecisionWait = time },
        ["Policy:ReviewWithin"] = (policy, time) => policy with { ReviewWithin = time },
        ["Policy:TakeCommandWait"] = (policy, time) => policy with { TakeCommandWait = time },
        ["Policy:ReviewRest"] = (policy, time) => policy with { ReviewRest = time },
        ["Policy:AnalysisTime"] = (policy, time) => policy with { AnalysisTime = time },
        ["Policy:SessionReminder"] = (policy, time) => policy with { SessionReminder = time },
        ["Policy:ActionReminder"] = (policy, time) => policy with { ActionReminder = time },
        ["Policy:DocumentationWithin"] = (policy, time) => policy with { DocumentationWithin = time },
    };

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="ConfigurationFaultException">One or more values are bad; the message lists all.</exception>
    public PolicySource(IConfiguration configuration) => Current = Read(configuration);

    /// <summary>The rules in force.</summary>
    public Policy Current { get; }

    private static Policy Read(IConfiguration configuration)
    {
        List<string> faults = [];
        var policy = Times.Aggregate(
            Policy.Default,
            (rules, time) =>
                configuration[time.Key] is null || TimeOf(configuration.GetSection(time.Key), faults) is not { } set
                    ? rules
                    : time.Value(rules, set)
        );
        policy = policy with
        {
            HoldTime = PerSeverity(configuration.GetSection("Policy:HoldTime"), policy.HoldTime, faults),
            DetectionTime = PerSeverity(configuration.GetSection("Policy:DetectionTime"), policy.DetectionTime, faults),
            Routing = RoutingSource.Read(configuration.GetSection("Routing"), faults),
            Pagers = PagerNames.Read(configuration),
            RollbackHooks = policy.RollbackHooks.Union(Names(configuration.GetSection("Rollback:Webhook:Urls"))),
            OnCall = configuration["Routing:OnCall"] is { Length: > 0 } onCall ? onCall : null,
            StepTime = PerSeverity(configuration.GetSection("Policy:StepTime"), policy.StepTime, faults),
            Audiences = AudienceSource.Read(configuration, faults),
            CanMail = configuration["Paging:Mail:Server"] is { Length: > 0 },
            TimeZone = Zone(configuration["Policy:TimeZone"], faults),
            GateChanges = Gates(configuration.GetSection("Policy:Gates"), faults),
            WebBaseUrl = Web(configuration["Web:BaseUrl"], faults),
            HasTracker = configuration.GetSection("Trackers").GetChildren().Any(),
        };
        policy = AudienceSource.Cadence(policy, configuration, faults);
        return faults.Count == 0 ? policy : throw new ConfigurationFaultException(faults);
    }

    private static IEnumerable<string> Names(IConfigurationSection table) =>
        table.GetChildren().Select(name => name.Key);

    private static ImmutableDictionary<Severity, TimeSpan> PerSeverity(
        IConfigurationSection section,
        ImmutableDictionary<Severity, TimeSpan> defaults,
        List<string> faults
    )
    {
        foreach (var entry in section.GetChildren())
        {
            if (SeverityOf(entry, entry.Key, faults) is { } severity && TimeOf(entry, faults) is { } time)
                defaults = defaults.SetItem(severity, time);
        }

        return defaults;
    }

    private static ImmutableDictionary<(string, Severity), Hardness> Gates(
        IConfigurationSection section,
        List<string> faults
    )
    {
        var changes = ImmutableDictionary<(string, Severity), Hardness>.Empty;
        foreach (var gate in section.GetChildren())
        {
            if (!GateTable.Codes.Contains(gate.Key))
            {
                faults.Add($"{gate.Path}: there is no such gate; they are {string.Join(", ", GateTable.Codes)}.");
                continue;
            }

            foreach (var entry in gate.GetChildren())
            {
                if (SeverityOf(entry, entry.Key, faults) is not { } severity)
                    continue;
                if (
                    Enum.TryParse<Hardness>(entry.Value, ignoreCase: true, out var hardness) && Enum.IsDefined(hardness)
                )
                    changes = changes.SetItem((gate.Key, severity), hardness);
                else
                    faults.Add($"{entry.Path}: “{entry.Value}” is none of hard, held, off.");
            }
        }

        return changes;
    }

    internal static Severity? SeverityOf(IConfigurationSection entry, string word, List<string> faults)
    {
        if (SeverityWords.Find(word) is { } severity)
            return severity;
        faults.Add($"{entry.Path}: “{word}” is none of Critical, Major, Medium, Minor.");
        return null;
    }

    internal static TimeSpan? TimeOf(IConfigurationSection entry, List<string> faults)
    {
        if (
            TimeSpan.TryParse(entry.Value, CultureInfo.InvariantCulture, out var time)
            && time >= TimeSpan.Zero
            && time <= TimeSpan.FromDays(30)
            && HasUnit(entry.Value)
        )
            return time;
        if (!HasUnit(entry.Value) && entry.Value?.Length <= 4)
        {
            // Read as days, which nobody means.
            faults.Add(
                $"{entry.Path}: “{entry.Value}” does not say what of. Write 00:{entry.Value.PadLeft(2, '0')}:00 for "
                    + $"{entry.Value} minutes, {entry.Value}.00:00:00 for days."
            );
            return null;
        }

        faults.Add($"{entry.Path}: “{entry.Value}” is no time such as 00:15:00 (at most 30 days).");
        return null;
    }

    /// <summary>A bare number would be read as days.</summary>
    internal static bool HasUnit(string? value) => string.IsNullOrEmpty(value) || !value.All(char.IsAsciiDigit);

    private static string? Web(string? address, List<string> faults)
    {
        if (string.IsNullOrEmpty(address))
            return null;
        if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || uri.Scheme == "http"))
            return address.TrimEnd('/');
        faults.Add($"Web:BaseUrl: “{address}” is no http(s) address.");
        return null;
    }

    private static TimeZoneInfo Zone(string? name, List<string> faults)
    {
        if (string.IsNullOrEmpty(name))
            return TimeZoneInfo.Utc;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            return zone;
        faults.Add($"Policy:TimeZone: “{name}” is no time zone such as Europe/Lisbon.");
        return TimeZoneInfo.Utc;
    }
}
