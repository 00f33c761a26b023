using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>
/// The few things of Unix that the framework does not offer: short commands, signals, the owner of a file.
/// </summary>
internal static class UnixCommand
{
    public const int SigInt = 2,
        SigQuit = 3,
        SigKill = 9;

    public sealed record Result(int ExitCode, string Output, string Error)
    {
        public bool Ok => ExitCode == 0;
    }

    /// <summary>
    /// Runs a short command to its end, with an environment of its own: nothing of ours, no secret, leaks.
    /// </summary>
    public static Result Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(Describe(program, arguments))!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Result(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    public static ProcessStartInfo Describe(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/", // ours may be a folder that user postgres cannot enter
        };
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear(); // PGDATA, PGPORT … of the caller would steer the server
        start.Environment["PATH"] = string.IsNullOrEmpty(path) ? "/usr/local/bin:/usr/bin:/bin" : path;
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    /// <summary>Whether the signal was delivered; false: no such process, or it is not ours to signal.</summary>
    public static bool Signal(int process, int signal) => NativeKill(process, signal) == 0;

    public static uint EffectiveUser() => NativeEffectiveUser();

    /// <summary>
    /// Owner (numeric), permission bits and kind of a path itself, not of what a link points to; null: not there.
    /// </summary>
    public static (uint Owner, int Mode, bool IsDirectory)? Inspect(string path)
    {
        var result = Run("stat", "--format=%u %a %F", "--", path);
        if (!result.Ok)
            return null;
        var words = result.Output.Trim().Split(' ', 3);
        return (
            uint.Parse(words[0], CultureInfo.InvariantCulture),
            Convert.ToInt32(words[1], 8),
            words[2] == "directory"
        );
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int process, int signal);

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint NativeEffectiveUser();
}
