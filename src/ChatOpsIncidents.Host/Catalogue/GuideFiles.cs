namespace ChatOpsIncidents.Host.Catalogue;

/// <summary>A guide with the file that it was read from.</summary>
/// <param name="Guide">The guide.</param>
/// <param name="Path">The file, as faults name it.</param>
/// <param name="File">Its parts.</param>
public sealed record GuideFile<T>(T Guide, string Path, FrontMatter File)
    where T : Guide;

/// <summary>The runbooks and playbooks: <c>runbooks/*.md</c>, <c>playbooks/*.md</c>, Markdown with keys at its
/// top.</summary>
public static class GuideFiles
{
    /// <summary>The runbooks' folder in the catalogue's folder.</summary>
    public const string RunbooksFolder = "runbooks";

    /// <summary>The playbooks' folder in the catalogue's folder.</summary>
    public const string PlaybooksFolder = "playbooks";

    /// <summary>Reads a folder's guides, by name; a folder that is absent is no fault.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="one">Reads a file's text: <see cref="Runbook"/> or <see cref="Playbook"/>.</param>
    /// <param name="faults">Each names its line.</param>
    public static IReadOnlyList<GuideFile<T>> Read<T>(
        string folder,
        Func<string, string, List<CatalogFault>, GuideFile<T>> one,
        List<CatalogFault> faults
    )
        where T : Guide =>
        Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateFiles(folder, "*.md")
                    .Order(StringComparer.Ordinal)
                    .Select(path => one(File.ReadAllText(path), path, faults)),
            ]
            : [];

    /// <summary>Reads a runbook; its file's name without the ending is its own.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="path">The file, as faults name it.</param>
    /// <param name="faults">Where faults go; the runbook is usable all the same.</param>
    public static GuideFile<Runbook> Runbook(string text, string path, List<CatalogFault> faults)
    {
        var (file, name) = (FrontMatter.Of(text, path, faults), Path.GetFileNameWithoutExtension(path));
        var head = file.Head;
        var runbook = new Runbook(name, head.Text("title") ?? Guide.TitleIn(file.Body) ?? name, file.Body)
        {
            Services = head.Texts("services"),
            Symptoms = head.Texts("symptoms"),
            Owner = head.Text("owner"),
            Reviewed = head.Day("reviewed"),
        };
        head.Done();
        return new GuideFile<Runbook>(runbook, path, file);
    }

    /// <summary>Reads a playbook; its file's name without the ending is its own.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="path">The file, as faults name it.</param>
    /// <param name="faults">Where faults go; the playbook is usable all the same.</param>
    public static GuideFile<Playbook> Playbook(string text, string path, List<CatalogFault> faults)
    {
        var (file, name) = (FrontMatter.Of(text, path, faults), Path.GetFileNameWithoutExtension(path));
        var head = file.Head;
        var playbook = new Playbook(name, head.Text("title") ?? Guide.TitleIn(file.Body) ?? name, file.Body)
        {
            Services = head.Texts("services"),
            Symptoms = head.Texts("symptoms"),
            Owner = head.Text("owner"),
            Reviewed = head.Day("reviewed"),
            Severities = Severities(head),
        };
        head.Done();
        return new GuideFile<Playbook>(playbook, path, file);
    }

    private static Severity[] Severities(YamlRow head)
    {
        var typed = head.Texts("severities");
        foreach (var word in typed.Where(word => SeverityWords.Find(word) is null))
            head.Fault("severities", $"“{word}” is no severity. There are critical, major, medium, minor.");
        return [.. typed.Select(SeverityWords.Find).OfType<Severity>()];
    }
}
