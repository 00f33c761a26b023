using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Drills;

/// <summary>
/// Keeps a drill among those who play it: what would have gone to pagers, stakeholders or people who have not joined
/// is said in the room instead, marked as drill. What is not named here stays in the room too.
/// </summary>
public static class DrillEffects
{
    /// <summary>What a drill may do outside, in place of what an incident would do.</summary>
    public static IReadOnlyList<Effect> Keep(IReadOnlyList<Effect> effects, Incident drill) =>
        [.. effects.Select(effect => Keep(effect, drill)).OfType<Effect>()];

    private static Effect? Keep(Effect effect, Incident drill) =>
        effect switch
        {
            Effect.OpenRoom
            or Effect.Edit
            or Effect.Pin
            or Effect.SetTopic
            or Effect.Bookmark
            or Effect.Invite
            or Effect.PublishHome
            or Effect.KeepFile => effect,
            Effect.Post post => IsHere(post.To) || post is { To.Value: "origin", Key: "origin" }
                ? post
                : InRoom("Stakeholders would read:", post.Message, post.Key),
            Effect.Upload upload => IsHere(upload.To) ? upload : upload with { To = Destination.Room },
            Effect.Tell tell => Plays(tell.Person, drill)
                ? tell with
                {
                    Message = Marked(tell.Message),
                }
                : InRoom($"{NameOf(tell.Person, drill)} would be told:", tell.Message, tell.Key),
            Effect.Direct direct => Plays(direct.Person, drill)
                ? direct with
                {
                    Message = Marked(direct.Message),
                }
                : InRoom($"{NameOf(direct.Person, drill)} would be told:", direct.Message, direct.Key),
            Effect.Page page => InRoom(
                $"{NameOf(page.Target, drill)} would be paged now:",
                ChatMessage.Text(Ink.Clean(page.Why)),
                page.Key
            ),
            _ => null,
        };

    private static bool IsHere(Destination to) =>
        to.Value == "room" || to.Value.StartsWith("thread:", StringComparison.Ordinal);

    // Who acted in the drill, came into its room or was given a role in it plays.
    private static bool Plays(string person, Incident drill) =>
        drill.Speakers.Contains(person) || drill.Joined.Concat(drill.Roles.Values).Any(one => one.Id == person);

    private static string NameOf(string target, Incident drill) =>
        drill.LastEntry(entry => entry.Fact is PeoplePaged paged && paged.Targets.Contains(target))?.Fact
            is PeoplePaged { } paged
            ? Ink.Clean(paged.Names[paged.Targets.ToList().IndexOf(target)])
            : "Somebody who is not here";

    private static ChatMessage Marked(ChatMessage message) =>
        message with
        {
            Footer = message.Footer is { } footer ? $"Drill. {footer}" : "Drill.",
        };

    // In the room it is a quotation: its buttons belong to the one whom it would have reached.
    private static Effect.Post InRoom(string whom, ChatMessage message, string key) =>
        new(
            Destination.Room,
            new ChatMessage
            {
                Body = string.Join(
                    '\n',
                    new[] { message.Title, message.Body }
                        .OfType<string>()
                        .Where(text => text.Length > 0)
                        .SelectMany(text => text.Split('\n'))
                        .Select(line => $"> {line}")
                        .Prepend($"{Ink.Bold("Drill")}: {whom}")
                ),
                Footer = "Nobody outside this room was told.",
            },
            key
        );
}
