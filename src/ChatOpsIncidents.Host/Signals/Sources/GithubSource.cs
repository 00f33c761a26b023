using System.Text;
using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Webhooks of GitHub repositories, organisations and apps: deployment statuses, releases, and
/// issues that are the items of actions.</summary>
public sealed class GithubSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "github";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["deploys", "changes", "trackers"];

    /// <inheritdoc/>
    public override IReadOnlyList<IAuthScheme> Schemes { get; } =
    [HmacScheme.Sha256("X-Hub-Signature-256", prefix: "sha256=")];

    /// <inheritdoc/>
    public override IAuthScheme? SharedToken => null;

    /// <inheritdoc/>
    public override int BodyLengthMax => 2 * 1024 * 1024;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Headers => ["X-GitHub-Event"];

    /// <inheritdoc/>
    public override string? DeliveryId(HookRequest request) => request.Only("X-GitHub-Delivery");

    // The owner of a hook chooses between JSON and a form with one field.
    /// <inheritdoc/>
    protected override JsonElement? Parse(HookDelivery delivery)
    {
        var isForm = delivery.Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded") == true;
        if (!isForm)
            return base.Parse(delivery);
        var fields = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(delivery.Body.Span));
        return fields.TryGetValue("payload", out var payload) ? JsonReading.Parse(payload.ToString()) : null;
    }

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery) =>
        delivery.Header("X-GitHub-Event") switch
        {
            "deployment_status" => Deployment(root),
            "release" => Release(root),
            "issues" when delivery.Kind == "trackers" => Issue(root),
            "ping" => new SourceReading.Ignored("GitHub tries the hook."),
            { } other => new SourceReading.Ignored($"“{other}” is not used; send deployment statuses and releases."),
            null => new SourceReading.Ignored("The header X-GitHub-Event is missing."),
        };

    private static SourceReading Issue(JsonElement root)
    {
        var issue = root.At("issue");
        if (issue.Text("html_url") is not { } address)
            return Missing("issue.html_url");
        return SourceReading.Of(
            new ItemSignal(address, issue.Text("title"))
            {
                End = (issue.Text("state"), issue.Text("state_reason")) switch
                {
                    ("closed", "not_planned" or "duplicate") => ActionEnd.Dropped,
                    ("closed", _) => ActionEnd.Done,
                    _ => null,
                },
                Owner = root.Text("action") == "assigned" ? root.Text("assignee", "login") : null,
                At = issue.Time("updated_at"),
            }
        );
    }

    private static SourceReading Deployment(JsonElement root)
    {
        var (status, deployment) = (root.At("deployment_status"), root.At("deployment"));
        if (Status(status.Text("state")) is not { } state)
            return new SourceReading.Ignored($"The state “{status.Text("state")}” is no step of a deploy.");
        if (deployment.Truth("transient_environment") == true)
            return new SourceReading.Ignored("A preview is no production.");
        if (deployment.Text("id") is not { } id)
            return Missing("deployment.id");
        var repository = root.Text("repository", "full_name") ?? "";
        return SourceReading.Of(
            new ChangeSignal($"{repository}/deployment/{id}", "deploy", state)
            {
                Services = JsonReading.Names(
                    Payload(deployment).Text("service"),
                    repository,
                    root.Text("repository", "name")
                ),
                Environment = deployment.Text("environment"),
                Version = GitVersion.Of(deployment.Text("ref"), deployment.Text("sha")),
                At = status.Time("created_at"),
                Actor = Actor(root, status),
                Url = status.Text("environment_url") ?? status.Text("log_url") ?? status.Text("target_url"),
            }
        );
    }

    // The payload is an object, or JSON in a string.
    private static JsonElement Payload(JsonElement deployment) =>
        deployment.At("payload").ValueKind == JsonValueKind.String
            ? JsonReading.Parse(deployment.Text("payload")) ?? default
            : deployment.At("payload");

    private static string? Actor(JsonElement root, JsonElement status) =>
        status.Text("creator", "type") == "Bot"
            ? root.Text("workflow_run", "actor", "login") ?? status.Text("creator", "login")
            : status.Text("creator", "login");

    private static ChangeStatus? Status(string? state) =>
        state switch
        {
            "in_progress" => ChangeStatus.Started,
            "success" => ChangeStatus.Succeeded,
            "failure" or "error" => ChangeStatus.Failed,
            _ => null,
        };

    // One click sends "created", "published" and "released".
    private static SourceReading Release(JsonElement root)
    {
        var release = root.At("release");
        var isMeant = root.Text("action") == "published" && release.Truth("draft") != true;
        if (!isMeant || release.Truth("prerelease") == true)
            return new SourceReading.Ignored("Of a release only its publishing counts.");
        if (release.Text("tag_name") is not { } tag)
            return Missing("release.tag_name");
        var repository = root.Text("repository", "full_name") ?? "";
        return SourceReading.Of(
            new ChangeSignal($"{repository}/release/{release.Text("id")}", "release", ChangeStatus.Succeeded)
            {
                Services = JsonReading.Names(repository, root.Text("repository", "name")),
                Version = tag,
                What = $"{root.Text("repository", "name")} {tag} was released",
                At = release.Time("published_at"),
                Actor = release.Text("author", "login"),
                Url = release.Text("html_url"),
            }
        );
    }
}
