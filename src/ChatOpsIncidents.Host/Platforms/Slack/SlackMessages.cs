using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Slack's messages → what the timeline keeps of them. Pure.</summary>
/// <remarks>Source: docs.slack.dev/reference/events/message, docs.slack.dev/messaging/formatting-message-text</remarks>
internal static partial class SlackMessages
{
    /// <summary>A message as a person said it; null for those of bots (ours and others') and for Slack's own
    /// lines.</summary>
    /// <param name="message">The message, from an event or from history.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="us">Who we are, for permanent links; null: no link.</param>
    /// <param name="nameOf">As for <see cref="Words"/>.</param>
    public static CapturedMessage? Said(
        JsonObject message,
        string channel,
        SlackIdentity? us,
        Func<string, string?>? nameOf = null
    )
    {
        if (!IsHuman(message) || Text(message, "ts") is not { } ts || At(ts) is not { } at)
            return null;
        var thread = Thread(message, ts);
        var files = Files(message);
        var words = SlackContent.Words(message, nameOf);
        return new CapturedMessage(
            channel,
            ts,
            "0",
            words.Length == 0 && files.Count > 0 ? "file" : "message",
            thread,
            Text(message, "user")!,
            at,
            words,
            files,
            us?.Link(channel, ts, thread)
        );
    }

    /// <summary>A person's later change of their message; null where the words are the same (Slack reports link
    /// previews and reply counters the same way) and for bots.</summary>
    /// <param name="message">The message as it is now, with <c>edited</c>.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="previous">As it was; null: unknown.</param>
    /// <param name="us">Who we are; null: no link.</param>
    /// <param name="nameOf">As for <see cref="Words"/>.</param>
    public static CapturedMessage? Edited(
        JsonObject message,
        string channel,
        JsonObject? previous,
        SlackIdentity? us,
        Func<string, string?>? nameOf = null
    )
    {
        if (!IsHuman(message) || (Text(message, "ts") ?? Text(previous, "ts")) is not { } ts)
            return null;
        if (previous is not null && Text(previous, "text") == Text(message, "text"))
            return null;
        if (Text(message["edited"] as JsonObject, "ts") is not { } version || At(version) is not { } at)
            return null;
        var thread = Thread(message, ts);
        return new CapturedMessage(
            channel,
            ts,
            version,
            "message-edited",
            thread,
            Text(message, "user")!,
            at,
            SlackContent.Words(message, nameOf),
            Files(message),
            us?.Link(channel, ts, thread)
        );
    }

    /// <summary>Whether a person wrote this.</summary>
    public static bool IsHuman(JsonObject message) =>
        Text(message, "user") is { } user
        && user != "USLACKBOT"
        && !Has(message, "bot_id")
        && !Has(message, "bot_profile")
        && !Has(message, "app_id")
        && Text(message, "subtype") is null or "file_share" or "thread_broadcast" or "me_message";

    /// <summary>Slack's text as people read it: marks resolved to names or addresses, entities decoded.</summary>
    /// <param name="text">Slack's text.</param>
    /// <param name="nameOf">A person's name by id, where it is known; null: the id is shown.</param>
    public static string Words(string text, Func<string, string?>? nameOf = null) =>
        WebUtility.HtmlDecode(Mark().Replace(text, m => Shown(m.Groups["m"].Value, nameOf))).Trim();

    /// <summary>A typed command's text: addresses as people wrote them, a label before its address; people and channels
    /// stay as Slack marks them.</summary>
    public static string Typed(string text) =>
        Address()
            .Replace(
                text,
                link =>
                    (link.Groups["a"].Value, link.Groups["l"].Value) switch
                    {
                        (var address, "") => Bare(address),
                        var (address, label) when label == address => address,
                        var (address, label) when IsTyped(address, label) || "https://" + label == address => Shorter(
                            address,
                            label
                        ),
                        var (address, label) => $"{label} {address}",
                    }
            );

    /// <summary>A typed text in which groups and channels have their names, and nothing calls everybody.</summary>
    /// <param name="text">As Slack sent it.</param>
    /// <param name="nameOf">As for <see cref="Words"/>.</param>
    /// <param name="isAddressed">Whether what stands at this place stays a mark of Slack's, with its name as the
    /// label.</param>
    public static string Named(string text, Func<string, string?> nameOf, Func<int, bool> isAddressed) =>
        Group()
            .Replace(
                text,
                mark =>
                    mark.Value[1] == '!' && isAddressed(mark.Index)
                        ? $"<{mark.Groups["m"].Value.Split('|')[0]}|{Shown(mark.Groups["m"].Value, nameOf)}>"
                        : Shown(mark.Groups["m"].Value, nameOf)
            );

    // What stands behind https:// was typed with it.
    private static string Shorter(string address, string label) =>
        address.StartsWith("https://", StringComparison.Ordinal) ? address : label;

    /// <summary>The instant of a <c>ts</c> (seconds, a point, six digits); null when it is none.</summary>
    public static DateTimeOffset? At(string? ts)
    {
        if (ts is null)
            return null;
        var point = ts.IndexOf('.');
        var seconds = point < 0 ? ts : ts[..point];
        if (!long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
            return null;
        if (point < 0 && whole > 100_000_000_000)
            whole /= 1_000_000; // pins: whole microseconds
        if (whole > 253_402_300_799)
            return null;
        var digits = point < 0 ? "0" : ts[(point + 1)..].PadRight(6, '0')[..6];
        _ = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var micros);
        return DateTimeOffset.FromUnixTimeSeconds(whole).AddTicks(micros * TimeSpan.TicksPerMicrosecond);
    }

    /// <summary>A text field; null when absent or no text.</summary>
    public static string? Text(JsonObject? of, string name) =>
        of?[name] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;

    private static bool Has(JsonObject message, string name) => message[name] is not null;

    private static string? Thread(JsonObject message, string ts) =>
        Text(message, "thread_ts") is { } thread && thread != ts ? thread : null;

    private static List<CapturedFile> Files(JsonObject message) =>
        (message["files"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Where(f => Text(f, "permalink") is not null || Text(f, "url_private") is not null)
            .Select(f => new CapturedFile(
                Text(f, "name") ?? Text(f, "title") ?? "file",
                Text(f, "permalink") ?? Text(f, "url_private")!
            ))
            .ToList();

    /// <summary>The ids of a message's files, joined as the key <c>file</c> wants them; empty: none.</summary>
    public static string FileIds(JsonObject message) =>
        string.Join(
            ',',
            (message["files"] as JsonArray ?? [])
                .OfType<JsonObject>()
                .Select(f => Text(f, "id"))
                .OfType<string>()
                .Take(10)
        );

    private static string Shown(string mark, Func<string, string?>? nameOf)
    {
        var bar = mark.IndexOf('|');
        var (target, label) = bar < 0 ? (mark, "") : (mark[..bar], mark[(bar + 1)..]);
        return target switch
        {
            ['@', ..] => "@" + (nameOf?.Invoke(target[1..]) ?? (label.Length > 0 ? label : target[1..])),
            ['#', ..] => "#" + (label.Length > 0 ? label : nameOf?.Invoke(target[1..]) ?? "channel"),
            ['!', ..] => Special(target[1..], label, nameOf),
            _ when label.Length == 0 || label == target => Bare(target),
            _ when IsTyped(target, label) => label,
            _ => $"{label} ({target})",
        };
    }

    // Groups and what calls everybody: as names, which call nobody.
    private static string Special(string target, string label, Func<string, string?>? nameOf)
    {
        if (target.StartsWith("date^", StringComparison.Ordinal))
            return label;
        var parts = target.Split('^');
        var name = label.TrimStart('@');
        if (parts is ["subteam", var group, ..])
            return "@" + (name.Length > 0 ? name : nameOf?.Invoke(group) ?? "a group");
        return "@" + (name.Length > 0 ? name : parts[0]);
    }

    private static string Bare(string target) =>
        target.StartsWith(MailTo, StringComparison.Ordinal) ? target[MailTo.Length..] : target;

    // Slack makes a link of whatever looks like a host or a mail address; people wrote the label.
    private static bool IsTyped(string target, string label) =>
        target == "http://" + label || target == "http://" + label + "/" || target == MailTo + label;

    private const string MailTo = "mailto:";

    [GeneratedRegex("<(?<m>[^<>]+)>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(
        @"<(?<a>(https?://|mailto:)[^<>|\s]+)(\|(?<l>[^<>]*))?>",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Address();

    [GeneratedRegex(@"<(?<m>(!|\#[CG])[^<>]+)>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Group();
}
