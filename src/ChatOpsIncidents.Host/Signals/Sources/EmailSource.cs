using System.Text.Json;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>A mail that an inbound mail service hands over by webhook: what can only write mails still
/// alerts.</summary>
public sealed partial class EmailSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "email";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["alerts"];

    // Most such services only know an address.
    /// <inheritdoc/>
    public override IReadOnlyList<IAuthScheme> Schemes { get; } = [new TokenScheme { Parameter = "token" }];

    /// <inheritdoc/>
    public override IAuthScheme? SharedToken { get; } = new TokenScheme { Parameter = "token" };

    /// <inheritdoc/>
    public override int BodyLengthMax => 10 * 1024 * 1024;

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        if ((root.Text("subject") ?? root.Text("Subject")) is not { } subject)
            return Missing("subject");
        var text = root.Text("text") ?? root.Text("TextBody") ?? root.Text("plain") ?? "";
        var about = About(subject);
        return SourceReading.Of(
            new AlertSignal(about, Over().IsMatch(subject) ? AlertState.Resolved : AlertState.Firing, subject)
            {
                Services = JsonReading.Names(KeyedWords.Service(subject) ?? KeyedWords.Service(text)),
                // A mail without a word of how bad it is wakes nobody.
                Severity = SeverityWord.Read(Level(subject) ?? KeyedWords.Severity(text)) ?? Severity.Medium,
                At = root.Time("date") ?? root.Time("Date"),
            }
        );
    }

    // "[RESOLVED] disk full" and "[FIRING:1] Re: disk full" are about the same.
    private static string About(string subject)
    {
        var bare = Mark().Replace(subject, "").Trim();
        return bare.Length > 0 ? bare : subject;
    }

    private static string? Level(string subject) =>
        LevelWord().Match(subject) is { Success: true } match ? match.Value : null;

    // What stands in brackets, the signs of an answer, and the words for a state.
    [GeneratedRegex(
        @"\[[^\]]*\]
        | ^(?:re|fwd?|aw|wg):\s*
        | \b(?:resolved|recovered|ok|problem|recovery):?",
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Mark();

    [GeneratedRegex(@"\b(?:resolved|recovered|recovery)\b|\bok:", RegexOptions.IgnoreCase)]
    private static partial Regex Over();

    [GeneratedRegex(@"\b(?:critical|error|warning|info|p[1-5]|sev[1-5])\b", RegexOptions.IgnoreCase)]
    private static partial Regex LevelWord();
}
