using System.Text.Json;

namespace ChatOpsIncidents.Host.Signals.Reading;

/// <summary>The body that Alertmanager sends, and Grafana with a few fields more: a group of alerts, each with its own
/// status.</summary>
internal static class AlertGroupBody
{
    // Grafana resolves what it can no longer see, pauses or forgets, and says so here; a recovery has no reason.
    private const string StateReason = "grafana_state_reason";

    /// <summary>Reads it.</summary>
    /// <param name="root">The object.</param>
    /// <param name="hint">What to do where it is another body.</param>
    public static SourceReading Read(JsonElement root, string hint)
    {
        if (root.At("alerts").ValueKind != JsonValueKind.Array)
            return new SourceReading.Unreadable($"Missing: alerts. {hint}");
        List<Signal> signals = [];
        foreach (var alert in root.Items("alerts"))
        {
            if (alert.At("labels").ValueKind != JsonValueKind.Object)
                return new SourceReading.Unreadable($"Missing: alerts[].labels. {hint}");
            signals.Add(Alert(root, alert));
        }

        return SourceReading.Of(signals, "The group is empty.");
    }

    private static AlertSignal Alert(JsonElement root, JsonElement alert)
    {
        var (labels, annotations) = (alert.At("labels"), alert.At("annotations"));
        var rule = labels.Text("rulename") ?? labels.Text("alertname") ?? "An alert";
        var state = State(alert.Text("status"), labels, annotations);
        var startsAt = alert.Time("startsAt");
        return new AlertSignal(Key(root, alert), state, Summary(rule, annotations, state))
        {
            Services = Services(labels),
            Environment = labels.Text("env") ?? labels.Text("environment"),
            Severity = SeverityWord.Read(labels.Text("severity")),
            StartsAt = startsAt,
            At = state == AlertState.Firing ? startsAt : alert.Time("endsAt") ?? startsAt,
            Rule = rule,
            Instance = labels.Text("instance") ?? labels.Text("pod") ?? labels.Text("host"),
            Group = Group(root),
            Url = Url(annotations, alert),
        };
    }

    // Alertmanagers that know nothing of one another may have like label sets.
    private static string Key(JsonElement root, JsonElement alert)
    {
        var labels = alert.At("labels").GetRawText();
        return $"{root.Text("externalURL")}#{alert.Text("fingerprint") ?? labels}";
    }

    private static AlertState State(string? status, JsonElement labels, JsonElement annotations)
    {
        var isSightless =
            labels.Text("alertname") is "DatasourceNoData" or "DatasourceError"
            || annotations.Text(StateReason) is "NoData" or "Error";
        if (isSightless)
            return AlertState.Blind;
        if (status != "resolved")
            return AlertState.Firing;
        return annotations.Text(StateReason) is null ? AlertState.Resolved : AlertState.Blind;
    }

    // The value stands in the summary: it is the first words of one alert, never of a group.
    private static string Summary(string rule, JsonElement annotations, AlertState state)
    {
        var words = annotations.Text("summary") ?? annotations.Text("description");
        var summary = words is null ? rule : $"{rule}: {words}";
        return state == AlertState.Blind && annotations.Text(StateReason) is { } reason
            ? $"{summary} ({reason})"
            : summary;
    }

    private static IReadOnlyList<string> Services(JsonElement labels) =>
        JsonReading.Names(
            labels.Text("service"),
            labels.Text("app"),
            labels.Text("job"),
            labels.Text("namespace") is { } space && labels.Text("deployment") is { } deployment
                ? $"{space}/{deployment}"
                : null
        );

    // A group by nothing holds everything, and says nothing about what belongs together.
    private static string? Group(JsonElement root)
    {
        var labels = root.At("groupLabels");
        var isByNothing = labels.ValueKind != JsonValueKind.Object || !labels.EnumerateObject().Any();
        return isByNothing ? null : root.Text("groupKey");
    }

    private static string? Url(JsonElement annotations, JsonElement alert) =>
        annotations.Text("dashboard") ?? alert.Text("dashboardURL") ?? alert.Text("generatorURL");
}
