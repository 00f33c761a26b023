using System.Security.Cryptography;
using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Flux's notification controller, providers <c>generic</c> and <c>generic-hmac</c>.</summary>
public sealed class FluxSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "flux";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["deploys"];

    // The sender may choose the hash; weaker ones are not taken.
    /// <inheritdoc/>
    public override IReadOnlyList<IAuthScheme> Schemes { get; } =
    [
        new HmacScheme("X-Signature")
        {
            Prefixes = new Dictionary<string, HashAlgorithmName>
            {
                ["sha256="] = HashAlgorithmName.SHA256,
                ["sha512="] = HashAlgorithmName.SHA512,
            },
        },
        new TokenScheme(),
    ];

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        var reason = root.Text("reason") ?? "";
        if (Status(reason, root.Text("severity")) is not { } status)
            return new SourceReading.Ignored($"The reason “{reason}” is no step of a deploy.");
        var subject = root.At("involvedObject");
        if (subject.Text("name") is not { } name)
            return Missing("involvedObject.name");
        var version = Version(root.At("metadata"));
        return SourceReading.Of(
            new ChangeSignal($"{subject.Text("uid") ?? name}/{version}", "deploy", status)
            {
                Services = JsonReading.Names(root.Text("metadata", "service"), name),
                Environment = root.Text("metadata", "env") ?? subject.Text("namespace"),
                Version = version,
                What = status == ChangeStatus.Failed ? $"{name} {version}: {reason}" : null,
                At = root.Time("timestamp"),
            }
        );
    }

    private static ChangeStatus? Status(string reason, string? severity) =>
        reason switch
        {
            "ReconciliationSucceeded" or "UpgradeSucceeded" or "InstallSucceeded" => ChangeStatus.Succeeded,
            "RollbackSucceeded" => ChangeStatus.RolledBack,
            "Progressing" => ChangeStatus.Started,
            _ when severity == "error" => ChangeStatus.Failed,
            _ => null,
        };

    // New: main@sha1:731f…; old: main/731f…; Helm: the chart's version.
    private static string? Version(JsonElement metadata)
    {
        var revision = metadata.Text("revision") ?? metadata.Text("kustomize.toolkit.fluxcd.io/revision");
        if (metadata.Text("app-version") is { } app)
            return app;
        var commit = revision?.Split(':')[^1].Split('/')[^1];
        return GitVersion.Short(commit);
    }
}
