using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>The words for what an incident looks like.</summary>
public static class PathWords
{
    private static readonly string[] Suppliers =
    [
        "supplier",
        "suppliers",
        "provider",
        "providers",
        "vendor",
        "third-party",
        "upstream",
    ];

    /// <summary>As options of a form.</summary>
    public static IReadOnlyList<FieldOption> Options { get; } =
    [
        new("change", "A deploy or change"),
        new("supplier", "A supplier"),
        new("data", "Data is wrong"),
        new("unknown", "Not known"),
    ];

    /// <summary>The word of one.</summary>
    public static string Of(IncidentPath path) => path.ToString().ToLowerInvariant();

    /// <summary>As part of a sentence.</summary>
    public static string Says(IncidentPath path) =>
        path switch
        {
            IncidentPath.Change => "a deploy or change",
            IncidentPath.Supplier => "a supplier",
            IncidentPath.Data => "wrong data",
            _ => "not known",
        };

    /// <summary>What a runbook for it is about, in the phrases that its symptoms use.</summary>
    public static string Symptoms(IncidentPath path) =>
        path switch
        {
            IncidentPath.Change => "bad deploy, new version, after the deploy, since the release",
            IncidentPath.Supplier => "supplier down, provider down, third party down, supplier outage",
            IncidentPath.Data => "wrong data, data lost, database corrupt, rows missing",
            _ => "",
        };

    /// <summary>The one of a word; null: none.</summary>
    public static IncidentPath? Find(string word) =>
        word.Trim(',', '.', ':').ToLowerInvariant() switch
        {
            "change" or "deploy" or "release" or "config" => IncidentPath.Change,
            "supplier" or "provider" or "vendor" => IncidentPath.Supplier,
            "data" => IncidentPath.Data,
            "unknown" or "?" => IncidentPath.Unknown,
            _ => null,
        };

    /// <summary>Whether a reason names a supplier: then it was said what it looks like.</summary>
    public static bool NamesSupplier(string because) =>
        because
            .Split([' ', ',', '.', ':', ';'], StringSplitOptions.RemoveEmptyEntries)
            .Any(word => Suppliers.Contains(word.Split('\'', '’')[0], StringComparer.OrdinalIgnoreCase));
}
