using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Services;

/// <summary>The names of services as people type them.</summary>
internal static class ServiceWords
{
    /// <summary>Whether a service has that name; where none is configured, every name is as good as another.</summary>
    public static bool IsKnown(string name, Catalog catalog) =>
        catalog.Services.Count == 0 || catalog.Find(name) is not null;

    /// <summary>The service that was probably meant; null: none.</summary>
    public static string? Near(string name, Catalog catalog)
    {
        var known = catalog.Services.SelectMany(one => one.Aliases.Prepend(one.Name)).ToList();
        var near = Nearest.To(name.ToLowerInvariant(), [.. known.Select(one => one.ToLowerInvariant())]);
        return near is null ? null : catalog.Find(near)?.Name;
    }

    /// <summary>The services that a text names, by name or alias as whole words.</summary>
    public static IReadOnlyList<string> In(string text, Catalog catalog) =>
        [
            .. catalog
                .Services.Where(one => one.Aliases.Prepend(one.Name).Any(name => IsIn(text, name)))
                .Select(one => one.Name),
        ];

    /// <summary>Names that no service has, with what was probably meant; null: all are known.</summary>
    /// <param name="names">As typed.</param>
    /// <param name="line">The line that takes them.</param>
    /// <param name="catalog">What is known.</param>
    public static Refusal? Unknown(IReadOnlyList<string> names, CommandLine line, Catalog catalog)
    {
        if (names.FirstOrDefault(name => !IsKnown(name, catalog)) is not { } unknown)
            return null;
        var near = Near(unknown, catalog);
        var anyway = (line with { Keys = line.Keys.SetItem("anyway", "yes") }).ToWords();
        var meant = near is null ? "" : $" Did you mean {Markup.Code(near)}?";
        return new Refusal(
            "unknown-service",
            $"I know no service “{Markup.Clean(ShortText.Cut(unknown, 60))}”.{meant}",
            [
                .. near is null
                    ? Array.Empty<NextStep>()
                    : [new NextStep($"Use {near}", Markup.Clean($"{line.Verb} {Replaced(names, unknown, near)}"))],
                new NextStep("Choose", "service"),
                new NextStep($"Take “{ShortText.Cut(unknown, 30)}” all the same", anyway),
            ]
        )
        {
            Fields = new Dictionary<string, string> { ["name"] = $"I know no service “{unknown}”." },
        };
    }

    private static string Replaced(IReadOnlyList<string> names, string unknown, string near) =>
        string.Join(", ", names.Select(name => name == unknown ? near : name));

    private static bool IsIn(string text, string name)
    {
        for (var at = 0; (at = text.IndexOf(name, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + name.Length;
            var begins = at == 0 || !char.IsLetterOrDigit(text[at - 1]);
            if (begins && (end == text.Length || !char.IsLetterOrDigit(text[end])))
                return true;
        }

        return false;
    }
}
