using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Options;
using Activity = Microsoft.Bot.Schema.Activity;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Neutral messages → what is sent.</summary>
internal sealed class TeamsMessages(TeamsPeople people, TimeProvider clock, IOptions<TeamsOptions> options)
{
    /// <summary>What the manifest calls us.</summary>
    public const string BotName = "Incidents";

    private const string CardType = "application/vnd.microsoft.card.adaptive";

    /// <summary>The names that stand in cards.</summary>
    public TeamsNames Names { get; } =
        new(options.Value.TenantId ?? "", BotName, people.NameOf) { Group = options.Value.GroupForChannels };

    /// <summary>A message's card.</summary>
    public JsonObject Card(ChatMessage message, params ReadOnlySpan<JsonObject> more) =>
        TeamsCards.Render(message, clock.GetUtcNow(), Names, more);

    /// <summary>A message to be sent.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isRefreshed">Whether whoever looks at it may fetch it anew: for what is edited in place.</param>
    /// <param name="effect">The effect by whose id it can be found where its outcome was unclear; 0: none.</param>
    public Activity Activity(ChatMessage message, bool isRefreshed = false, long effect = 0)
    {
        var card = Card(message);
        if (effect != 0)
            card["body"]![0]!["id"] = TeamsHistory.MarkOf(effect);
        if (isRefreshed)
            card["refresh"] = new JsonObject
            {
                ["action"] = TeamsCards.Execute("Refresh", TeamsCards.Refresh, []),
                ["userIds"] = new JsonArray(),
            };
        return Activity(card, TeamsCards.Summary(message));
    }

    /// <summary>To somebody who cannot be written to alone: that there is something, and how to have it.</summary>
    /// <param name="person">Whom.</param>
    /// <param name="what">What there is, and nothing of what it says.</param>
    public Activity NoChat(string person, string what) =>
        Activity(
            ChatMessage.Text(
                $"{Markup.Mention(person)}, {what} for you alone, and Teams lets me write to you only "
                    + "once you have added me: Apps → Built for your org → Add."
            )
        );

    /// <summary>A card to be sent. Text and card in one would be two messages.</summary>
    public Activity Activity(JsonObject card, string summary) =>
        new(ActivityTypes.Message)
        {
            Summary = summary,
            Attachments = [new Attachment { ContentType = CardType, Content = TeamsJson.Raw(card) }],
        };

    /// <summary>Files, each as a link.</summary>
    public static ChatMessage Links(Effect.Upload upload, IReadOnlyList<RenderedFile> files)
    {
        var names = string.Join(", ", files.Select(file => Markup.Bold(file.Name)));
        var open = files.Select(file => new ChatAction("Open " + file.Name.Split('.')[^1], "", Url: file.Link));
        return (upload.Message ?? ChatMessage.Text("")) with
        {
            Actions = [.. open],
            Footer = $"{names}: as it stands when it is opened. {GoodFor(files.Count)} good for a week.",
        };
    }

    private static string GoodFor(int links) => links == 1 ? "The link is" : "The links are";
}
