using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Catalogue;

/// <summary>A catalogue's files: <c>services.yaml</c>, <c>rotations.yaml</c>, <c>reviews.yaml</c>,
/// <c>runbooks/*.md</c>, <c>playbooks/*.md</c> and <c>drills/*.yaml</c>.</summary>
/// <param name="Services">The services, each with its row.</param>
/// <param name="Runbooks">The runbooks, each with its file.</param>
/// <param name="Playbooks">The playbooks, each with its file.</param>
/// <param name="Rotations">Who is on duty when, each with its row.</param>
/// <param name="Drills">What can be practised.</param>
/// <param name="ReviewQuestions">What reviews ask.</param>
/// <param name="Faults">What was found while reading.</param>
public sealed record CatalogFiles(
    IReadOnlyList<(Service Service, YamlRow Row)> Services,
    IReadOnlyList<GuideFile<Runbook>> Runbooks,
    IReadOnlyList<GuideFile<Playbook>> Playbooks,
    IReadOnlyList<(Rotation Rotation, YamlRow Row)> Rotations,
    IReadOnlyList<DrillScenario> Drills,
    IReadOnlyDictionary<Severity, IReadOnlyDictionary<string, string>> ReviewQuestions,
    IReadOnlyList<CatalogFault> Faults
)
{
    /// <summary>What is known by them.</summary>
    public Catalog Catalog { get; } =
        new([.. Services.Select(one => one.Service)])
        {
            Runbooks = [.. Runbooks.Select(one => one.Guide)],
            Playbooks = [.. Playbooks.Select(one => one.Guide)],
            Rotations = [.. Rotations.Select(one => one.Rotation)],
            Drills = Drills,
            ReviewQuestions = ReviewQuestions,
        };

    /// <summary>Nothing was found to read.</summary>
    public bool IsEmpty =>
        Services.Count + Rotations.Count + Runbooks.Count + Playbooks.Count + ReviewQuestions.Count + Faults.Count == 0;

    /// <summary>Reads a folder; a file that is absent is no fault.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static CatalogFiles Load(string folder)
    {
        List<CatalogFault> faults = [];
        return new CatalogFiles(
            ServicesFile.Read(folder, faults),
            GuideFiles.Read(Path.Combine(folder, GuideFiles.RunbooksFolder), GuideFiles.Runbook, faults),
            GuideFiles.Read(Path.Combine(folder, GuideFiles.PlaybooksFolder), GuideFiles.Playbook, faults),
            RotationsFile.Read(folder, faults),
            DrillFiles.Read(folder, faults),
            ReviewsFile.Read(folder, faults),
            faults
        );
    }

    /// <summary>Reads a folder for use.</summary>
    /// <exception cref="ConfigurationFaultException">A file has grave faults; each names its place.</exception>
    public static Catalog Read(string folder)
    {
        var files = Load(folder);
        string[] grave = [.. files.Faults.Where(fault => fault.IsGrave).Select(fault => fault.ToString())];
        return grave.Length == 0 ? files.Catalog : throw new ConfigurationFaultException(grave);
    }
}
