using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>CloudWatch alarms, through an SNS topic; with raw delivery, by our token, the alarm alone.</summary>
/// <param name="signature">SNS's signature.</param>
public sealed class CloudwatchSource(SnsScheme signature) : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "cloudwatch";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["sns"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["alerts"];

    // Nobody gives SNS a secret of ours: its signature is looked at in any case.
    /// <inheritdoc/>
    public override IReadOnlyList<IAuthScheme> Schemes { get; } = [signature, new TokenScheme()];

    /// <inheritdoc/>
    public override IAuthScheme? SharedToken { get; } = new TokenScheme();

    // The header of that name is not signed; the body's is.
    /// <inheritdoc/>
    public override string? DeliveryId(HookRequest request) =>
        JsonReading.Parse(request.Body) is { } root ? root.Text("MessageId") : null;

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery) =>
        root.Text("Type") switch
        {
            "Notification" => Notification(root),
            "SubscriptionConfirmation" => new SourceReading.Subscribes(
                root.Text("SubscribeURL"),
                root.Text("TopicArn") ?? ""
            ),
            "UnsubscribeConfirmation" => new SourceReading.Ignored("The topic was unsubscribed from."),
            _ when root.Text("AlarmName") is not null => Alarm(root),
            _ => Missing("Type, or AlarmName"),
        };

    // The alarm is JSON in a string; people and other services write plain text.
    private static SourceReading Notification(JsonElement root)
    {
        var message = JsonReading.Parse(root.Text("Message")) ?? default;
        return message.Text("AlarmName") is null
            ? new SourceReading.Ignored("The message is no alarm.")
            : Alarm(message);
    }

    private static SourceReading Alarm(JsonElement alarm)
    {
        var (name, description) = (alarm.Text("AlarmName"), alarm.Text("AlarmDescription") ?? "");
        var key = alarm.Text("AlarmArn") ?? $"{alarm.Text("AWSAccountId")}/{alarm.Text("Region")}/{name}";
        return SourceReading.Of(
            new AlertSignal(key, State(alarm.Text("NewStateValue")), $"{name}: {alarm.Text("NewStateReason")}")
            {
                // Tags are not sent, so the description carries what we need.
                Services = JsonReading.Names(KeyedWords.Service(description)),
                Environment = KeyedWords.Environment(description),
                Severity = SeverityWord.Read(KeyedWords.Severity(description)),
                At = alarm.Time("StateChangeTime"),
                Rule = name,
            }
        );
    }

    private static AlertState State(string? value) =>
        value switch
        {
            "OK" => AlertState.Resolved,
            "INSUFFICIENT_DATA" => AlertState.Blind,
            _ => AlertState.Firing,
        };
}
