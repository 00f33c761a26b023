using System.Text.Json;

namespace ChatOpsIncidents.Host.Signals.Reading;

/// <summary>A Statuspage's troubles, as its summary and its webhook write them; pages that copy it write the words
/// another way.</summary>
internal static class StatuspageBody
{
    /// <summary>A summary's unresolved incidents, maintenance that goes on, and parts that are down without one.
    /// </summary>
    /// <returns>Null: this is no summary, so nothing is known, and certainly not that all is well.</returns>
    public static IReadOnlyList<DependencySignal>? Summary(JsonElement root)
    {
        if (root.At("status", "indicator").ValueKind != JsonValueKind.String)
            return null;
        var (page, at) = (root.Text("page", "url"), root.Time("page", "updated_at"));
        DependencySignal[] troubles =
        [
            .. root.Items("incidents").Select(one => Incident(one, page)),
            .. root.Items("scheduled_maintenances").Where(IsGoingOn).Select(one => Incident(one, page)),
        ];
        var named = troubles.SelectMany(one => one.Components).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var silent = root.Items("components")
            .Where(part => part.Truth("group") != true && !IsWell(part.Text("status")))
            .Where(part => part.Text("name") is { } name && !named.Contains(name))
            .Select(part => Component(part, part.Text("status"), page, part.Time("updated_at") ?? at));
        return [.. troubles, .. silent];
    }

    /// <summary>What a webhook tells; null: nothing that we know.</summary>
    public static DependencySignal? Webhook(JsonElement root)
    {
        var page = root.Text("page", "url") ?? root.Text("page", "id");
        if (root.At("incident").ValueKind == JsonValueKind.Object)
            return Incident(root.At("incident"), page);
        var update = root.At("component_update");
        return update.ValueKind == JsonValueKind.Object
            ? Component(root.At("component"), update.Text("new_status"), page, update.Time("created_at"))
            : null;
    }

    /// <summary>Whether a word means that nothing is wrong.</summary>
    public static bool IsWell(string? word) =>
        word?.ToLowerInvariant().Replace("_", "", StringComparison.Ordinal) is null or "operational" or "up" or "none";

    private static bool IsGoingOn(JsonElement maintenance) =>
        maintenance.Text("status") is "in_progress" or "verifying";

    // The page's own word decides: the time of the end may be missing although it is over.
    private static DependencySignal Incident(JsonElement incident, string? page)
    {
        var isOpen = incident.Text("status")?.ToLowerInvariant() is not ("resolved" or "postmortem" or "completed");
        var newest = incident.Items("incident_updates").FirstOrDefault();
        return new DependencySignal(incident.Text("id") ?? "", incident.Text("name") ?? "Trouble", isOpen)
        {
            Page = page,
            Components = [.. incident.Items("components").Select(part => part.Text("name")).OfType<string>()],
            Impact = incident.Text("impact"),
            At = isOpen
                ? incident.Time("started_at") ?? incident.Time("created_at")
                : incident.Time("resolved_at") ?? newest.Time("display_at") ?? incident.Time("updated_at"),
            Url = incident.Text("shortlink"),
        };
    }

    private static DependencySignal Component(JsonElement part, string? status, string? page, DateTimeOffset? at)
    {
        var name = part.Text("name") ?? "A component";
        var words = (status ?? "unknown").Replace('_', ' ');
        return new DependencySignal($"component/{part.Text("id") ?? name}", $"{name}: {words}", !IsWell(status))
        {
            Page = page,
            Components = [name],
            Impact = words,
            At = at,
        };
    }
}
