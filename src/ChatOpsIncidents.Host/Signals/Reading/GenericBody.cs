using System.Text.Json;

namespace ChatOpsIncidents.Host.Signals.Reading;

/// <summary>Our own two bodies, which anything can send with one line of curl.</summary>
internal static class GenericBody
{
    /// <summary>A deploy or another change.</summary>
    /// <param name="root">The object.</param>
    /// <param name="kind">Its kind where it names none.</param>
    public static SourceReading Change(JsonElement root, string kind)
    {
        var (service, version, what) = (root.Text("service"), root.Text("version"), root.Text("what"));
        if (service is null && what is null)
            return new SourceReading.Unreadable("Missing: service (with version), or what.");
        if (service is not null && version is null && what is null)
            return new SourceReading.Unreadable("Missing: version, or what.");
        var word = root.Text("status") ?? "succeeded";
        if (Status(word) is not { } status)
            return new SourceReading.Ignored($"The status “{word}” is no step of a change.");
        var environment = root.Text("environment");
        return SourceReading.Of(
            new ChangeSignal(
                root.Text("id") ?? $"{service}/{environment}/{version}/{what}",
                root.Text("kind")?.ToLowerInvariant() ?? kind,
                status
            )
            {
                Services = JsonReading.Names(service),
                Environment = environment,
                Version = version,
                PreviousVersion = root.Text("previousVersion"),
                What = what,
                At = root.Time("at"),
                Actor = root.Text("actor"),
                Url = root.Text("url"),
            }
        );
    }

    /// <summary>An alert.</summary>
    public static SourceReading Alert(JsonElement root)
    {
        var summary = root.Text("summary") ?? root.Text("title") ?? root.Text("name");
        if (summary is null)
            return new SourceReading.Unreadable("Missing: summary.");
        var service = root.Text("service") ?? root.Text("labels", "service");
        var id = root.Text("id") ?? $"{service}/{summary}";
        var state = State(root.Text("status"));
        return SourceReading.Of(
            new AlertSignal(id, state, summary)
            {
                Services = JsonReading.Names(service),
                Environment =
                    root.Text("environment") ?? root.Text("labels", "environment") ?? root.Text("labels", "env"),
                Severity = SeverityWord.Read(root.Text("severity") ?? root.Text("labels", "severity")),
                Scope = Scope(root),
                StartsAt = root.Time("startsAt"),
                At = state == AlertState.Resolved ? root.Time("endsAt") ?? root.Time("at") : Began(root),
                Rule = root.Text("labels", "alertname"),
                Instance = root.Text("labels", "instance") ?? root.Text("labels", "host"),
                Url = root.Text("url"),
            }
        );
    }

    /// <summary>The usual words for how far a change is; null: another one.</summary>
    public static ChangeStatus? Status(string? word) =>
        word?.ToLowerInvariant() switch
        {
            "started" or "running" or "in_progress" or "deploying" => ChangeStatus.Started,
            "succeeded" or "success" or "deployed" or "done" or "applied" => ChangeStatus.Succeeded,
            "failed" or "failure" or "error" or "canceled" or "cancelled" or "aborted" => ChangeStatus.Failed,
            "rolled_back" or "rolledback" or "rolled-back" => ChangeStatus.RolledBack,
            _ => null,
        };

    /// <summary>The usual words for what an alert says; one that nobody knows counts as firing.</summary>
    public static AlertState State(string? word) =>
        word?.ToLowerInvariant() switch
        {
            "resolved" or "ok" or "recovered" or "recovery" or "closed" or "up" or "normal" => AlertState.Resolved,
            "blind" or "no data" or "nodata" or "no_data" or "insufficient_data" or "unknown" => AlertState.Blind,
            _ => AlertState.Firing,
        };

    private static DateTimeOffset? Began(JsonElement root) => root.Time("startsAt") ?? root.Time("at");

    // Either in words, or as a count of those that are hit.
    private static Reach Scope(JsonElement root)
    {
        if (Enum.TryParse<Reach>(root.Text("scope"), ignoreCase: true, out var reach) && Enum.IsDefined(reach))
            return reach;
        return RoutingTable.ReachOf(root.Number("hit") ?? 0, root.Number("of") ?? 0);
    }
}
