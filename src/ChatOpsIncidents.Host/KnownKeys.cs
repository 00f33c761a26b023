using System.Text.Json;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Host;

/// <summary>The keys that the shipped example names. One that it does not name does nothing, and whoever set it
/// believes that it does: the host says so and does not start.</summary>
internal static partial class KnownKeys
{
    // The framework's own, which the example leaves out.
    private static readonly string[] OfTheFramework = ["Logging", "Kestrel", "HostFiltering"];

    // Parts that are spoken of, and are not in this version.
    private static readonly string[] NotThere = ["Teams", "Paging", "Trackers"];

    private static readonly JsonDocumentOptions WithComments = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>A sentence for each key that is not known, and for each value that cannot be meant so.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        using var stream = typeof(KnownKeys).Assembly.GetManifestResourceStream("appsettings.example.json")!;
        using var example = JsonDocument.Parse(stream, WithComments);
        var sections = configuration.GetChildren().Where(section => section.GetChildren().Any());
        foreach (var fault in sections.SelectMany(section => OfSection(section, example.RootElement)))
            yield return fault;
        foreach (var token in configuration.GetSection("Api:Tokens").GetChildren())
        {
            if (string.IsNullOrWhiteSpace(token.Value))
                yield return $"{token.Path} is empty: give it a token (openssl rand -hex 32), or take the key away.";
        }

        foreach (var place in configuration.GetSection("Outbox:AnnounceChannels").GetChildren())
        {
            if (!ChannelId().IsMatch(place.Value ?? ""))
                yield return $"{place.Path}: “{place.Value}” is no channel's id. It begins with C, such as C0123ABCD: "
                    + "channel → View channel details, at the end; in Teams with 19:, in the channel's link. "
                    + "A name will not do; it can change.";
        }
    }

    private static IEnumerable<string> OfSection(IConfigurationSection section, JsonElement example)
    {
        if (Child(example, section.Key) is { } known)
            return Beneath(section, known);
        if (NotThere.Contains(section.Key, StringComparer.OrdinalIgnoreCase))
            return [$"{section.Path}: there is no such part in this version. Take its keys away."];
        var isForeign = OfTheFramework.Contains(section.Key, StringComparer.OrdinalIgnoreCase);
        var near = isForeign ? null : Near(section.Key, example);
        // The environment is full of other programs' keys; only what looks like ours is ours.
        return near is null ? [] : [Unknown(section, near)];
    }

    private static IEnumerable<string> Beneath(IConfigurationSection section, JsonElement known)
    {
        var isOpen = known.ValueKind is JsonValueKind.Array || IsEmpty(known) || IsBySeverity(section);
        if (isOpen)
            return [];
        if (known.ValueKind is not JsonValueKind.Object)
            return section.GetChildren().Select(child => Unknown(child, null));
        return section
            .GetChildren()
            .SelectMany(child =>
                Child(known, child.Key) is { } next ? Beneath(child, next) : [Unknown(child, Near(child.Key, known))]
            );
    }

    // Other severities' names are told by who reads them.
    private static bool IsBySeverity(IConfigurationSection section) =>
        section.Path.Split(':')
            is ["Cadence" or "Audiences", ..]
                or ["Policy", "HoldTime" or "StepTime" or "DetectionTime", ..];

    private static bool IsEmpty(JsonElement known) =>
        known.ValueKind is JsonValueKind.Object && !known.EnumerateObject().Any();

    private static JsonElement? Child(JsonElement known, string key)
    {
        foreach (var property in known.EnumerateObject())
        {
            if (property.Name.Equals(key, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        }

        return null;
    }

    private static string? Near(string key, JsonElement known)
    {
        var names = known.EnumerateObject().Select(property => property.Name).ToList();
        var near = Nearest.To(key.ToLowerInvariant(), [.. names.Select(name => name.ToLowerInvariant())]);
        return names.Find(name => name.Equals(near, StringComparison.OrdinalIgnoreCase));
    }

    private static string Unknown(IConfigurationSection section, string? near)
    {
        var last = section.Path.LastIndexOf(':');
        var meant = near is null ? "" : $" Did you mean {section.Path[..(last + 1)]}{near}?";
        return $"{section.Path}: there is no such key.{meant}";
    }

    [GeneratedRegex(
        @"^([CG][A-Z0-9]+|19:[^\s@]+@[^\s@]+)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ChannelId();
}
