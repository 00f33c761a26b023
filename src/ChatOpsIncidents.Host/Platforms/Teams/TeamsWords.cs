using System.Net;
using System.Text.RegularExpressions;
using Activity = Microsoft.Bot.Schema.Activity;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Teams' text → the words that people meant: the bot's name is taken out, others' become the ids by which we
/// know them.</summary>
internal sealed partial class TeamsWords(TeamsDirectory directory, TeamsPeople people)
{
    private const string Slash = "/incident";

    /// <summary>The words of a command.</summary>
    public async Task<string> Command(Activity activity, CancellationToken ct)
    {
        var words = Tidy(await Text(activity, isForPeople: false, ct));
        // Whoever knows the command from elsewhere types it so.
        return words.StartsWith(Slash, StringComparison.OrdinalIgnoreCase) ? words[Slash.Length..].TrimStart() : words;
    }

    /// <summary>The words as people read them: mentions as names.</summary>
    public async Task<string> Said(Activity activity, CancellationToken ct) =>
        WebUtility.HtmlDecode(Tidy(await Text(activity, isForPeople: true, ct)));

    /// <summary>A message's HTML as plain words.</summary>
    public static string OfHtml(string html)
    {
        var lines = MentionStart().Replace(LineEnd().Replace(html, "\n"), "@");
        return WebUtility.HtmlDecode(Tag().Replace(lines, "")).Replace('\u00A0', ' ').Trim();
    }

    private async Task<string> Text(Activity activity, bool isForPeople, CancellationToken ct)
    {
        var text = activity.Text ?? "";
        foreach (var mention in TeamsActivities.Mentions(activity))
        {
            var at = text.IndexOf(mention.Text, StringComparison.Ordinal);
            if (at < 0)
                continue;
            var shown = await Shown(activity, mention, isForPeople, ct);
            text = text[..at] + shown + text[(at + mention.Text.Length)..];
        }

        return isForPeople ? text : SplitName().Replace(text, "<@${id}|${first} ${last}>");
    }

    private async Task<string> Shown(Activity activity, TeamsMention mention, bool isForPeople, CancellationToken ct)
    {
        if (mention.Address == activity.Recipient?.Id)
            return isForPeople ? "@" + mention.Name : "";
        if (isForPeople)
            return "@" + mention.Name;
        var name = mention.Name.Replace("<", "").Replace(">", "").Replace("|", "");
        var id = mention.PersonId ?? await directory.Named(mention.Address, ct);
        id ??= await people.Resolve(activity.Conversation.Id, mention.Address, ct);
        return id is null ? "@" + name : $"<@{id}|{name}>";
    }

    private static string Tidy(string text) =>
        text.Replace("&nbsp;", " ").Replace('\u00A0', ' ').Trim(' ', ',', ':', '\n', '\r');

    // A name of two words comes as two mentions of one person.
    [GeneratedRegex(
        @"<@(?<id>[^|<>]+)\|(?<first>[^<>]*)>(?:\s|&nbsp;)*<@\k<id>\|(?<last>[^<>]*)>",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex SplitName();

    [GeneratedRegex("<br ?/?>|</p>|</div>|</li>", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex LineEnd();

    [GeneratedRegex("<at(?: [^<>]*)?>", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex MentionStart();

    [GeneratedRegex("<[^<>]*>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tag();
}
