namespace ChatOpsIncidents.Host.Tests;

/// <summary>
/// Empty folders that a test fills, in memory where there is room: many databases share one disk, and a process that is
/// killed loses nothing there either.
/// </summary>
internal static class ScratchFolder
{
    private const string Memory = "/dev/shm";
    private const long MemoryMin = 4L << 30; // bytes
    private static readonly string Place = HasRoom(Memory) ? Memory : "/tmp";

    /// <summary>One that also user postgres can enter, in case the tests run as root.</summary>
    public static string New(string beginning)
    {
        var folder = Path.Combine(Place, beginning + Path.GetRandomFileName());
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        return folder;
    }

    private static bool HasRoom(string place) =>
        Directory.Exists(place) && new DriveInfo(place).AvailableFreeSpace > MemoryMin;
}
