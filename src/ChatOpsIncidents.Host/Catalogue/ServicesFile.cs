namespace ChatOpsIncidents.Host.Catalogue;

/// <summary>The services: <c>services.yaml</c>.</summary>
public static class ServicesFile
{
    /// <summary>The file's name in the catalogue's folder.</summary>
    public const string Name = "services.yaml";

    private const int MinutesMax = 7 * 24 * 60;

    /// <summary>Reads a catalogue's services, each with its row; a file that is absent is no fault.</summary>
    /// <param name="folder">The catalogue's folder.</param>
    /// <param name="faults">Each names its line.</param>
    public static IReadOnlyList<(Service Service, YamlRow Row)> Read(string folder, List<CatalogFault> faults)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            return [];
        var file = YamlRow.Of(File.ReadAllText(path), path, 0, faults);
        var rows = file.Rows("services");
        file.Done();
        var services = rows.Select(row => (Service: One(row), Row: row))
            .Where(pair => pair.Service is not null)
            .Select(pair => (pair.Service!, pair.Row))
            .ToArray();
        Names(services, path, faults);
        return services;
    }

    private static Service? One(YamlRow row)
    {
        var service = Known(row);
        row.Done();
        if (row.Text("name") is not null)
            return service;
        row.Fault("name", "This service has no name.");
        return null;
    }

    private static Service Known(YamlRow row)
    {
        var rollback = row.Row("rollback");
        var service = new Service(row.Text("name") ?? "")
        {
            Aliases = row.Texts("aliases"),
            Owners = row.Texts("owners"),
            Channel = row.Text("channel"),
            DependsOn = row.Texts("depends-on"),
            Dashboards = [.. row.Rows("dashboards").Select(Dashboard).OfType<NamedLink>()],
            StatusPage = row.Address("status-page"),
            Deploys = row.Address("deploys"),
            Runbooks = row.Texts("runbooks"),
            RollbackCommand = rollback?.Text("command"),
            RollbackRehearsed = rollback?.Day("rehearsed"),
            RollbackMinutes = rollback?.Whole("minutes", 1, MinutesMax),
            RollbackDataRisk = rollback?.Text("data-risk"),
            Mitigations = [.. row.Rows("mitigations").Select(Mitigation).OfType<KnownMitigation>()],
            Checks = [.. row.Rows("checks").Select(CheckRows.Read).OfType<ServiceCheck>()],
        };
        rollback?.Done();
        foreach (
            var twice in service
                .Checks.GroupBy(check => check.Name, StringComparer.OrdinalIgnoreCase)
                .Where(group => group.Count() > 1)
        )
            row.Fault("checks", $"{service.Name} has two checks of the name “{twice.Key}”.");
        return service;
    }

    private static NamedLink? Dashboard(YamlRow row)
    {
        var (name, url) = (row.Text("name"), row.Address("url"));
        row.Done();
        if (name is not null && url is not null)
            return new NamedLink(name, url);
        if (name is null || row.Text("url") is null)
            row.Fault("name", "A dashboard needs a name and an http(s) url.");
        return null;
    }

    private static KnownMitigation? Mitigation(YamlRow row)
    {
        var (word, what) = (row.Text("kind"), row.Text("what"));
        var kind = word is null ? null : MitigationKinds.Find(word);
        var read = new KnownMitigation(kind?.Name ?? "", what ?? "")
        {
            Minutes = row.Whole("minutes", 1, MinutesMax),
            DataRisk = row.Text("data-risk"),
            Rehearsed = row.Day("rehearsed"),
            Command = row.Text("command"),
        };
        row.Done();
        if (kind is null)
            row.Fault(
                "kind",
                (word is null ? "A mitigation needs a kind: " : $"“{word}” is no kind of " + "mitigation. There are ")
                    + string.Join(", ", MitigationKinds.Rows.Select(one => one.Name))
                    + "."
            );
        if (what is null)
            row.Fault("what", "A mitigation needs what: the target and the change, in words.");
        if (what?.Length > KnownMitigation.WhatLengthMax)
            row.Fault(
                "what",
                $"what has at most {KnownMitigation.WhatLengthMax} characters; this one has {what.Length}."
            );
        return kind is null || what is null || what.Length > KnownMitigation.WhatLengthMax ? null : read;
    }

    private static void Names(
        IReadOnlyList<(Service Service, YamlRow Row)> services,
        string path,
        List<CatalogFault> faults
    )
    {
        foreach (
            var twice in services
                .SelectMany(one => one.Service.Aliases.Prepend(one.Service.Name).Select(name => (name, one.Row)))
                .GroupBy(one => one.name, StringComparer.OrdinalIgnoreCase)
                .Where(group => group.Count() > 1)
        )
            faults.Add(new CatalogFault(path, twice.Last().Row.Line, $"“{twice.Key}” names more than one service."));
    }
}
