using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Host.Tests.House;

/// <summary>The host's folders need one another in one direction: platforms → pipeline → ports ← stores and
/// outbox.</summary>
public sealed partial class HostFolderTests
{
    private const string Host = "ChatOpsIncidents.Host";
    private static readonly string Source = Path.Combine(FindRoot(), "src", Host);
    private static readonly ILookup<string, string> Needs = FindNeeds();

    [Fact]
    public void No_folder_of_the_host_is_in_a_circle()
    {
        foreach (var folder in Needs.Select(need => need.Key))
            Assert.False(Reached(folder).Contains(folder), $"{folder} needs itself, by others.");
    }

    [Theory]
    [InlineData("Ports", "")]
    [InlineData("Pipeline", "Ports Catalogue Access Telemetry")]
    [InlineData("Outbound", "Ports")]
    [InlineData("Platforms", "Ports Pipeline Access Telemetry Outbound")]
    [InlineData("Postgres", "Ports Telemetry")]
    [InlineData("Outbox", "Ports Postgres Telemetry")]
    public void A_folder_needs_only_what_stands_below_it(string folder, string below) =>
        Assert.Empty(Needs[folder].Except(below.Split(' ')));

    private static HashSet<string> Reached(string from)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(Needs[from]);
        while (open.TryDequeue(out var folder))
        {
            if (!reached.Add(folder))
                continue;
            foreach (var next in Needs[folder])
                open.Enqueue(next);
        }

        return reached;
    }

    // A namespace is its folder, and what stands in another folder is named by a using.
    private static ILookup<string, string> FindNeeds() =>
        Directory
            .EnumerateFiles(Source, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
            .Select(file => (File: file, Folder: FolderOf(file)))
            .Where(source => source.Folder is not ("" or "obj" or "bin"))
            .SelectMany(source =>
                Used()
                    .Matches(File.ReadAllText(source.File))
                    .Select(used => (source.Folder, To: used.Groups["to"].Value))
            )
            .Where(need => need.Folder != need.To)
            .Distinct()
            .ToLookup(need => need.Folder, need => need.To);

    private static string FolderOf(string file)
    {
        var parts = Path.GetRelativePath(Source, file).Split(Path.DirectorySeparatorChar);
        return parts.Length > 1 ? parts[0] : "";
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ChatOpsIncidents.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The solution was not found above the tests.");
    }

    [GeneratedRegex(@"^@?using (?:static )?ChatOpsIncidents\.Host\.(?<to>\w+)", RegexOptions.Multiline)]
    private static partial Regex Used();
}
