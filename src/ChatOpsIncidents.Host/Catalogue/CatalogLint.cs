using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Host.Catalogue;

/// <summary>All that is wrong in a catalogue: what stops a host, and what lets people down in the night.</summary>
public static class CatalogLint
{
    /// <summary>Every fault, by file and line; empty: good.</summary>
    /// <param name="files">The files as read.</param>
    /// <param name="today">The day on which a review counts as fresh.</param>
    public static IReadOnlyList<CatalogFault> Faults(CatalogFiles files, DateOnly today)
    {
        var guides = files
            .Runbooks.SelectMany(one => Of(one.Guide, one.Path, one.File, files.Catalog, today))
            .Concat(files.Playbooks.SelectMany(one => Of(one.Guide, one.Path, one.File, files.Catalog, today)));
        return
        [
            .. files
                .Faults.Concat(guides)
                .Concat(files.Services.SelectMany(one => Of(one.Service, one.Row, files.Catalog, today)))
                .Concat(files.Rotations.SelectMany(one => Of(one.Rotation, one.Row, today)))
                .OrderBy(fault => fault.Path, StringComparer.Ordinal)
                .ThenBy(fault => fault.Line ?? 0),
        ];
    }

    private static IEnumerable<CatalogFault> Of(
        Guide guide,
        string path,
        FrontMatter file,
        Catalog catalog,
        DateOnly today
    )
    {
        if (guide.Name.Any(char.IsWhiteSpace))
            yield return Light(path, null, "The file's name has a space; people type it as one word.");
        if (file.Head.Text("title") is null && Guide.TitleIn(guide.Body) is null)
            yield return Light(path, file.Head.Line, "It has no title.");
        foreach (var name in guide.Services.Where(name => catalog.Find(name) is null))
        {
            yield return Light(
                path,
                file.Head.LineOf("services", name),
                $"There is no service “{name}”."
                    + Meant(name, catalog.Services.SelectMany(one => one.Aliases.Prepend(one.Name)))
            );
        }

        foreach (var fault in GuideLint.Faults(guide, today, Language.Whole))
        {
            var line = fault.Key is { } key ? file.Head.LineOf(key) : fault.Line + file.Above;
            yield return Light(path, line, fault.Sentence);
        }
    }

    private static IEnumerable<CatalogFault> Of(Service service, YamlRow row, Catalog catalog, DateOnly today)
    {
        foreach (var name in service.Runbooks.Where(name => catalog.Runbook(name) is null))
        {
            yield return Light(
                row.Path,
                row.LineOf("runbooks", name),
                $"{service.Name}: there is no runbook “{name}”." + Meant(name, catalog.Runbooks.Select(one => one.Name))
            );
        }

        foreach (var way in service.Mitigations.Where(way => way.Rehearsed > today))
        {
            yield return Light(
                row.Path,
                row.LineOf("mitigations"),
                $"{service.Name}, {way.Kind} {way.What}: rehearsed {way.Rehearsed:yyyy-MM-dd} is yet to come."
            );
        }

        if (service.RollbackRehearsed > today)
            yield return Light(
                row.Path,
                row.LineOf("rollback"),
                $"{service.Name}: rehearsed {service.RollbackRehearsed:yyyy-MM-dd} is yet to come."
            );
    }

    private static IEnumerable<CatalogFault> Of(Rotation rotation, YamlRow row, DateOnly today)
    {
        var from = new DateTimeOffset(today.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified), TimeSpan.Zero);
        foreach (var hole in DutyGaps.HolesOf(rotation, from))
            yield return Light(row.Path, row.Line, hole);
        foreach (var away in rotation.Away.Where(away => !IsOf(rotation, away.Who)))
            yield return Light(row.Path, row.LineOf("away"), $"{rotation.Name}: {away.Who} takes no turn in it.");
    }

    private static bool IsOf(Rotation rotation, string who) =>
        rotation.People.Append(rotation.Backup).Contains(who, StringComparer.OrdinalIgnoreCase);

    private static CatalogFault Light(string path, int? line, string sentence) =>
        new(path, line, sentence, IsGrave: false);

    private static string Meant(string typed, IEnumerable<string> known) =>
        Nearest.To(typed, [.. known]) is { } near ? $" Did you mean {near}?" : "";
}
