using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Host.Tests.House;

/// <summary>The layering and the style, read from the text of the sources.</summary>
public sealed partial class HouseTests
{
    private static readonly string Root = SourceText.Root;

    private static readonly string[] Sources = [.. SourceText.Trees.Select(tree => tree.FilePath)];

    [Fact]
    public void The_engine_needs_no_package_and_no_project()
    {
        var project = File.ReadAllText(
            Path.Combine(Root, "src/ChatOpsIncidents.Engine/ChatOpsIncidents.Engine.csproj")
        );
        Assert.DoesNotContain("ProjectReference", project, StringComparison.Ordinal);
        Assert.All(
            PackageReference().Matches(project),
            match => Assert.Contains("Analyzers", match.Value, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_simulator_knows_nothing_of_the_host_or_the_engine() =>
        Assert.DoesNotContain(
            "ProjectReference",
            File.ReadAllText(Path.Combine(Root, "src/ChatOpsIncidents.Simulator/ChatOpsIncidents.Simulator.csproj")),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("Slack", "src/ChatOpsIncidents.Engine/", "")]
    [InlineData("Teams", "src/ChatOpsIncidents.Engine/", "")]
    [InlineData("Postgres", "src/ChatOpsIncidents.Engine/", "")]
    [InlineData("Hangfire", "src/ChatOpsIncidents.Engine/", "")]
    [InlineData("Slack", "src/ChatOpsIncidents.Host/", "Platforms/Slack/|HostApp.cs|ConfigurationCheck.cs")]
    [InlineData("Hangfire", "src/ChatOpsIncidents.Host/", "Jobs/")]
    [InlineData("Teams", "src/ChatOpsIncidents.Host/", "Platforms/Teams/|HostApp.cs|ConfigurationCheck.cs")]
    public void A_technologys_types_stay_in_their_folder(string technology, string under, string homes) =>
        Assert.Empty(
            from file in Sources
            let name = Relative(file)
            where
                name.StartsWith(under, StringComparison.Ordinal)
                && !homes
                    .Split('|', StringSplitOptions.RemoveEmptyEntries)
                    .Any(home => name.Contains(home, StringComparison.Ordinal))
            from line in File.ReadLines(file).Select((text, number) => (text, number: number + 1))
            where
                Regex.IsMatch(
                    WithoutComment(line.text),
                    $@"\b{technology}[A-Z]\w+",
                    RegexOptions.None,
                    TimeSpan.FromSeconds(1)
                )
            select $"{name}:{line.number}: {line.text.Trim()}"
        );

    // One JSON library and one SDK of a platform more are enough trouble for one folder. The type of SharePoint's needs an
    // assembly that is not shipped: decision 9.
    [Theory]
    [InlineData(@"\b(Newtonsoft|Microsoft\.Bot|Microsoft\.Rest)\b", "src/ChatOpsIncidents.Host/Platforms/Teams/")]
    [InlineData("QuickViewResponse", "nowhere")]
    public void What_the_bot_framework_brings_stays_in_the_folder_of_its_platform(string named, string home) =>
        Assert.Empty(
            from file in Sources
            let name = Relative(file)
            where name.StartsWith("src/", StringComparison.Ordinal) && !name.StartsWith(home, StringComparison.Ordinal)
            from line in File.ReadLines(file).Select((text, number) => (text, number: number + 1))
            where Regex.IsMatch(WithoutComment(line.text), named, RegexOptions.None, TimeSpan.FromSeconds(1))
            select $"{name}:{line.number}: {line.text.Trim()}"
        );

    [Fact]
    public void Nothing_is_left_for_later() =>
        Assert.Empty(
            from file in Sources
            where !file.EndsWith("HouseTests.cs", StringComparison.Ordinal)
            from line in File.ReadLines(file).Select((text, number) => (text, number: number + 1))
            where Later().IsMatch(line.text)
            select $"{Relative(file)}:{line.number}: {line.text.Trim()}"
        );

    [Fact]
    public void The_clock_is_handed_in() =>
        Assert.Empty(
            from file in Sources
            where Relative(file).StartsWith("src/", StringComparison.Ordinal)
            from line in File.ReadLines(file).Select((text, number) => (text, number: number + 1))
            where ClockRead().IsMatch(WithoutComment(line.text))
            select $"{Relative(file)}:{line.number}: {line.text.Trim()}"
        );

    // A connection without a named source bears its whole connection string as a label of /metrics.
    [Fact]
    public void Every_connection_to_the_database_is_of_a_named_source() =>
        Assert.Empty(
            from file in Sources
            where Relative(file).StartsWith("src/", StringComparison.Ordinal)
            where File.ReadAllText(file).Contains("new NpgsqlConnection(", StringComparison.Ordinal)
            select Relative(file)
        );

    [Fact]
    public void The_architecture_page_is_short_and_names_what_exists()
    {
        var page = Path.Combine(Root, "src/ARCHITECTURE.md");
        Assert.True(File.ReadLines(page).Count() <= 150, "More than 150 lines.");
        Assert.All(
            PathInText().Matches(File.ReadAllText(page)).Select(match => match.Groups["p"].Value),
            path =>
                Assert.True(
                    File.Exists(Path.Combine(Root, path)) || Directory.Exists(Path.Combine(Root, path)),
                    $"{path} does not exist."
                )
        );
    }

    private static string WithoutComment(string line) =>
        line.IndexOf("//", StringComparison.Ordinal) is var at and >= 0 ? line[..at] : line;

    private static string Relative(string file) => SourceText.Relative(file);

    [GeneratedRegex("<PackageReference [^>]*>")]
    private static partial Regex PackageReference();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b|Skip\s*=\s*""|Thread\.Sleep")]
    private static partial Regex Later();

    [GeneratedRegex(@"DateTime(Offset)?\.(Utc)?Now\b")]
    private static partial Regex ClockRead();

    [GeneratedRegex(@"`(?<p>(?:src|tests|deploy)/[\w./-]+)`")]
    private static partial Regex PathInText();
}
