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
        var words = Words(Text(message, "text") ?? "", nameOf);
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
            Words(Text(message, "text") ?? "", nameOf),
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

    /// <summary>A typed command's text: addresses without Slack's brackets; people and channels stay as Slack marks
    /// them.</summary>
    public static string Typed(string text) => Address().Replace(text, m => m.Groups["a"].Value);

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
            ['#', ..] => "#" + (label.Length > 0 ? label : target[1..]),
            ['!', ..] when label.Length > 0 => label,
            ['!', ..] => "@" + target[1..].Split('^')[0],
            _ when label.Length == 0 || label == target || target == "http://" + label || target == "mailto:" + label =>
                target.StartsWith("mailto:", StringComparison.Ordinal) ? target[7..] : target,
            _ => $"{label} ({target})",
        };
    }

    [GeneratedRegex("<(?<m>[^<>]+)>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(
        @"<(mailto:)?(?<a>(https?://|(?<=mailto:))[^<>|\s]+)(\|[^<>]*)?>",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Address();
}
