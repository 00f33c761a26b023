using System.Collections.Immutable;
using System.Net.Mail;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>Who is told, in which words and where, read from <c>Audiences</c>; how often, from
/// <c>Cadence</c>.</summary>
internal static partial class AudienceSource
{
    /// <summary>The configuration's section.</summary>
    public const string Section = "Audiences";

    // The time of those who have none of their own.
    private const string Rest = "stakeholders";
    private static readonly string[] Keys = ["Reads", "Channels", "People", "Mail", "Webhook", "StatusPage"];

    /// <summary>The audiences, in the order of the plan; every fault names its key.</summary>
    public static ImmutableArray<Audience> Read(IConfiguration configuration, List<string> faults)
    {
        var set = configuration.GetSection(Section).GetChildren().ToDictionary(NameOf, row => Row(row, faults));
        var told = configuration
            .GetSection("Cadence")
            .GetChildren()
            .SelectMany(severity => severity.GetChildren())
            .Select(NameOf)
            .Where(name => name != Rest);
        var own = set.Keys.Concat(told).Distinct().Where(name => Usual(name) is null).ToList();
        return set.Count == 0 && own.Count == 0
            ? Audience.Usual
            :
            [
                .. Audience.Usual.Select(row => set.GetValueOrDefault(row.Name, row)),
                .. own.Select(name => set.GetValueOrDefault(name) ?? new Audience(name, Wording.Leadership)),
            ];
    }

    /// <summary>How often who is told, by severity: a row for all, and one for each that is named.</summary>
    public static Policy Cadence(Policy policy, IConfiguration configuration, List<string> faults)
    {
        var known = policy.Audiences.Select(row => row.Name).Append(Rest).ToArray();
        var named = configuration.GetSection(Section).GetChildren().Select(NameOf).ToHashSet();
        foreach (var row in configuration.GetSection("Cadence").GetChildren())
        {
            if (PolicySource.SeverityOf(row, row.Key, faults) is not { } severity)
                continue;
            foreach (var entry in row.GetChildren())
            {
                var name = NameOf(entry);
                if (Meant(name, named) is { } meant)
                    faults.Add($"{entry.Path}: there is no such audience. Did you mean {meant}?");
                else if (PolicySource.TimeOf(entry, faults) is { } every)
                    policy = With(policy, severity, name, every);
            }
        }

        return policy;

        // A name of one's own needs no more than its time; one that is nearly another is a typing error.
        string? Meant(string name, HashSet<string> own) =>
            name == Rest || Usual(name) is not null || own.Contains(name)
                ? null
                : Nearest.To(name, [.. known.Where(one => one != name)]);
    }

    private static Policy With(Policy policy, Severity severity, string name, TimeSpan every)
    {
        if (name != Rest)
            return policy with { AudienceCadence = policy.AudienceCadence.SetItem((severity, name), every) };
        var isNone = every == TimeSpan.Zero;
        var cadence = isNone ? policy.Cadence.Remove(severity) : policy.Cadence.SetItem(severity, every);
        return policy with { Cadence = cadence };
    }

    private static Audience? Usual(string name) => Audience.Usual.FirstOrDefault(row => row.Name == name);

    private static string NameOf(IConfigurationSection row) => row.Key.ToLowerInvariant();

    private static Audience Row(IConfigurationSection row, List<string> faults)
    {
        var unknown = row.GetChildren().Where(key => !Keys.Contains(key.Key, StringComparer.OrdinalIgnoreCase));
        faults.AddRange(
            unknown.Select(key => $"{key.Path}: there is no such key; there are {string.Join(", ", Keys)}.")
        );
        if (row.Key.Length > Audience.NameLengthMax || !row.Key.All(IsOfName))
            faults.Add($"{row.Path}: an audience's name has letters and digits, at most {Audience.NameLengthMax}.");
        var name = NameOf(row);
        var usual = Usual(name);
        return new Audience(name, WordingOf(row.GetSection("Reads"), usual?.Reads ?? Wording.Leadership, faults))
        {
            Places = [.. Places(row, name, faults)],
        };
    }

    private static bool IsOfName(char letter) => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_';

    private static Wording WordingOf(IConfigurationSection entry, Wording otherwise, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(entry.Value))
            return otherwise;
        if (Enum.TryParse<Wording>(entry.Value, ignoreCase: true, out var wording) && Enum.IsDefined(wording))
            return wording;
        faults.Add($"{entry.Path}: “{entry.Value}” is none of {string.Join(", ", Enum.GetNames<Wording>())}.");
        return otherwise;
    }

    private static IEnumerable<AudiencePlace> Places(IConfigurationSection row, string name, List<string> faults)
    {
        foreach (var id in Split(row["Channels"]))
        {
            if (!Channel().IsMatch(id))
                faults.Add($"{row.Path}:Channels: “{id}” is no channel's id, such as C0123ABCD; a name can change.");
            yield return new AudiencePlace(UpdateWays.Channel, id);
        }

        foreach (var id in Split(row["People"]))
            yield return new AudiencePlace(UpdateWays.Person, id);
        foreach (var address in Split(row["Mail"]))
        {
            if (!MailAddress.TryCreate(address, out _))
                faults.Add($"{row.Path}:Mail: “{address}” is no mail address.");
            yield return new AudiencePlace(UpdateWays.Mail, address);
        }

        // Where these are is the host's to know: an address may be a secret.
        if (row["Webhook"] is { Length: > 0 })
            yield return new AudiencePlace(UpdateWays.Webhook, name);
        if (row["StatusPage"] is { Length: > 0 })
            yield return new AudiencePlace(UpdateWays.StatusPage, name);
    }

    private static string[] Split(string? list) =>
        (list ?? "").Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex("^(?:[CG][A-Z0-9]+|19:.+@thread[.](?:tacv2|skype))$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Channel();
}
