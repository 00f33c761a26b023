using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Host.Signals.Reading;

/// <summary>What a deploy from Git is called.</summary>
internal static partial class GitVersion
{
    private const int ShaLength = 12;

    /// <summary>A tag where one was deployed, else the commit, short; null: neither is known.</summary>
    public static string? Of(string? reference, string? sha)
    {
        var name = reference?.Split('/')[^1];
        return name is not null && Tag().IsMatch(name) ? name : Short(sha) ?? name;
    }

    /// <summary>A commit's id, short enough to be read.</summary>
    public static string? Short(string? sha) => sha?.Length > ShaLength ? sha[..ShaLength] : sha;

    [GeneratedRegex(@"^v?\d+(\.\d+)+")]
    private static partial Regex Tag();
}
