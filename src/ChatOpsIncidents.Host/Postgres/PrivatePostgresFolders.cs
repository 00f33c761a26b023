using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>Where the private server's files lie, made and checked before it starts.</summary>
[SupportedOSPlatform("linux")]
internal static class PrivatePostgresFolders
{
    /// <summary>Longest path of a Unix socket, in bytes. Source: unix(7), sun_path less its final zero.</summary>
    public const int SocketPathMax = 107;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Passable = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>
    /// Makes the data directory if it is missing and gives the cluster's place, which need not exist yet.
    /// </summary>
    public static string LocateCluster(string dataDirectory)
    {
        try
        {
            if (!Directory.Exists(dataDirectory))
            {
                Directory.CreateDirectory(dataDirectory);
                File.SetUnixFileMode(dataDirectory, UnixCommand.EffectiveUser() == 0 ? Passable : OwnerOnly);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PrivatePostgresException(
                $"The data directory {dataDirectory} cannot be made ({e.Message}). Set Data__Directory to a folder "
                    + $"that this "
                    + "user may write, or ConnectionStrings__Incidents to a PostgreSQL server.",
                e
            );
        }
        var cluster = Path.Combine(dataDirectory, "postgres");
        var link = new FileInfo(cluster);
        if (link.LinkTarget is null)
            return cluster;

        var target = link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        return Directory.Exists(target)
            ? target
            : throw new PrivatePostgresException(
                $"{cluster} points to {target}, where the database was kept; it is gone. Bring it back, or remove the "
                    + $"link to "
                    + "begin with an empty database."
            );
    }

    /// <summary>The short, private folder of the socket: one for each pair of user and data directory.</summary>
    /// <exception cref="PrivatePostgresException">The path is too long, or the folder is somebody else's.</exception>
    public static string PrepareSocket(string root, string dataDirectory, PrivatePostgresAccount account)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataDirectory)))[..16];
        var socket = Path.Combine(root, $"chatops-incidents-{account.User}-{name}");
        var length = Encoding.UTF8.GetByteCount(Path.Combine(socket, ".s.PGSQL.5432"));
        if (length > SocketPathMax)
            throw new PrivatePostgresException(
                $"The socket path below {root} would take {length} bytes; Unix allows {SocketPathMax}. Choose a "
                    + $"shorter folder."
            );

        if (UnixCommand.Inspect(socket) is null)
            Directory.CreateDirectory(socket, OwnerOnly);
        var found = UnixCommand.Inspect(socket);
        var ours =
            found is { IsDirectory: true, Owner: var owner }
            && (owner == account.User || owner == UnixCommand.EffectiveUser());
        if (!ours)
            throw new PrivatePostgresException(
                $"{socket} exists, but it is not a folder of user {account.Name}. Somebody else made it: "
                    + "remove it, then start again."
            );
        if (account.Switches)
            Own(socket, account);
        File.SetUnixFileMode(socket, OwnerOnly);
        return socket;
    }

    /// <summary>
    /// The place of a new cluster: in the data directory, or in the fallback directory where the server's user cannot
    /// reach that.
    /// </summary>
    public static string ChooseCluster(
        PrivatePostgresOptions options,
        string dataDirectory,
        PrivatePostgresAccount account
    )
    {
        var wanted = Path.Combine(dataDirectory, "postgres");
        if (!account.Switches || Reaches(account, dataDirectory))
            return wanted;

        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataDirectory)))[..16];
        var instead = Path.Combine(options.FallbackDirectory, name, "postgres");
        Directory.CreateDirectory(Path.GetDirectoryName(instead)!);
        foreach (var folder in new[] { options.FallbackDirectory, Path.GetDirectoryName(instead)! })
            File.SetUnixFileMode(folder, Passable);
        if (!Reaches(account, Path.GetDirectoryName(instead)!))
            throw new PrivatePostgresException(
                $"User {account.Name}, whom PostgreSQL runs as, can reach neither {dataDirectory} nor {instead}. Set "
                    + "Data__Directory to a folder outside of private homes, such as /srv/chatops-incidents."
            );
        return instead;
    }

    public static void Own(string path, PrivatePostgresAccount account)
    {
        var result = UnixCommand.Run("chown", "-hR", $"{account.User}:{account.Group}", "--", path);
        if (!result.Ok)
            throw new PrivatePostgresException($"{path} cannot be given to user {account.Name}: {result.Error.Trim()}");
    }

    private static bool Reaches(PrivatePostgresAccount account, string folder) => account.Run("test", "-x", folder).Ok;
}
