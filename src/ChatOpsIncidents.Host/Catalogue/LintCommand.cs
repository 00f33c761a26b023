namespace ChatOpsIncidents.Host.Catalogue;

/// <summary>
/// <c>dotnet ChatOpsIncidents.Host.dll lint [folder]</c>: a catalogue's faults, for the people who keep it and their
/// build server. It reads that folder and nothing else: no configuration, no database, no secret. Without a folder it
/// checks what is configured here: the catalogue, and who is told what and how often.
/// </summary>
public static class LintCommand
{
    /// <summary>The word that asks for it.</summary>
    public const string Word = "lint";

    private const int Good = 0,
        Faulty = 1,
        NotRun = 2;

    private const string Usage = """
        Usage: dotnet ChatOpsIncidents.Host.dll lint [folder]
        Checks services.yaml, runbooks/*.md and playbooks/*.md of a catalogue.
        Without a folder: the one in Catalog__Directory, else the shipped examples; and Audiences__… and
        Cadence__…, by which people are kept informed.
        Prints a line for each fault, path:line: sentence. Ends with 0: none, 1: some, 2: could not be checked.
        """;

    /// <summary>Runs it.</summary>
    /// <param name="args">What follows the word.</param>
    /// <param name="configured">The folder where none is given; null or empty: the shipped examples.</param>
    /// <param name="informing">Faults of who is told what and how often; not looked at where a folder is given.</param>
    /// <param name="clock">Says which day it is, UTC.</param>
    /// <param name="output">The faults.</param>
    /// <param name="error">All else.</param>
    /// <returns>The exit code.</returns>
    public static int Run(
        IReadOnlyList<string> args,
        string? configured,
        IReadOnlyList<string> informing,
        TimeProvider clock,
        TextWriter output,
        TextWriter error
    )
    {
        if (args is ["-h" or "--help"])
        {
            output.WriteLine(Usage);
            return Good;
        }

        if (args.Count > 1 || args is [['-', ..]])
        {
            error.WriteLine(Usage);
            return NotRun;
        }

        var standing = configured is { Length: > 0 } ? configured : CatalogSource.Shipped;
        var (folder, others) = args is [var given] ? (given, []) : (standing, informing);
        try
        {
            return Check(folder, others, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), output, error);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"{folder}: it cannot be read. {fault.Message}");
            return NotRun;
        }
    }

    private static int Check(
        string folder,
        IReadOnlyList<string> others,
        DateOnly today,
        TextWriter output,
        TextWriter error
    )
    {
        if (!Directory.Exists(folder))
        {
            error.WriteLine($"{folder}: there is no such folder.");
            return NotRun;
        }

        var files = CatalogFiles.Load(folder);
        if (files.IsEmpty)
        {
            // A wrong folder must not look like a good catalogue.
            error.WriteLine(
                $"{folder}: there is no {ServicesFile.Name}, no {GuideFiles.RunbooksFolder}/*.md and no "
                    + $"{GuideFiles.PlaybooksFolder}/*.md in it."
            );
            return NotRun;
        }

        string[] faults = [.. CatalogLint.Faults(files, today).Select(fault => fault.ToString()), .. others];
        foreach (var fault in faults)
            output.WriteLine(fault);
        error.WriteLine(
            $"{Count(files.Services.Count, "service")}, {Count(files.Runbooks.Count, "runbook")}, "
                + $"{Count(files.Playbooks.Count, "playbook")}: {(faults.Length == 0 ? "no faults"
                : Count(faults.Length, "fault"))}."
        );
        return faults.Length == 0 ? Good : Faulty;
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
