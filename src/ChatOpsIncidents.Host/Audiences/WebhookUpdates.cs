using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Audiences;

/// <summary>Updates by a webhook, signed as Standard Webhooks says.</summary>
internal sealed class WebhookUpdates(
    SignedWebhook hooks,
    AudienceAddresses addresses,
    IOptions<DestinationOptions> options,
    PolicySource policy
) : IUpdateWay
{
    private const string Name = "The webhook";

    /// <inheritdoc/>
    public string Way => UpdateWays.Webhook;

    /// <inheritdoc/>
    public async Task<AttemptEnd> Tell(AudienceWord word, CancellationToken ct)
    {
        if (addresses.Webhook(word.Told.Target) is not { } address)
            return new AttemptEnd.GiveUp($"{Name} of {word.Told.Audience} has no address.");
        var data = new JsonObject
        {
            ["incident"] = word.IncidentId,
            ["severity"] = word.Told.Severity.ToString(),
            ["audience"] = word.Told.Audience,
            ["text"] = new AudienceText(policy.Current.TimeZone).Plain(word.Told.Message).TrimEnd(),
            ["subject"] = word.Told.Subject,
            ["state"] = word.Told.State.ToString().ToLowerInvariant(),
            ["update"] = word.Told.Number > 0 ? word.Told.Number : null,
        };
        var secrets = options.Value.Webhook.Secrets;
        var answer = await hooks.Post(address, secrets, "incident.update", word.Key, data, ct);
        return OutboundEnds.Of(answer, Name, $"updates/webhook/{word.Told.Target}");
    }
}
