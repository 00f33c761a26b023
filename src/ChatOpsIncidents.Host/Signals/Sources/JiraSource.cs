using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;
using ChatOpsIncidents.Host.Trackers;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Webhooks of a Jira administrator, with a secret: issues that were changed.</summary>
/// <remarks>Source: developer.atlassian.com, Jira Cloud platform, webhooks. The header has no <c>-256</c>.</remarks>
public sealed class JiraSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "jira";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["trackers"];

    /// <inheritdoc/>
    public override IReadOnlyList<IAuthScheme> Schemes { get; } =
    [HmacScheme.Sha256("X-Hub-Signature", prefix: "sha256=")];

    /// <inheritdoc/>
    public override IAuthScheme? SharedToken => null;

    /// <inheritdoc/>
    public override string? DeliveryId(HookRequest request) => request.Only("X-Atlassian-Webhook-Identifier");

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        if (root.Text("webhookEvent") is not "jira:issue_updated")
            return new SourceReading.Ignored("Only changes of issues are used.");
        var fields = root.At("issue", "fields");
        if (root.Text("issue", "key") is not { } key)
            return Missing("issue.key");
        return SourceReading.Of(
            new ItemSignal($"/browse/{key}", fields.Text("summary"))
            {
                End =
                    fields.Text("status", "statusCategory", "key") == "done"
                        ? JiraTracker.EndOf(fields.Text("resolution", "name"))
                        : null,
                Owner = fields.Text("assignee", "displayName"),
                At = root.Time("timestamp"),
            }
        );
    }
}
