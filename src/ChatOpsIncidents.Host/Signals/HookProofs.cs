using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Sources;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>Whether a request comes from its source.</summary>
public sealed class HookProofs(IOptions<HooksOptions> options)
{
    /// <summary>Whether anything is configured that could prove a source.</summary>
    public bool CanProve(SignalSource source) =>
        Secrets(source).Count > 0
        || source.Schemes.Any(scheme => !scheme.NeedsSecret)
        || (source.SharedToken is not null && Shared.Count > 0);

    /// <summary>Judges a request. Where a source has secrets of its own, nothing else counts; of several schemes the
    /// first of which the request brings anything decides.</summary>
    public async Task<Proof> Judge(SignalSource source, HookRequest request, CancellationToken ct)
    {
        var secrets = Secrets(source);
        foreach (var scheme in source.Schemes.Where(scheme => secrets.Count > 0 || !scheme.NeedsSecret))
        {
            var proof = await scheme.Check(request, secrets, ct);
            if (proof != Proof.Absent)
                return proof;
        }

        if (secrets.Count > 0 || source.SharedToken is not { } shared || Shared.Count == 0)
            return Proof.Absent;
        return await shared.Check(request, Shared, ct);
    }

    private IReadOnlyList<string> Shared => options.Value.Token is { Length: > 0 } token ? [token] : [];

    private IReadOnlyList<string> Secrets(SignalSource source) =>
        options
            .Value.Secrets.Where(entry => entry.Key.Equals(source.Name, StringComparison.OrdinalIgnoreCase))
            .SelectMany(entry => entry.Value)
            .ToArray();
}
