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

    /// <summary>Resident memory of a process in MiB.</summary>
    public static double Resident(int id)
    {
        var line = File.ReadLines($"/proc/{id}/status")
            .First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        var kilobytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024;
    }

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
