using System.Security.Cryptography;
using System.Text;

namespace ChatOpsIncidents.Host.Signals.Authenticity;

/// <summary>The secret itself, sent along: as a bearer token, as the password of basic authentication, in a header of
/// its own, or, where a sender can do nothing else, in the address.</summary>
public sealed record TokenScheme : IAuthScheme
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    /// <summary>The header of our own for senders that may set one and not <c>Authorization</c>.</summary>
    public const string OwnHeader = "X-Hook-Token";

    /// <summary>Which header the sender puts its token into, besides <c>Authorization</c>.</summary>
    public string Header { get; init; } = OwnHeader;

    /// <summary>A parameter of the address that may carry it; null: none. Addresses are kept by others, so only for
    /// senders that cannot set a header.</summary>
    public string? Parameter { get; init; }

    /// <inheritdoc/>
    public ValueTask<Proof> Check(HookRequest request, IReadOnlyList<string> secrets, CancellationToken ct) =>
        ValueTask.FromResult(Check(request, secrets));

    private Proof Check(HookRequest request, IReadOnlyList<string> secrets)
    {
        if (request.Has("Authorization"))
            return Judge(Authorization(request.Only("Authorization")), secrets);
        if (request.Has(Header))
            return Judge(request.Only(Header), secrets);
        if (Parameter is not null && request.Query.ContainsKey(Parameter))
            return Judge(request.OnlyQuery(Parameter), secrets);
        return Proof.Absent;
    }

    private static Proof Judge(string? given, IReadOnlyList<string> secrets)
    {
        if (given is null)
            return Proof.Wrong;
        var hash = Hash(given);
        var isRight = false;
        foreach (var secret in secrets)
            isRight |= CryptographicOperations.FixedTimeEquals(hash, Hash(secret));
        return isRight ? Proof.Right : Proof.Wrong;
    }

    private static string? Authorization(string? header)
    {
        if (header is null)
            return null;
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return header[Bearer.Length..].Trim();
        if (!header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
            return header.Trim(); // Some senders can set the header, and no scheme.
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Basic.Length..].Trim(), bytes, out var length))
            return null;
        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        return pair.IndexOf(':') is var colon and >= 0 ? pair[(colon + 1)..] : null;
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
