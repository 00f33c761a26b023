using System.Globalization;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>A folder that holds <c>postgres</c> and <c>initdb</c> of one major version.</summary>
internal sealed record PrivatePostgresBinaries(int Major, string Directory)
{
    public string Server => Path.Combine(Directory, "postgres");
    public string InitDb => Path.Combine(Directory, "initdb");

    /// <summary>The newest version for a new cluster; for an existing one, the version that made it.</summary>
    /// <exception cref="PrivatePostgresException">There is none, or none of the cluster's major version.</exception>
    public static PrivatePostgresBinaries Find(PrivatePostgresOptions options, string cluster)
    {
        var found = Debian(options.VersionsDirectory).Concat(OnPath(options.SearchPath)).ToList();
        var madeBy = Made(cluster);
        var newest =
            found.OrderByDescending(b => b.Major).FirstOrDefault()
            ?? throw new PrivatePostgresException(
                "PostgreSQL is not installed, and ConnectionStrings__Incidents is not set. Install the Debian package "
                    + $"postgresql{(madeBy is null ? "" : "-" + madeBy)} (apt-get install postgresql), or set "
                    + "ConnectionStrings__Incidents to a server that runs already."
            );
        if (madeBy is null)
            return newest;

        return found.Find(b => b.Major == madeBy)
            ?? throw new PrivatePostgresException(
                $"The database in {cluster} was made by PostgreSQL {madeBy}, but only PostgreSQL {newest.Major} is "
                    + $"installed. Install the Debian package postgresql-{madeBy} beside it, or carry the data over "
                    + "with pg_upgrade, "
                    + "or move that folder away to begin with an empty database."
            );
    }

    /// <summary>Null: there is no cluster yet.</summary>
    private static int? Made(string cluster)
    {
        var file = Path.Combine(cluster, "PG_VERSION");
        return File.Exists(file) && MajorOf(File.ReadAllText(file)) is { } major ? major : null;
    }

    private static IEnumerable<PrivatePostgresBinaries> Debian(string versions) =>
        System.IO.Directory.Exists(versions)
            ? from version in System.IO.Directory.EnumerateDirectories(versions)
            let bin = Path.Combine(version, "bin")
            let major = MajorOf(Path.GetFileName(version))
            where major is not null && Complete(bin)
            select new PrivatePostgresBinaries(major.Value, bin)
            : [];

    private static IEnumerable<PrivatePostgresBinaries> OnPath(string path) =>
        from folder in path.Split(':', StringSplitOptions.RemoveEmptyEntries)
        where Complete(folder)
        let words = UnixCommand.Run(Path.Combine(folder, "postgres"), "--version").Output.Trim().Split(' ')
        let major = words.Length > 2 ? MajorOf(words[2]) : null
        where major is not null
        select new PrivatePostgresBinaries(major.Value, folder);

    private static bool Complete(string folder) =>
        File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb"));

    // "17", "17.2", "15.18", "18beta1": the leading digits.
    private static int? MajorOf(string version)
    {
        var digits = new string([.. version.Trim().TakeWhile(char.IsAsciiDigit)]);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : null;
    }
}
