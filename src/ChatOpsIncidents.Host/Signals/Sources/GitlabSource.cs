using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>GitLab's deployment, release and feature flag events. Four refusals in a row switch the hook off.</summary>
public sealed class GitlabSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "gitlab";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["deploys", "changes"];

    // Both can be set on one hook; then the signature decides.
    /// <inheritdoc/>
    public override IReadOnlyList<IAuthScheme> Schemes { get; } =
    [new StandardWebhooksScheme(), new TokenScheme { Header = "X-Gitlab-Token" }];

    /// <inheritdoc/>
    public override IAuthScheme? SharedToken { get; } = new TokenScheme { Header = "X-Gitlab-Token" };

    /// <inheritdoc/>
    public override int BodyLengthMax => 2 * 1024 * 1024;

    /// <inheritdoc/>
    public override string? DeliveryId(HookRequest request) =>
        request.Only("webhook-id")
        ?? request.Only("Idempotency-Key")
        ?? (request.Only("X-Gitlab-Event-UUID") is { } id ? $"{id}/{request.Only("X-Gitlab-Webhook-UUID")}" : null);

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery) =>
        root.Text("object_kind") switch
        {
            "deployment" => Deployment(root),
            "release" => Release(root),
            "feature_flag" => Flag(root, delivery),
            var other => new SourceReading.Ignored(
                $"“{other}” is not used; send deployment, release and feature flag events."
            ),
        };

    private static SourceReading Deployment(JsonElement root)
    {
        if (Status(root.Text("status")) is not { } status)
            return new SourceReading.Ignored($"The status “{root.Text("status")}” is no step of a deploy.");
        if (root.Text("deployment_id") is not { } id)
            return Missing("deployment_id");
        return SourceReading.Of(
            new ChangeSignal($"{Project(root)}/deployment/{id}", "deploy", status)
            {
                Services = Services(root),
                Environment = root.Text("environment_tier") ?? root.Text("environment"),
                Version = GitVersion.Of(root.Text("ref"), root.Text("short_sha")),
                At = root.Time("status_changed_at"),
                Actor = root.Text("user", "username"),
                Url = root.Text("deployable_url") ?? root.Text("environment_external_url"),
            }
        );
    }

    private static SourceReading Release(JsonElement root)
    {
        if (root.Text("action") != "create" || root.Text("tag") is not { } tag)
            return new SourceReading.Ignored("Of a release only its creation counts.");
        return SourceReading.Of(
            new ChangeSignal($"{Project(root)}/release/{tag}", "release", ChangeStatus.Succeeded)
            {
                Services = Services(root),
                Version = tag,
                What = $"{root.Text("project", "name")} {tag} was released",
                At = root.Time("released_at") ?? root.Time("created_at"),
                Url = root.Text("url"),
            }
        );
    }

    // The event bears no time and no id of its own: the delivery's tells one toggle from the next.
    private static SourceReading Flag(JsonElement root, HookDelivery delivery)
    {
        if (root.Text("object_attributes", "name") is not { } name)
            return Missing("object_attributes.name");
        var turned = root.Truth("object_attributes", "active") == true ? "on" : "off";
        return SourceReading.Of(
            new ChangeSignal($"{Project(root)}/flag/{name}/{delivery.Id}", "flag", ChangeStatus.Succeeded)
            {
                Services = [name, .. Services(root)],
                What = $"flag {name} was turned {turned}",
                Version = turned,
                Actor = root.Text("user", "username"),
            }
        );
    }

    private static string Project(JsonElement root) => root.Text("project", "path_with_namespace") ?? "";

    private static IReadOnlyList<string> Services(JsonElement root) =>
        JsonReading.Names(root.Text("project", "path_with_namespace"), root.Text("project", "name"));

    private static ChangeStatus? Status(string? status) =>
        status switch
        {
            "running" => ChangeStatus.Started,
            "success" => ChangeStatus.Succeeded,
            "failed" or "canceled" => ChangeStatus.Failed,
            _ => null,
        };
}
