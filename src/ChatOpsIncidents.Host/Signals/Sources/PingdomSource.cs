using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Pingdom's webhook.</summary>
public sealed class PingdomSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "pingdom";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["alerts"];

    // It can set no header.
    /// <inheritdoc/>
    public override IReadOnlyList<IAuthScheme> Schemes { get; } = [new TokenScheme { Parameter = "token" }];

    /// <inheritdoc/>
    public override IAuthScheme? SharedToken { get; } = new TokenScheme { Parameter = "token" };

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        if (root.Text("check_id") is not { } id)
            return Missing("check_id");
        var isUp = root.Text("current_state") is "UP" or "SUCCESS";
        return SourceReading.Of(
            new AlertSignal(
                id,
                isUp ? AlertState.Resolved : AlertState.Firing,
                $"{root.Text("check_name")}: {root.Text("long_description") ?? root.Text("description")}"
            )
            {
                Services = [.. root.Items("tags").Select(tag => tag.Text()).OfType<string>()],
                Severity = SeverityWord.Read(root.Text("importance_level")),
                At = root.Time("state_changed_timestamp"),
                Rule = root.Text("check_name"),
                Url = root.Text("check_params", "full_url"),
            }
        );
    }
}
