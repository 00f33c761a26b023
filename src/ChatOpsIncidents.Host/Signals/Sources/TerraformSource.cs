using System.Security.Cryptography;
using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Run notifications of Terraform Cloud and Enterprise.</summary>
public sealed class TerraformSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "terraform";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["changes"];

    /// <inheritdoc/>
    public override IReadOnlyList<IAuthScheme> Schemes { get; } =
    [
        new HmacScheme("X-TFE-Notification-Signature")
        {
            Prefixes = new Dictionary<string, HashAlgorithmName> { [""] = HashAlgorithmName.SHA512 },
        },
    ];

    /// <inheritdoc/>
    public override IAuthScheme? SharedToken => null;

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        if (root.At("notifications").ValueKind != JsonValueKind.Array)
            return new SourceReading.Ignored("Only runs are used.");
        List<Signal> signals = [];
        foreach (var notice in root.Items("notifications"))
        {
            if (Status(notice.Text("trigger"), notice.Text("run_status")) is { } status)
                signals.Add(Run(root, notice, status));
        }

        return SourceReading.Of(signals, "No run was applied.");
    }

    private static ChangeSignal Run(JsonElement root, JsonElement notice, ChangeStatus status)
    {
        var workspace = root.Text("workspace_name");
        return new ChangeSignal(root.Text("run_id") ?? "", "infra", status)
        {
            Services = JsonReading.Names($"{root.Text("organization_name")}/{workspace}", workspace),
            What = $"Terraform, {workspace}: {root.Text("run_message")}",
            At = notice.Time("run_updated_at"),
            Actor = notice.Text("run_updated_by") ?? root.Text("run_created_by"),
            Url = root.Text("run_url"),
        };
    }

    // A plan without changes completes, too; who cancels a plan changes nothing.
    private static ChangeStatus? Status(string? trigger, string? status) =>
        (trigger, status) switch
        {
            ("run:applying", _) => ChangeStatus.Started,
            ("run:completed", "applied") => ChangeStatus.Succeeded,
            ("run:errored", "errored") => ChangeStatus.Failed,
            _ => null,
        };
}
