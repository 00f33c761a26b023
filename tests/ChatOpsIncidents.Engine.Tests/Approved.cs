using System.Runtime.CompilerServices;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>
/// Texts that a person has read and approved, as files beside the tests. A difference fails; <c>APPROVE=1 dotnet
/// test</c> writes the files anew, and the change is then read in review.
/// </summary>
public static class Approved
{
    /// <summary>Compares.</summary>
    /// <param name="name">The file under <c>Approved/</c>.</param>
    /// <param name="actual">The text as it is now.</param>
    public static void Check(string name, string actual)
    {
        var path = Path.Combine(Folder(), name);
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual + "\n");
        }

        Assert.True(
            File.Exists(path),
            $"Approved/{name} is missing. Read the text, then run: APPROVE=1 dotnet test\n{actual}"
        );
        Assert.Equal(File.ReadAllText(path).TrimEnd('\n'), actual.TrimEnd('\n'));
    }

    /// <summary>An approved text.</summary>
    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder(), name));

    /// <summary>The names of the files in a folder under <c>Approved/</c>.</summary>
    public static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Folder(), folder)).Select(path => Path.GetFileName(path));

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Approved");
}
