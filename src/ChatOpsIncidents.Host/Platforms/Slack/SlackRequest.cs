using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>What somebody asked of us in Slack: a payload, read. Pure.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Id">The request's id: the same when the same is delivered again.</param>
/// <param name="Input">What.</param>
public sealed record SlackRequest(SlackActor Actor, string Id, RequestInput Input)
{
    /// <summary>Whether nothing is to be stored of who asks.</summary>
    public bool LeavesNoTrace { get; } = ParsedRequest.LeavesNoTrace(Input);

    /// <summary>The incident that the form was about; null: by the words or the channel.</summary>
    public string? IncidentId { get; init; }

    /// <summary>Where it was asked; null: nowhere in particular.</summary>
    public string? Channel { get; init; }

    /// <summary>In which thread; null: none.</summary>
    public string? Thread { get; init; }

    /// <summary>The message that it is about; null: none.</summary>
    public string? Message { get; init; }

    /// <summary>Whether it is a shortcut on a message: what comes of it links to that very message.</summary>
    public bool IsOfMessage { get; init; }

    /// <summary>The permission to open a form; null: none.</summary>
    public string? Trigger { get; init; }

    /// <summary>Where the answer can be sent later; null: nowhere.</summary>
    public string? ReplyAddress { get; init; }

    /// <summary>A button of an answer that only the one who pressed it sees: the next answer takes its place.</summary>
    public bool IsOnOwnAnswer { get; init; }

    /// <summary>What a form's field is filled in with, by its key, when the answer is a form.</summary>
    public IReadOnlyDictionary<string, string> Prefilled { get; init; } = new Dictionary<string, string>();

    /// <summary>The keys of the submitted form's fields, in order; empty: no form was submitted.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];
}

/// <summary>Slack's payloads → <see cref="SlackRequest"/>. Nothing is refused here for what it asks: only what is
/// malformed throws.</summary>
/// <remarks>Source: docs.slack.dev/interactivity, docs.slack.dev/reference/interaction-payloads</remarks>
public static class SlackRequestReader
{
    /// <summary>How the ids of pressed buttons begin.</summary>
    public const string PressPrefix = "press:";

    /// <summary>The global shortcut that opens the form of a declaration.</summary>
    public const string DeclareShortcut = "declare_incident";

    /// <summary>The shortcut on a message that opens the same form, with the message as the title.</summary>
    public const string DeclareFromShortcut = "declare_from_message";

    /// <summary>The shortcuts on a message that put it into the timeline, and the command that each means.</summary>
    public static readonly FrozenDictionary<string, string> Promotions = new Dictionary<string, string>
    {
        ["add_to_timeline"] = "note",
        ["save_as_evidence"] = "evidence",
        ["record_finding"] = "gap",
    }.ToFrozenDictionary();

    /// <summary>A slash command.</summary>
    /// <exception cref="FormatException">A field that Slack always sends is missing.</exception>
    public static SlackRequest Command(Dictionary<string, string> fields)
    {
        var trigger = Need("trigger_id");
        return new SlackRequest(
            new SlackActor(Need("team_id"), Need("user_id"), fields.GetValueOrDefault("user_name"), IsForeign: false),
            "slash:" + Short(trigger),
            new RequestInput.Typed(SlackMessages.Typed(fields.GetValueOrDefault("text", "")))
        )
        {
            Channel = fields.GetValueOrDefault("channel_id"),
            Trigger = trigger,
            ReplyAddress = fields.GetValueOrDefault("response_url"),
        };

        string Need(string name) =>
            fields.GetValueOrDefault(name) is { Length: > 0 } value
                ? value
                : throw new FormatException($"A slash command has a {name}.");
    }

    /// <summary>An interaction; null: nothing of ours, nothing is to be done.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="nameOf">A person's name by id, for the words of a message; null: the id is shown.</param>
    /// <exception cref="FormatException">A field that Slack always sends is missing.</exception>
    public static SlackRequest? Interaction(JsonObject payload, Func<string, string?>? nameOf = null) =>
        SlackMessages.Text(payload, "type") switch
        {
            null => throw new FormatException("An interaction has a type."),
            "block_actions" => Pressed(payload),
            "view_submission" => Submitted(payload),
            "shortcut" when SlackMessages.Text(payload, "callback_id") == DeclareShortcut => Shortcut(payload),
            "message_action" => MessageShortcut(payload, nameOf),
            _ => null,
        };

    /// <summary>A mention of the bot: the words after it are a command line.</summary>
    public static SlackRequest? Mention(SlackActor actor, JsonObject said, string? botUser)
    {
        if (SlackMessages.Text(said, "channel") is not { } channel || SlackMessages.Text(said, "ts") is not { } ts)
            return null;
        var text = SlackMessages.Text(said, "text") ?? "";
        var mention = botUser is null ? -1 : text.IndexOf($"<@{botUser}", StringComparison.Ordinal);
        if (mention < 0)
            mention = text.IndexOf("<@", StringComparison.Ordinal);
        var end = mention < 0 ? -1 : text.IndexOf('>', mention);
        var words = Unwrapped(end < 0 ? text : text[(end + 1)..]);
        return new SlackRequest(actor, $"mention:{channel}:{ts}", new RequestInput.Typed(SlackMessages.Typed(words)))
        {
            Channel = channel,
            Thread = SlackMessages.Text(said, "thread_ts"),
            Message = ts,
        };
    }

    // In bold, as code, or copied with its slash: it is the same command.
    private static string Unwrapped(string text)
    {
        const string Slash = "/incident";
        var words = text.Trim(' ', ':', ',', '\n');
        while (words.Length > 2 && words[0] == words[^1] && words[0] is '*' or '`' or '_' or '~')
            words = words[1..^1].Trim();
        return words.StartsWith(Slash, StringComparison.OrdinalIgnoreCase) ? words[Slash.Length..].Trim() : words;
    }

    private static SlackRequest? Pressed(JsonObject payload)
    {
        if ((payload["actions"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault() is not { } action)
            throw new FormatException("A pressed button has an action.");
        if (
            SlackMessages.Text(action, "action_id") is not { } name
            || !name.StartsWith(SlackBlocks.CommandAction, StringComparison.Ordinal)
            || Chosen(action) is not { } value
        )
            return null;
        var container = payload["container"] as JsonObject;
        var message = payload["message"] as JsonObject;
        var actor = Actor(payload);
        var place = SlackMessages.Text(container, "message_ts") ?? SlackMessages.Text(container, "view_id") ?? "";
        return new SlackRequest(
            actor,
            PressPrefix
                + Hash(actor.Workspace, place, name, value, actor.Id, SlackMessages.Text(action, "action_ts") ?? ""),
            new RequestInput.Typed(value)
        )
        {
            Channel =
                SlackMessages.Text(container, "channel_id")
                ?? SlackMessages.Text(payload["channel"] as JsonObject, "id"),
            Thread = SlackMessages.Text(container, "thread_ts") ?? SlackMessages.Text(message, "thread_ts"),
            Message = SlackMessages.Text(message, "ts"),
            Trigger = SlackMessages.Text(payload, "trigger_id"),
            ReplyAddress = SlackMessages.Text(payload, "response_url"),
            IsOnOwnAnswer = container?["is_ephemeral"] is JsonValue own && own.TryGetValue(out bool yes) && yes,
        };
    }

    // A button's own value, or that of the option that was chosen from a menu.
    private static string? Chosen(JsonObject action) =>
        SlackMessages.Text(action, "value") ?? SlackMessages.Text(action["selected_option"] as JsonObject, "value");

    // A form sent twice is one request; a form corrected after an error, or a next form in the same modal, is another.
    private static SlackRequest? Submitted(JsonObject payload)
    {
        var view = payload["view"] as JsonObject ?? throw new FormatException("A submission has a view.");
        if (SlackMessages.Text(view, "callback_id") != SlackForms.CallbackId)
            return null;
        var metadata = SlackMessages.Text(view, "private_metadata");
        if (SlackFormState.Of(metadata) is not { } state)
            return null;
        var values = SlackForms.Values((view["state"] as JsonObject)?["values"] as JsonObject);
        var content = JsonSerializer.Serialize(values.OrderBy(v => v.Key, StringComparer.Ordinal));
        string[] fields =
        [
            .. (view["blocks"] as JsonArray ?? [])
                .OfType<JsonObject>()
                .Where(b => SlackMessages.Text(b, "type") == "input")
                .Select(b => SlackMessages.Text(b, "block_id"))
                .OfType<string>(),
        ];
        return new SlackRequest(
            Actor(payload, SlackMessages.Text(view, "app_installed_team_id")),
            $"view:{Short(SlackMessages.Text(view, "id") ?? "")}:{Hash(metadata!, content)[..16]}",
            new RequestInput.Filled(state.Verb, state.Lead, values) { Fields = fields }
        )
        {
            IncidentId = state.Incident,
            Channel = state.Channel,
            Message = state.Message,
            Trigger = SlackMessages.Text(payload, "trigger_id"),
            ReplyAddress = state.Answer,
            IsOnOwnAnswer = state.Answer is not null,
            Fields = fields,
        };
    }

    private static SlackRequest Shortcut(JsonObject payload) =>
        new(
            Actor(payload),
            "shortcut:" + Short(SlackMessages.Text(payload, "trigger_id") ?? ""),
            new RequestInput.Typed("declare")
        )
        {
            Trigger = SlackMessages.Text(payload, "trigger_id"),
        };

    private static SlackRequest? MessageShortcut(JsonObject payload, Func<string, string?>? nameOf)
    {
        if (payload["message"] is not JsonObject message)
            throw new FormatException("A message shortcut has a message.");
        var callback = SlackMessages.Text(payload, "callback_id");
        var verb = callback is null ? null : Promotions.GetValueOrDefault(callback);
        if (verb is null && callback != DeclareFromShortcut)
            return null;
        var actor = Actor(payload);
        var ts = SlackMessages.Text(payload, "message_ts") ?? SlackMessages.Text(message, "ts") ?? "";
        var words = SlackContent.Words(message, nameOf);
        var app = SlackContent.App(message);
        var author = app ?? (SlackMessages.Text(message, "user") is { } user ? nameOf?.Invoke(user) : null);
        var text = (author is null ? words : $"{author}: {words}").TrimEnd(':', ' ');
        var fields = SlackPromotion.Fields(verb ?? "", text, SlackMessages.FileIds(message));
        var trigger = SlackMessages.Text(payload, "trigger_id");
        var channel = SlackMessages.Text(payload["channel"] as JsonObject, "id");
        var id = $"{verb}:" + Hash(actor.Workspace, channel ?? "", ts, actor.Id);
        var place = new SlackRequest(actor, id, new RequestInput.Filled(verb ?? "", "", fields))
        {
            Channel = channel,
            Thread = SlackMessages.Text(message, "thread_ts"),
            Message = ts,
            Trigger = trigger,
            ReplyAddress = SlackMessages.Text(payload, "response_url"),
        };
        if (verb is not null)
            return place;
        return place with
        {
            Id = "shortcut:" + Short(trigger ?? ts),
            IsOfMessage = true,
            Input = new RequestInput.Typed("declare"),
            Prefilled = Told(SlackContent.Title(message, nameOf), author, isAlert: app is not null),
        };
    }

    // What somebody else wrote is news that came by chat.
    private static Dictionary<string, string> Told(string words, string? author, bool isAlert)
    {
        var told = One("title", words.Replace('\n', ' '));
        if (author is not null)
            (told["source"], told["reported-by"]) = (isAlert ? "alert" : "chat", author);
        return told;
    }

    private static Dictionary<string, string> One(string key, string value) => new() { [key] = value };

    // Members of other organisations press buttons in shared channels: their team is not the one in which we are
    // installed.
    private static SlackActor Actor(JsonObject payload, string? installedTeam = null)
    {
        var user = payload["user"] as JsonObject;
        var id = SlackMessages.Text(user, "id") ?? throw new FormatException("An interaction has a user.");
        var ofPerson = SlackMessages.Text(user, "team_id");
        var team = SlackMessages.Text(payload["team"] as JsonObject, "id");
        var isGrid = payload["enterprise"] is JsonObject && team is null;
        var workspace = installedTeam ?? team ?? ofPerson ?? throw new FormatException("An interaction has a team.");
        return new SlackActor(
            workspace,
            id,
            SlackMessages.Text(user, "name") ?? SlackMessages.Text(user, "username"),
            IsForeign: !isGrid && ofPerson is not null && ofPerson != workspace
        );
    }

    private static string Short(string id) => id.Length <= 100 ? id : Hash(id);

    private static string Hash(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001F', parts))));
}
