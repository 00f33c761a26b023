namespace ChatOpsIncidents.Host.Postgres;

/// <summary>How the host's own PostgreSQL server is run when no connection string is configured.</summary>
/// <param name="DataDirectory">
/// <c>Data:Directory</c>. The cluster lies in its sub-folder <c>postgres</c>, the server's log in <c>postgres.log</c>.
/// </param>
public sealed record PrivatePostgresOptions(string DataDirectory)
{
    /// <summary>Where Debian puts each major version: <c>15/bin</c>, <c>17/bin</c> …</summary>
    public string VersionsDirectory { get; init; } = "/usr/lib/postgresql";

    /// <summary>Folders, parted by colons, that are searched beside <see cref="VersionsDirectory"/>.</summary>
    public string SearchPath { get; init; } = Environment.GetEnvironmentVariable("PATH") ?? "";

    /// <summary>
    /// Parent of the socket folder. Short, because the kernel takes at most 107 bytes for a socket's whole path.
    /// </summary>
    public string SocketRoot { get; init; } = "/tmp";

    /// <summary>
    /// Where the cluster goes when the host runs as root and user postgres cannot reach <see cref="DataDirectory"/>,
    /// as under /root. The data directory then holds a symbolic link to it.
    /// </summary>
    public string FallbackDirectory { get; init; } = "/var/lib/chatops-incidents";

    /// <summary>Server settings that win over the built-in ones, by PostgreSQL's own names.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Largest pool of one data source. Two of them must fit into max_connections (60).</summary>
    public int PoolSizeMax { get; init; } = 25;

    /// <summary>Longest wait for another host, or a dying server, to let go of the data directory.</summary>
    public TimeSpan TakeoverPatience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest wait for a server to become ready; crash recovery is part of it.</summary>
    public TimeSpan StartPatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest wait for a fast stop, after which the server is stopped without a checkpoint.</summary>
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(15);
}

/// <summary>
/// The private PostgreSQL cannot run. The message is for the person who started the host, and says what to do.
/// </summary>
public sealed class PrivatePostgresException : Exception
{
    public PrivatePostgresException(string message)
        : base(message) { }

    public PrivatePostgresException(string message, Exception inner)
        : base(message, inner) { }
}
