using System.Globalization;
using ChatOpsIncidents.Engine.Incidents;
using ChatOpsIncidents.Host.Pipeline;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace ChatOpsIncidents.Host.Catalogue;

/// <summary>The catalogue's files: <c>services.yaml</c> and <c>runbooks/*.md</c>.</summary>
public static class CatalogFiles
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder()
        .WithNamingConvention(HyphenatedNamingConvention.Instance).IgnoreUnmatchedProperties().Build();

    /// <summary>Reads a folder; a file that is absent is no fault.</summary>
    /// <exception cref="ConfigurationFaultException">A file has faults; each names its place.</exception>
    public static Catalog Read(string folder)
    {
        var file = Path.Combine(folder, "services.yaml");
        List<string> faults = [];
        var runbooks = RunbookFiles.Read(folder, faults);
        try
        {
            var rows = File.Exists(file) ? Yaml.Deserialize<ServicesFile?>(File.ReadAllText(file))?.Services ?? [] : [];
            var services = rows.Select((row, i) => Service(row, $"{file}, service {i + 1}", faults)).OfType<Service>()
                .ToArray();
            foreach (var twice in services.SelectMany(s => s.Aliases.Prepend(s.Name)).GroupBy(n => n.ToLowerInvariant())
                .Where(g => g.Count() > 1))
                faults.Add($"{file}: “{twice.Key}” names more than one service.");
            return faults.Count == 0 ? new Catalog(services) { Runbooks = runbooks }
                : throw new ConfigurationFaultException(faults);
        }
        catch (YamlException fault)
        {
            throw new ConfigurationFaultException([$"{file}, line {fault.Start.Line}: {fault.Message}"]);
        }
    }

    private static Service? Service(ServiceRow row, string place, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(row.Name))
        {
            faults.Add($"{place}: the name is missing.");
            return null;
        }

        DateOnly? rehearsed = null;
        if (row.Rollback?.Rehearsed is { Length: > 0 } day)
        {
            if (DateOnly.TryParse(day, CultureInfo.InvariantCulture, out var date)) rehearsed = date;
            else faults.Add($"{place} ({row.Name}): rollback.rehearsed “{day}” is no date such as 2026-10-01.");
        }

        return new Service(row.Name.Trim())
        {
            Aliases = row.Aliases ?? [],
            Owners = row.Owners ?? [],
            DependsOn = row.DependsOn ?? [],
            Runbooks = row.Runbooks ?? [],
            Dashboards = [.. (row.Dashboards ?? []).Where(d => Check(d, place, faults))
                .Select(d => new NamedLink(d.Name!, d.Url!))],
            RollbackCommand = row.Rollback?.Command,
            RollbackRehearsed = rehearsed,
        };
    }

    private static bool Check(LinkRow link, string place, List<string> faults)
    {
        if (link.Name is { Length: > 0 } && Uri.TryCreate(link.Url, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https") return true;
        faults.Add($"{place}: a dashboard needs a name and an http(s) url.");
        return false;
    }

    private sealed class ServicesFile
    {
        public List<ServiceRow>? Services { get; set; }
    }

    private sealed class ServiceRow
    {
        public string? Name { get; set; }

        public List<string>? Aliases { get; set; }

        public List<string>? Owners { get; set; }

        public List<string>? DependsOn { get; set; }

        public List<LinkRow>? Dashboards { get; set; }

        public List<string>? Runbooks { get; set; }

        public RollbackRow? Rollback { get; set; }
    }

    private sealed class LinkRow
    {
        public string? Name { get; set; }

        public string? Url { get; set; }
    }

    private sealed class RollbackRow
    {
        public string? Command { get; set; }

        public string? Rehearsed { get; set; }
    }
}
