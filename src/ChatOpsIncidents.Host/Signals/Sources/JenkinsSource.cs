using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Jenkins: our own body from a pipeline's curl, or the notification plugin's.</summary>
public sealed class JenkinsSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "jenkins";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["deploys"];

    // The plugin can set no header.
    /// <inheritdoc/>
    public override IReadOnlyList<IAuthScheme> Schemes { get; } = [new TokenScheme { Parameter = "token" }];

    /// <inheritdoc/>
    public override IAuthScheme? SharedToken { get; } = new TokenScheme { Parameter = "token" };

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        var build = root.At("build");
        if (build.ValueKind != JsonValueKind.Object)
            return GenericBody.Change(root, "deploy");
        if (Status(build.Text("phase"), build.Text("status")) is not { } status)
            return new SourceReading.Ignored($"The phase “{build.Text("phase")}” is not used.");
        if (build.Text("full_url") is not { } url)
            return Missing("build.full_url");
        var parameters = build.At("parameters");
        var result = build.Text("status");
        return SourceReading.Of(
            new ChangeSignal(url, "deploy", status)
            {
                Services = JsonReading.Names(parameters.Text("SERVICE"), root.Text("name")),
                Environment = parameters.Text("ENVIRONMENT"),
                Version =
                    parameters.Text("VERSION") ?? GitVersion.Short(build.Text("scm", "commit")) ?? build.Text("number"),
                What = result is "UNSTABLE" or "NOT_BUILT" ? $"{root.Text("name")} {result}" : null,
                At = build.Time("timestamp"),
                Actor = build.Items("scm", "culprits").Select(one => one.Text()).FirstOrDefault(),
                Url = url,
            }
        );
    }

    // QUEUED comes late, and COMPLETED says the same as FINALIZED.
    private static ChangeStatus? Status(string? phase, string? result) =>
        (phase, result) switch
        {
            ("STARTED", _) => ChangeStatus.Started,
            ("FINALIZED", "SUCCESS") => ChangeStatus.Succeeded,
            ("FINALIZED", not null) => ChangeStatus.Failed,
            _ => null,
        };
}
