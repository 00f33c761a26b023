using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>The neutral message → an Adaptive Card. Pure; what is too long is cut, never refused.</summary>
/// <remarks>Source: adaptivecards.io/explorer; Teams shows version 1.5 and counts a message's size as UTF-16.</remarks>
internal static class TeamsCards
{
    /// <summary>The version that every client of Teams shows.</summary>
    public const string Version = "1.5";

    /// <summary>Longest card, in characters of JSON: half of the 28 KB that an answer may have.</summary>
    public const int CardLengthMax = 14_000;

    /// <summary>The verb of a button that runs a command.</summary>
    public const string Run = "run";

    /// <summary>The verb of a button that shows the message again as it stands for everybody.</summary>
    public const string Back = "back";

    /// <summary>The verb of the card's own refreshing.</summary>
    public const string Refresh = "refresh";

    /// <summary>A button's data: the command.</summary>
    public const string Command = "command";

    /// <summary>A button's data: what is asked before the command is run.</summary>
    public const string Confirm = "confirm";

    /// <summary>A button's data: what stands on it.</summary>
    public const string Label = "label";

    /// <summary>A button's data: what makes it the same as another, pressed however long before.</summary>
    public const string Once = "once";

    private const int BodyLengthMax = 6_000,
        FactLengthMax = 800,
        FactsMax = 10,
        TitleLengthMax = 200,
        LabelLengthMax = 75,
        BesideLengthMax = 14,
        ButtonsMax = 25,
        ButtonsInARow = 6;

    /// <summary>The card of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="now">Decides which instants need their date.</param>
    /// <param name="names">The names that stand in it.</param>
    /// <param name="more">Buttons that follow the message's own.</param>
    public static JsonObject Render(
        ChatMessage message,
        DateTimeOffset now,
        TeamsNames names,
        params ReadOnlySpan<JsonObject> more
    )
    {
        var buttons = more.ToArray();
        for (var length = BodyLengthMax; ; length /= 2)
        {
            var card = Render(message, new TeamsText(now, names), length, buttons);
            if (length < 200 || card.ToJsonString(TeamsJson.Relaxed).Length <= CardLengthMax)
                return card;
        }
    }

    /// <summary>A button that shows the message again as it stands for everybody.</summary>
    public static JsonObject BackButton() => Execute("Back", Back, []);

    /// <summary>The message in one plain line: for notifications and for clients that show no card.</summary>
    public static string Summary(ChatMessage message) =>
        PlainText.Label(message.Title is { Length: > 0 } title ? $"{title}. {message.Body}" : message.Body, 300);

    /// <summary>A card of these parts.</summary>
    public static JsonObject Card(JsonArray body, TeamsText text, string fallback)
    {
        var card = new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["version"] = Version,
            ["fallbackText"] = fallback,
            ["body"] = body,
        };
        var teams = new JsonObject { ["width"] = "Full" };
        if (text.Mentioned.Count > 0)
            teams["entities"] = new JsonArray([.. text.Mentioned.Select(one => Entity(one.Key, one.Value))]);
        card["msteams"] = teams;
        return card;
    }

    /// <summary>A card as a dialog shows it: its buttons submit the dialog.</summary>
    /// <param name="part">The card, or a part of it.</param>
    /// <param name="once">What makes two presses of its buttons the same, however long after; null: nothing.</param>
    public static void PutInDialog(JsonNode? part, string? once = null)
    {
        if (part is JsonObject button && button["type"]?.ToString() == "Action.Execute")
        {
            button["type"] = "Action.Submit";
            button.Remove("verb");
            if (once is not null)
                button["data"]![Once] = once;
            return;
        }

        var parts = part as IEnumerable<JsonNode?> ?? (part as JsonObject)?.Select(one => one.Value) ?? [];
        foreach (var inner in parts)
            PutInDialog(inner, once);
    }

    /// <summary>A button that runs something at the host.</summary>
    public static JsonObject Execute(string label, string verb, JsonObject data) =>
        new()
        {
            ["type"] = "Action.Execute",
            ["title"] = PlainText.Label(label, LabelLengthMax),
            ["verb"] = verb,
            ["data"] = data,
        };

    /// <summary>Lines under one another; the first keeps its distance.</summary>
    public static IEnumerable<JsonObject> Paragraphs(IReadOnlyList<string> lines)
    {
        var isFirst = true;
        foreach (var line in lines)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                isFirst = true;
                continue;
            }

            var block = Block(line);
            if (!isFirst)
                block["spacing"] = "None";
            isFirst = false;
            yield return block;
        }
    }

    /// <summary>A text that wraps.</summary>
    public static JsonObject Block(string text) =>
        new()
        {
            ["type"] = "TextBlock",
            ["text"] = text,
            ["wrap"] = true,
        };

    private static JsonObject Render(ChatMessage message, TeamsText text, int bodyMax, JsonObject[] more)
    {
        var body = new JsonArray();
        if (message.Title is { Length: > 0 } title)
            body.Add(Title(message.Tone, title, text));
        var sign = message.Title is { Length: > 0 } || message.Body.Length == 0 ? "" : Sign(message.Tone);
        foreach (var block in Paragraphs(text.Lines(sign + message.Body, bodyMax)))
            body.Add(block);
        foreach (var part in Facts(message.Facts, text, Math.Min(FactLengthMax, bodyMax)))
            body.Add(part);
        foreach (var row in Buttons(message.Actions, more).Chunk(ButtonsInARow))
            body.Add(ActionSet(row));
        if (message.More.Select(Secondary).OfType<JsonObject>().ToArray() is { Length: > 0 } rare)
            body.Add(ActionSet(rare));
        if (message.Footer is { Length: > 0 } footer)
            body.Add(Quiet(text.Line(footer, Math.Min(1_000, bodyMax))));
        if (body.Count == 0)
            body.Add(Block("–"));
        return Card(body, text, Summary(message));
    }

    private static JsonObject Title(Tone tone, string title, TeamsText text)
    {
        var heading = Block(text.Line(Sign(tone) + Markup.Clean(title), TitleLengthMax));
        heading["size"] = "Large";
        heading["weight"] = "Bolder";
        heading["style"] = "heading";
        return heading;
    }

    /// <summary>A small text in a quiet colour.</summary>
    public static JsonObject Quiet(string line)
    {
        var quiet = Block(line);
        quiet["isSubtle"] = true;
        quiet["size"] = "Small";
        return quiet;
    }

    private static JsonObject ActionSet(JsonObject[] row) =>
        new() { ["type"] = "ActionSet", ["actions"] = new JsonArray([.. row]) };

    // Pairs stand as a table; one with a button of its own is a row in which it stands beside its words.
    private static IEnumerable<JsonObject> Facts(IReadOnlyList<ChatFact> facts, TeamsText text, int max)
    {
        var plain = facts.Take(FactsMax).Where(fact => fact.Action is null).ToArray();
        if (plain.Length > 0)
            yield return new JsonObject
            {
                ["type"] = "FactSet",
                ["facts"] = new JsonArray([.. plain.Select(fact => Fact(fact, text, max))]),
            };
        foreach (var fact in facts.Take(FactsMax))
        {
            if (fact.Action is not { } action || Button(action) is not { } button)
                continue;
            foreach (var part in Row(fact, button, text, max))
                yield return part;
        }
    }

    private static JsonObject Fact(ChatFact fact, TeamsText text, int max) =>
        new() { ["title"] = PlainText.Label(fact.Label, LabelLengthMax), ["value"] = text.Line(fact.Value, max) };

    // A long button would leave no room for its words beside it.
    private static JsonObject[] Row(ChatFact fact, JsonObject button, TeamsText text, int max)
    {
        var words = Block(text.Line($"{Markup.Bold(fact.Label)} {fact.Value}", max));
        if (button["title"]!.ToString().Length > BesideLengthMax)
            return [words, ActionSet([button])];
        var columns = new JsonArray(Column("stretch", words), Column("auto", ActionSet([button])));
        return [new JsonObject { ["type"] = "ColumnSet", ["columns"] = columns }];
    }

    private static JsonObject Column(string width, JsonObject item) =>
        new()
        {
            ["type"] = "Column",
            ["width"] = width,
            ["verticalContentAlignment"] = "Center",
            ["items"] = new JsonArray(item),
        };

    // Behind the three dots.
    private static JsonObject? Secondary(ChatAction action)
    {
        if (Button(action) is not { } button)
            return null;
        button["mode"] = "secondary";
        return button;
    }

    // Two recommended steps are none: only the first keeps its look.
    private static IEnumerable<JsonObject> Buttons(IReadOnlyList<ChatAction> actions, JsonObject[] more)
    {
        var primaryTaken = false;
        foreach (var action in actions.Take(ButtonsMax - more.Length))
        {
            if (Button(action) is not { } button)
                continue;
            if (action.Style is ActionStyle.Danger || (action.Style is ActionStyle.Primary && !primaryTaken))
                button["style"] = action.Style is ActionStyle.Danger ? "destructive" : "positive";
            primaryTaken |= action.Style is ActionStyle.Primary;
            yield return button;
        }

        foreach (var button in more)
            yield return button.DeepClone().AsObject();
    }

    private static JsonObject? Button(ChatAction action)
    {
        if (action.Url is not { } url)
            return action.Command.Length == 0 ? null : Execute(action.Label, Run, Data(action));
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return null;
        return new JsonObject
        {
            ["type"] = "Action.OpenUrl",
            ["title"] = PlainText.Label(action.Label, LabelLengthMax),
            ["url"] = url,
        };
    }

    private static JsonObject Data(ChatAction action)
    {
        var data = new JsonObject { [Command] = action.Command };
        if (action.Confirm is { } question)
            (data[Confirm], data[Label]) = (question, action.Label);
        return data;
    }

    private static JsonObject Entity(string id, string text) =>
        new()
        {
            ["type"] = "mention",
            ["text"] = text,
            ["mentioned"] = new JsonObject { ["id"] = id, ["name"] = text["<at>".Length..^"</at>".Length] },
        };

    // Calm has no sign: one that stands everywhere says nothing.
    private static string Sign(Tone tone) =>
        tone switch
        {
            Tone.Notice => "🔔 ",
            Tone.Urgent => "🔴 ",
            Tone.Good => "✅ ",
            _ => "",
        };
}
