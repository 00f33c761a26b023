using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>LaunchDarkly's audit log by webhook: changes of flags and segments.</summary>
public sealed class LaunchDarklySource : SignalSource
{
    // These change nothing for users; an action that nobody knows is kept.
    private static readonly string[] Cosmetic =
    [
        "updateName",
        "updateDescription",
        "updateTags",
        "updateMaintainer",
        "updateTemporary",
        "createApprovalRequest",
        "reviewApprovalRequest",
    ];

    /// <inheritdoc/>
    public override string Name => "launchdarkly";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["changes"];

    /// <inheritdoc/>
    public override IReadOnlyList<IAuthScheme> Schemes { get; } = [HmacScheme.Sha256("X-LD-Signature")];

    /// <inheritdoc/>
    public override IAuthScheme? SharedToken => null;

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        var access = root.Items("accesses")
            .FirstOrDefault(one => root.Text("kind") is "flag" or "segment" && !IsCosmetic(one.Text("action")));
        if (access.Text("resource") is not { } resource)
            return new SourceReading.Ignored("Nothing changed for users.");
        if (root.Text("_id") is not { } id)
            return Missing("_id");
        var key = Part(resource, "flag") ?? Part(resource, "segment");
        var verb = root.Text("titleVerb") ?? "changed";
        return SourceReading.Of(
            new ChangeSignal(id, "flag", ChangeStatus.Succeeded)
            {
                Services = JsonReading.Names(key, Part(resource, "proj")),
                Environment = Part(resource, "env"),
                What = $"{verb} {root.Text("name") ?? key}{Why(root)}",
                At = root.Time("date"),
                Actor = root.Text("member", "email") ?? root.Text("token", "name") ?? root.Text("app", "name"),
            }
        );
    }

    private static string Why(JsonElement root) => root.Text("comment") is { } why ? $": {why}" : "";

    private static bool IsCosmetic(string? action) => action is null || Cosmetic.Contains(action);

    // proj/<project>:env/<environment>:flag/<key>[;tags]
    private static string? Part(string resource, string name) =>
        resource
            .Split(';')[0]
            .Split(':')
            .FirstOrDefault(part => part.StartsWith(name + "/", StringComparison.Ordinal))
            ?[(name.Length + 1)..];
}
