using System.Globalization;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>
/// The Unix user that the server runs as: ourselves, or another one when we are root, which PostgreSQL refuses.
/// </summary>
internal sealed record PrivatePostgresAccount(uint User, uint Group, string Name, bool Switches)
{
    /// <summary>
    /// The owner of an existing cluster; for a new one user postgres when we are root, else ourselves.
    /// </summary>
    /// <param name="self">Our own effective user; 0 is root.</param>
    /// <param name="owner">Owner of the existing cluster; null: there is none yet.</param>
    /// <param name="cluster">Its place, for the message.</param>
    /// <exception cref="PrivatePostgresException">The cluster is somebody else's, or there is no user
    /// postgres.</exception>
    public static PrivatePostgresAccount Choose(uint self, uint? owner, string cluster)
    {
        if (self != 0)
        {
            if (owner is { } other && other != self)
                throw new PrivatePostgresException(
                    $"The database in {cluster} belongs to user {Named(other)}, as when the host ran as root "
                        + $"before. Start the "
                        + $"host as root, or hand the folder over: sudo chown -R {Named(self)} {cluster}"
                );
            return new(self, 0, Named(self), Switches: false);
        }

        var name = owner is { } by and not 0 ? Named(by) : "postgres";
        var entry = UnixCommand.Run("getent", "passwd", name).Output.Split(':');
        if (entry.Length < 4)
            throw new PrivatePostgresException(
                $"PostgreSQL does not run as root, and there is no user {name} to run it as. Install the Debian "
                    + $"package "
                    + "postgresql, which makes that user, or start the host as an ordinary user."
            );
        return new(Number(entry[2]), Number(entry[3]), entry[0], Switches: true);
    }

    /// <summary>
    /// The command as this user. With <paramref name="diesWithUs"/> it gets SIGINT, a fast stop, when the thread that
    /// started it ends, and a session of its own, so that Ctrl-C in a terminal reaches the host only.
    /// </summary>
    public IReadOnlyList<string> Wrap(bool diesWithUs, params IEnumerable<string> command) =>
        [
            .. diesWithUs ? ["setsid"] : Array.Empty<string>(),
            .. diesWithUs || Switches ? ["setpriv"] : Array.Empty<string>(),
            .. diesWithUs ? ["--pdeathsig", "INT"] : Array.Empty<string>(),
            .. Switches ? [$"--reuid={User}", $"--regid={Group}", "--init-groups"] : Array.Empty<string>(),
            .. diesWithUs || Switches ? ["--"] : Array.Empty<string>(),
            .. command,
        ];

    public UnixCommand.Result Run(params IEnumerable<string> command)
    {
        var words = Wrap(diesWithUs: false, command);
        return UnixCommand.Run(words[0], words.Skip(1));
    }

    private static string Named(uint user)
    {
        var entry = UnixCommand.Run("getent", "passwd", user.ToString(CultureInfo.InvariantCulture)).Output.Split(':');
        return entry is [{ Length: > 0 } name, ..] && entry.Length > 1
            ? name
            : user.ToString(CultureInfo.InvariantCulture);
    }

    private static uint Number(string digits) => uint.Parse(digits, CultureInfo.InvariantCulture);
}
