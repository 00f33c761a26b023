using System.Globalization;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary><c>postmaster.pid</c>: who serves a cluster, and whether it is ready.</summary>
/// <remarks>Its lines are described in PostgreSQL's src/include/utils/pidfile.h: line 1 process id, line 8
/// status.</remarks>
internal sealed class PrivatePostgresPidFile(string cluster)
{
    private const int StatusLine = 8;
    private readonly string _path = Path.Combine(cluster, "postmaster.pid");

    /// <summary>Null: no server has written it, or it is just being written.</summary>
    public (int Process, bool Ready)? Read()
    {
        try
        {
            var lines = File.ReadAllLines(_path);
            if (
                lines.Length == 0
                || !int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            )
                return null;
            return (process, lines.Length >= StatusLine && lines[StatusLine - 1].Trim() == "ready");
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// The live server of this very cluster; null: none. A process id used again by another program is none.
    /// </summary>
    /// <remarks>A server's working directory is its cluster; that tells it from a stranger with the same
    /// number.</remarks>
    public int? LiveServer() => Read() is { } file && ServesHere(file.Process) ? file.Process : null;

    /// <summary>
    /// Removes the file of a dead server. PostgreSQL does so itself unless the number now belongs to another process,
    /// which is usual in a container that was restarted.
    /// </summary>
    public void RemoveStale()
    {
        if (File.Exists(_path) && Read() is { } file && !ServesHere(file.Process))
            File.Delete(_path);
    }

    private bool ServesHere(int process)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{process}/cwd", returnFinalTarget: false)?.FullName == cluster;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
