using System.ComponentModel.DataAnnotations;
using ChatOpsIncidents.Host.Access;
using ChatOpsIncidents.Host.Audiences;
using ChatOpsIncidents.Host.Capture;
using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Monitoring;
using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Paging;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Platforms.Slack;
using ChatOpsIncidents.Host.Platforms.Teams;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Rollbacks;
using ChatOpsIncidents.Host.Signals;
using ChatOpsIncidents.Host.Telemetry;
using ChatOpsIncidents.Host.Trackers;
using Npgsql;

namespace ChatOpsIncidents.Host;

/// <summary>
/// Every fault of every section at once, before anything is started: nobody should have to start the host once per
/// typing error.
/// </summary>
public static class ConfigurationCheck
{
    /// <summary>Checks the whole configuration.</summary>
    /// <exception cref="ConfigurationFaultException">It has faults; the message lists all. Secrets are not repeated in
    /// it.</exception>
    public static void All(IConfiguration configuration)
    {
        List<string> faults = [];
        Gather(faults, () => _ = new PolicySource(configuration));
        Gather(faults, () => Rollbacks(faults, configuration));
        Check<SlackOptions>(faults, configuration, SlackOptions.Section);
        Check<TeamsOptions>(faults, configuration, TeamsOptions.Section);
        Check<OutboxOptions>(faults, configuration, OutboxOptions.Section);
        Check<CaptureOptions>(faults, configuration, CaptureOptions.Section);
        Check<RetentionOptions>(faults, configuration, RetentionOptions.Section);
        Check<DigestOptions>(faults, configuration, DigestOptions.Section);
        Check<TalkOptions>(faults, configuration, TalkOptions.Section);
        Check<MonitoringOptions>(faults, configuration, MonitoringOptions.Section);
        Check<HooksOptions>(faults, configuration, HooksOptions.Section);
        Check<SignInOptions>(faults, configuration, SignInOptions.Section);
        faults.AddRange(KnownKeys.Faults(configuration));
        faults.AddRange(TrackerOptions.Faults(configuration));
        faults.AddRange(PagingOptions.Faults(configuration));
        faults.AddRange(DestinationOptions.Faults(configuration));
        faults.AddRange(Listeners.Faults(configuration));
        faults.AddRange(AccessSetup.Faults(configuration));
        faults.AddRange(AdjustableClockSetup.Faults(configuration));
        if (TelemetrySetup.Fault(configuration) is { } fault)
            faults.Add(fault);
        if (!IsConnectionString(configuration.GetConnectionString("Incidents")))
            faults.Add(
                "ConnectionStrings:Incidents is no PostgreSQL connection string such as "
                    + "Host=db;Database=incidents;Username=…."
            );
        if (faults.Count > 0)
            throw new ConfigurationFaultException(faults);
    }

    /// <summary>All that is wrong with who is told what, how often and where.</summary>
    public static IReadOnlyList<string> Informing(IConfiguration configuration)
    {
        List<string> faults = [];
        var policy = Policy.Default with { Audiences = AudienceSource.Read(configuration, faults) };
        _ = AudienceSource.Cadence(policy, configuration, faults);
        return [.. faults, .. DestinationOptions.Faults(configuration)];
    }

    private static void Rollbacks(List<string> faults, IConfiguration configuration)
    {
        var catalog = CatalogSource.Read(CatalogSource.FolderOf(configuration));
        faults.AddRange(RollbackOptions.Faults(configuration, catalog));
    }

    private static void Gather(List<string> faults, Action read)
    {
        try
        {
            read();
        }
        catch (ConfigurationFaultException fault)
        {
            faults.AddRange(fault.Faults);
        }
    }

    // Binding stops at the first value that cannot be read, so each is tried by itself before the whole is validated.
    private static void Check<T>(List<string> faults, IConfiguration configuration, string name)
        where T : class, new()
    {
        var section = configuration.GetSection(name);
        var unreadable = typeof(T)
            .GetProperties()
            .Where(property =>
                property.CanWrite && !IsReadable(section.GetSection(property.Name), property.PropertyType)
            )
            .Select(property =>
                $"{name}:{property.Name}: “{section[property.Name]}” is not " + $"{Kind(property.PropertyType)}."
            )
            .ToArray();
        faults.AddRange(unreadable);
        if (unreadable.Length > 0)
            return;
        var options = section.Get<T>() ?? new T();
        List<ValidationResult> results = [];
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        faults.AddRange(results.Select(result => result.ErrorMessage!));
    }

    private static bool IsReadable(IConfigurationSection value, Type type)
    {
        try
        {
            _ = value.Get(type);
            return !IsTime(type) || PolicySource.HasUnit(value.Value);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsTime(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(TimeSpan);

    private static string Kind(Type type)
    {
        if (type == typeof(bool))
            return "true or false";
        return IsTime(type) ? "a time such as 00:15:00" : "a whole number";
    }

    private static bool IsConnectionString(string? text)
    {
        try
        {
            return string.IsNullOrWhiteSpace(text) || new NpgsqlConnectionStringBuilder(text) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
