using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Webhooks of a Linear workspace: issues that were changed.</summary>
/// <remarks>Source: linear.app/developers, webhooks. What it delivers again is the same delivery, by its id.</remarks>
public sealed class LinearSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "linear";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["trackers"];

    /// <inheritdoc/>
    public override IReadOnlyList<IAuthScheme> Schemes { get; } = [HmacScheme.Sha256("Linear-Signature")];

    /// <inheritdoc/>
    public override IAuthScheme? SharedToken => null;

    /// <inheritdoc/>
    public override string? DeliveryId(HookRequest request) => request.Only("Linear-Delivery");

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        var issue = root.At("data");
        if (root.Text("type") != "Issue" || root.Text("action") != "update")
            return new SourceReading.Ignored("Only changes of issues are used.");
        if (issue.Text("identifier") is not { } identifier)
            return Missing("data.identifier");
        return SourceReading.Of(
            new ItemSignal($"/issue/{identifier}", issue.Text("title"))
            {
                End = issue.Text("state", "type") switch
                {
                    "completed" => ActionEnd.Done,
                    "canceled" or "duplicate" => ActionEnd.Dropped,
                    _ => null,
                },
                Owner = issue.Text("assignee", "name"),
                At = issue.Time("updatedAt"),
            }
        );
    }
}
