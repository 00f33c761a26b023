using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Argo CD notifications: our template, the flat body of most guides, or the whole Application.</summary>
public sealed class ArgocdSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "argocd";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["deploys"];

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        if (root.Text("service") is not null)
            return GenericBody.Change(root, "deploy");
        if (root.At("status").ValueKind == JsonValueKind.Object)
            return Application(root);
        return (root.Text("application") ?? root.Text("app")) is { } application
            ? Flat(root, application)
            : Missing("service, application, or the whole Application", "Use the template of connect.md.");
    }

    private static SourceReading Application(JsonElement root)
    {
        var operation = root.At("status", "operationState");
        if (Status(operation.Text("phase"), root.Text("status", "health", "status")) is not { } status)
            return new SourceReading.Ignored($"The phase “{operation.Text("phase")}” is no step of a deploy.");
        if (root.Text("metadata", "name") is not { } name)
            return Missing("metadata.name");
        var revision = operation.Text("syncResult", "revision") ?? operation.Text("operation", "sync", "revision");
        var history = root.Items("status", "history").Select(one => one.Text("revision")).ToArray();
        var began = operation.Text("startedAt");
        return SourceReading.Of(
            new ChangeSignal($"{root.Text("metadata", "uid") ?? name}/{began}", "deploy", Told(status, history))
            {
                Services = JsonReading.Names(name, root.Text("metadata", "labels", "app.kubernetes.io/name")),
                Environment =
                    root.Text("metadata", "labels", "environment")
                    ?? root.Text("spec", "destination", "namespace")
                    ?? root.Text("spec", "project"),
                Version = GitVersion.Short(revision),
                PreviousVersion = GitVersion.Short(history is [.., var before, _] ? before : null),
                At =
                    status == ChangeStatus.Started
                        ? operation.Time("startedAt")
                        : operation.Time("finishedAt") ?? operation.Time("startedAt"),
                Actor = operation.Text("operation", "initiatedBy", "username"),
            }
        );
    }

    // Argo keeps its own history: what succeeds now and stood there before the last one is a way back.
    private static ChangeStatus Told(ChangeStatus status, string?[] history)
    {
        var isWayBack =
            status == ChangeStatus.Succeeded
            && history is [.. var earlier, var last, var now]
            && now is not null
            && now != last
            && earlier.Contains(now);
        return isWayBack ? ChangeStatus.RolledBack : status;
    }

    private static ChangeStatus? Status(string? phase, string? health) =>
        phase switch
        {
            "Running" => ChangeStatus.Started,
            "Succeeded" when health is null or "Healthy" => ChangeStatus.Succeeded,
            "Succeeded" when health == "Degraded" => ChangeStatus.Failed,
            "Failed" or "Error" => ChangeStatus.Failed,
            _ => null,
        };

    private static SourceReading Flat(JsonElement root, string application)
    {
        var phase = root.Text("phase") ?? (root.Text("syncStatus") == "Synced" ? "Succeeded" : null);
        if (Status(phase, root.Text("healthStatus")) is not { } status)
            return new SourceReading.Ignored("Neither phase nor syncStatus tells of a step of a deploy.");
        if (root.Text("revision") is not { } revision)
            return Missing("revision");
        return SourceReading.Of(
            new ChangeSignal($"{application}/{revision}", "deploy", status)
            {
                Services = [application],
                Environment = root.Text("environment") ?? root.Text("namespace"),
                Version = GitVersion.Short(revision),
                At = root.Time("timestamp"),
            }
        );
    }
}
