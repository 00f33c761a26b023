using System.Globalization;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>The neutral message → Slack's blocks. Pure; every limit is Slack's, and what is too long is cut, never
/// refused.</summary>
/// <remarks>Source: docs.slack.dev/reference/block-kit</remarks>
internal static class SlackBlocks
{
    /// <summary>Longest section text and longest other text object, in characters after escaping.</summary>
    public const int TextLengthMax = 3_000;

    /// <summary>Longest heading, in characters.</summary>
    public const int HeaderLengthMax = 150;

    /// <summary>Longest field of a section, in characters after escaping.</summary>
    public const int FieldLengthMax = 2_000;

    /// <summary>Longest button label, in characters.</summary>
    public const int ButtonLengthMax = 75;

    /// <summary>Longest button value, in characters.</summary>
    public const int ValueLengthMax = 2_000;

    /// <summary>Longest notification text: <c>chat.update</c> takes 4,000, and nobody reads more aloud.</summary>
    public const int NotificationLengthMax = 3_000;

    private const int FieldsMax = 10,
        ButtonsMax = 25,
        BodyPiecesMax = 5,
        OptionsMax = 5,
        OptionValueMax = 150,
        RowsFrom = 50;

    /// <summary>A message's <c>text</c> and <c>blocks</c>, to which the caller adds where it goes.</summary>
    /// <param name="message">The message.</param>
    /// <param name="now">Decides which instants need their date.</param>
    public static JsonObject Render(ChatMessage message, DateTimeOffset now) =>
        new() { ["text"] = Notification(message, now), ["blocks"] = Blocks(message, now) };

    private static JsonArray Blocks(ChatMessage message, DateTimeOffset now)
    {
        var blocks = new List<JsonObject>();
        var sign = Sign(message.Tone);
        if (message.Title is { Length: > 0 } title)
            blocks.Add(new JsonObject { ["type"] = "header", ["text"] = Plain(sign + title, HeaderLengthMax) });
        var body = message.Title is { Length: > 0 } || message.Body.Length == 0 ? message.Body : sign + message.Body;
        blocks.AddRange(
            SlackText
                .Pieces(body, TextLengthMax, BodyPiecesMax, now)
                .Select(piece => new JsonObject { ["type"] = "section", ["text"] = Mrkdwn(piece) })
        );
        var primaryTaken = false;
        foreach (var row in message.Facts.Where(fact => fact.Action is not null))
        {
            blocks.Add(Row(row, blocks.Count, primaryTaken, now));
            primaryTaken |= row.Action!.Style is ActionStyle.Primary;
        }

        var plain = message.Facts.Where(fact => fact.Action is null);
        blocks.AddRange(plain.Chunk(FieldsMax).Select(facts => Fields(facts, now)));
        if (Actions(message.Actions, message.More) is { } actions)
            blocks.Add(actions);
        if (
            message.Footer is { Length: > 0 } footer
            && SlackText.Fit(footer, TextLengthMax, now) is { Length: > 0 } quiet
        )
            blocks.Add(new JsonObject { ["type"] = "context", ["elements"] = new JsonArray(Mrkdwn(quiet)) });
        if (blocks.Count == 0)
            blocks.Add(new JsonObject { ["type"] = "section", ["text"] = Mrkdwn("–") });
        for (var i = 0; i < blocks.Count; i++)
            blocks[i]["block_id"] = "b" + i.ToString(CultureInfo.InvariantCulture);
        return new JsonArray([.. blocks]);
    }

    private static JsonObject Fields(ChatFact[] facts, DateTimeOffset now) =>
        new()
        {
            ["type"] = "section",
            ["fields"] = new JsonArray([
                .. facts.Select(f =>
                    Mrkdwn(
                        SlackText.Fit(
                            $"{Markup.Bold(f.Label)}\n{(string.IsNullOrWhiteSpace(f.Value) ? "–" : f.Value)}",
                            FieldLengthMax,
                            now
                        )
                    )
                ),
            ]),
        };

    // Two recommended steps are none: only the first keeps its look.
    private static JsonObject? Actions(IReadOnlyList<ChatAction> actions, IReadOnlyList<ChatAction> more)
    {
        var buttons = new JsonArray();
        var primaryTaken = false;
        foreach (var action in actions.Take(ButtonsMax))
        {
            if (Button(action, buttons.Count) is not { } button)
                continue;
            if (action.Style is ActionStyle.Danger || (action.Style is ActionStyle.Primary && !primaryTaken))
                button["style"] = action.Style is ActionStyle.Danger ? "danger" : "primary";
            primaryTaken |= action.Style is ActionStyle.Primary;
            buttons.Add(button);
        }

        if (Menu(more, buttons.Count) is { } menu)
            buttons.Add(menu);
        return buttons.Count == 0 ? null : new JsonObject { ["type"] = "actions", ["elements"] = buttons };
    }

    // A row with one button beside it.
    private static JsonObject Row(ChatFact row, int index, bool primaryTaken, DateTimeOffset now)
    {
        var text = SlackText.Fit($"{Markup.Bold(row.Label)}\n{row.Value}", TextLengthMax, now);
        var block = new JsonObject { ["type"] = "section", ["text"] = Mrkdwn(text) };
        if (Button(row.Action!, index + RowsFrom) is not { } button)
            return block;
        if (row.Action!.Style is ActionStyle.Primary && !primaryTaken)
            button["style"] = "primary";
        block["accessory"] = button;
        return block;
    }

    // Its options' values are shorter than a button's.
    private static JsonObject? Menu(IReadOnlyList<ChatAction> more, int index)
    {
        var options = more.Where(action => action.Command.Length is > 0 and <= OptionValueMax)
            .Take(OptionsMax)
            .Select(action => new JsonObject { ["text"] = Plain(action.Label, 75), ["value"] = action.Command })
            .ToArray();
        return options.Length == 0
            ? null
            : new JsonObject
            {
                ["type"] = "overflow",
                ["action_id"] = $"{CommandAction}{index.ToString(CultureInfo.InvariantCulture)}",
                ["options"] = new JsonArray([.. options]),
            };
    }

    /// <summary>A button's <c>action_id</c> begins so when it carries a command.</summary>
    public const string CommandAction = "cmd:";

    /// <summary>A button's <c>action_id</c> begins so when it only opens an address.</summary>
    public const string LinkAction = "link:";

    // A command that does not fit into the value would be another command when cut: such a button is left out.
    private static JsonObject? Button(ChatAction action, int index)
    {
        var button = new JsonObject { ["type"] = "button", ["text"] = Plain(action.Label, ButtonLengthMax) };
        var number = index.ToString(CultureInfo.InvariantCulture);
        if (action.Url is { } url)
        {
            if (
                url.Length > 3_000
                || !Uri.TryCreate(url, UriKind.Absolute, out var uri)
                || uri.Scheme is not ("http" or "https")
            )
                return null;
            button["action_id"] = LinkAction + number;
            button["url"] = url;
        }
        else
        {
            if (action.Command.Length is 0 or > ValueLengthMax)
                return null;
            button["action_id"] = CommandAction + number;
            button["value"] = action.Command;
        }

        if (action.Confirm is { } question)
            button["confirm"] = Confirm(question, action);
        return button;
    }

    private static JsonObject Confirm(string question, ChatAction action) =>
        new()
        {
            ["title"] = Plain("Please confirm", 100),
            ["text"] = Plain(question, 300),
            ["confirm"] = Plain(action.Label, 30),
            ["deny"] = Plain("Not now", 30),
        };

    // Read aloud by screen readers instead of the blocks, and shown in notifications: all the words, no buttons.
    private static string Notification(ChatMessage message, DateTimeOffset now)
    {
        var lines = new List<string>();
        if (message.Title is { Length: > 0 } title)
            lines.Add(Markup.Clean(title));
        if (message.Body.Length > 0)
            lines.Add(message.Body);
        lines.AddRange(message.Facts.Select(f => $"{Markup.Clean(f.Label)}: {f.Value}"));
        var text = SlackText.Fit(string.Join('\n', lines), NotificationLengthMax, now, plain: true);
        return string.IsNullOrWhiteSpace(text) ? "–" : text;
    }

    // Calm has no sign: one that stands everywhere says nothing.
    private static string Sign(Tone tone) =>
        tone switch
        {
            Tone.Notice => "🔔 ",
            Tone.Urgent => "🔴 ",
            Tone.Good => "✅ ",
            _ => "",
        };

    /// <summary>A <c>plain_text</c> object.</summary>
    internal static JsonObject Plain(string text, int max) =>
        new()
        {
            ["type"] = "plain_text",
            ["text"] = PlainText.Label(text, max),
            ["emoji"] = true,
        };

    /// <summary>A <c>mrkdwn</c> object of text that is escaped already; Slack may add nothing to it.</summary>
    internal static JsonObject Mrkdwn(string text) =>
        new()
        {
            ["type"] = "mrkdwn",
            ["text"] = text,
            ["verbatim"] = true,
        };
}
