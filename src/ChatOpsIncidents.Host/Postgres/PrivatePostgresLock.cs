using System.Diagnostics;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>A host's hold on its data directory: a file lock that the kernel lets go when the host dies.</summary>
internal sealed class PrivatePostgresLock : IDisposable
{
    private readonly FileStream _file;

    private PrivatePostgresLock(FileStream file) => _file = file;

    /// <summary>Waits for a host that is just leaving, as at a restart.</summary>
    /// <exception cref="PrivatePostgresException">Another host keeps it longer than <paramref
    /// name="patience"/>.</exception>
    public static async Task<PrivatePostgresLock> Take(string dataDirectory, TimeSpan patience, CancellationToken ct)
    {
        var path = Path.Combine(dataDirectory, "host.lock");
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new PrivatePostgresLock(
                    new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
                );
            }
            catch (UnauthorizedAccessException e)
            {
                throw new PrivatePostgresException(
                    $"The data directory {dataDirectory} belongs to another user, as when the host ran as root "
                        + $"before. Start the host "
                        + "as that user, or set Data__Directory to a folder of your own.",
                    e
                );
            }
            catch (IOException e) when (Stopwatch.GetElapsedTime(began) > patience)
            {
                throw new PrivatePostgresException(
                    $"Another host uses the data directory {dataDirectory} ({e.Message}). Stop it, or give this one "
                        + "its own Data__Directory; to run two hosts on one database, set "
                        + "ConnectionStrings__Incidents for both.",
                    e
                );
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), ct);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
