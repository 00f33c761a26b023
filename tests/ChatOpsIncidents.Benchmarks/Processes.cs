using System.Globalization;

namespace ChatOpsIncidents.Benchmarks;

/// <summary>What processes have used so far, as Linux counts it.</summary>
/// <param name="Host">Of the host, in seconds of a core.</param>
/// <param name="Database">Of its PostgreSQL with all its backends.</param>
/// <param name="Generator">Of this program, stand-in included.</param>
internal sealed record CpuUsed(double Host, double Database, double Generator)
{
    private const double TicksPerSecond = 100;

    public static CpuUsed Now(int hostId) =>
        new(
            Of(hostId, withChildren: false),
            Children(hostId).Sum(Tree),
            Of(Environment.ProcessId, withChildren: false)
        );

    public static CpuUsed operator -(CpuUsed later, CpuUsed earlier) =>
        new(later.Host - earlier.Host, later.Database - earlier.Database, later.Generator - earlier.Generator);

    private static double Tree(int id) => Of(id, withChildren: true) + Children(id).Sum(Tree);

    private static IEnumerable<int> Children(int id)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var child))
                continue;
            if (Stat(child) is [_, var parent, ..] && parent == id)
                yield return child;
        }
    }

    // Backends that ended are counted with their parent.
    private static double Of(int id, bool withChildren)
    {
        if (Stat(id) is not { Length: > 14 } stat)
            return 0;
        var ofChildren = withChildren ? stat[13] + stat[14] : 0;
        return (stat[11] + stat[12] + ofChildren) / TicksPerSecond;
    }

    // The fields after the program's name: 0 is the state, 1 the parent, 11 and on the times.
    private static long[]? Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return [.. fields.Take(20).Select(field => long.TryParse(field, out var number) ? number : 0)];
        }
        catch (IOException)
        {
            return null; // it has ended meanwhile
        }
    }
}

/// <summary>Resident memory of a process in MiB, as Linux counts it.</summary>
/// <param name="All">All of it.</param>
/// <param name="Own">Heaps and stacks: nobody else has them.</param>
/// <param name="Files">Programs and libraries as they lie on the disk: other processes have the same pages, and the
/// kernel takes them back when it needs them.</param>
/// <param name="Code">Code that was compiled while it ran.</param>
internal sealed record Memory(double All, double Own, double Files, double Code)
{
    private const double KilobytesPerMegabyte = 1024;

    public static Memory Of(int id)
    {
        var fields = File.ReadLines($"/proc/{id}/status")
            .Select(line => line.Split([':', '\t', ' '], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is [_, _, "kB"])
            .ToDictionary(words => words[0], words => Megabytes(words[1]), StringComparer.Ordinal);
        return new(fields["VmRSS"], fields["RssAnon"], fields["RssFile"], fields["RssShmem"]);
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{All:F0} MiB (own {Own:F0}, mapped files {Files:F0}, compiled code {Code:F0})"
        );

    private static double Megabytes(string kilobytes) =>
        double.Parse(kilobytes, CultureInfo.InvariantCulture) / KilobytesPerMegabyte;
}
