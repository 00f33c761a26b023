using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Host.Signals.Authenticity;

/// <summary>Which addresses out of a message of SNS may be called. All others are refused without a call: they would
/// be a stranger's way to whatever this machine can reach.</summary>
internal static partial class SnsAddress
{
    /// <summary>A certificate's address; null: it may not be called.</summary>
    /// <param name="text">As the message has it.</param>
    /// <param name="topic">The message's topic, whose region must be the address's.</param>
    public static Uri? OfCertificate(string? text, string topic) =>
        Amazon(text, topic) is { } address && Certificate().IsMatch(address.AbsolutePath) && address.Query.Length == 0
            ? address
            : null;

    /// <summary>The address that confirms a subscription; null: it may not be called.</summary>
    public static Uri? OfSubscription(string? text, string topic) =>
        Amazon(text, topic) is { AbsolutePath: "/" } address
        && address.Query.StartsWith("?Action=ConfirmSubscription&", StringComparison.Ordinal)
            ? address
            : null;

    private static Uri? Amazon(string? text, string topic)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address))
            return null;
        var isPlain = address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && address.UserInfo.Length == 0;
        var host = Host().Match(address.Host);
        // arn:aws:sns:<region>:<account>:<name>
        var region = topic.Split(':') is [_, _, "sns", var its, ..] ? its : null;
        return isPlain && host.Success && host.Groups[1].Value == region ? address : null;
    }

    [GeneratedRegex(@"^sns\.([a-z0-9-]{3,})\.amazonaws\.com(?:\.cn)?\z")]
    private static partial Regex Host();

    [GeneratedRegex(@"^/SimpleNotificationService-[0-9a-z]+\.pem\z")]
    private static partial Regex Certificate();
}
