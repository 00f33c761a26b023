using System.Globalization;
using System.Text.Json.Nodes;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>What one story cost the people in it, counted from what stands in the workspace.</summary>
/// <param name="Story">Its name.</param>
/// <param name="Typed">Commands that were typed.</param>
/// <param name="Taps">Buttons, options and forms that were tapped.</param>
/// <param name="Room">Posts of the bot in the room.</param>
/// <param name="Thread">Its posts in threads.</param>
/// <param name="OnlyYou">Answers that only one person sees.</param>
/// <param name="Topics">Lines that say the topic changed.</param>
/// <param name="Nags">Direct messages.</param>
/// <param name="Burst">Most posts of the bot in the room in any ten minutes.</param>
/// <param name="AtResolve">Posts in the room from the moment of Resolved on.</param>
public sealed record StoryTally(
    string Story,
    int Typed,
    int Taps,
    int Room,
    int Thread,
    int OnlyYou,
    int Topics,
    int Nags,
    int Burst,
    int AtResolve
)
{
    private const string Bot = "U0INCBOT01";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Counts a story that is over.</summary>
    public static async Task<StoryTally> Of(World world, Person phone)
    {
        List<JsonNode> room = [];
        List<JsonNode> direct = [];
        foreach (var person in await People(world))
        {
            var state = await world.Read($"state?as={person}");
            room.AddRange(await world.Messages(RoomIn(state), person));
            foreach (var place in state["dms"]!.AsArray())
                direct.AddRange(await world.Messages(place!["id"]!.ToString(), person));
        }

        var bots = room.Where(IsBots).DistinctBy(message => message["ts"]!.ToString()).ToList();
        var posts = bots.Where(IsPost).Select(At).Order().ToList();
        await File.WriteAllLinesAsync(
            Path.Combine(world.Output, "posts.txt"),
            room.Where(IsBots).Where(IsPost).DistinctBy(m => m["ts"]!.ToString()).Select(m => $"{At(m):O} {m.Words()}")
        );
        var resolved = (await world.Timeline("INC-1"))["incident"]!["resolvedAt"]!.GetValue<DateTimeOffset>();
        return new StoryTally(
            world.Name,
            phone.Typed.Count,
            phone.Taps,
            posts.Count,
            bots.Count(message => !IsAlone(message) && IsReply(message)),
            bots.Count(IsAlone),
            bots.Count(message => message["subtype"]?.ToString() == "channel_topic"),
            direct.Where(IsBots).DistinctBy(message => message["ts"]!.ToString()).Count(),
            posts.Max(post => posts.Count(other => other >= post && other - post < Window)),
            posts.Count(post => post >= resolved)
        );
    }

    /// <summary>Each question has one set of buttons: what anybody sees in the room offers no command twice, and while
    /// it runs the card has something to press.</summary>
    public static async Task Look(World world)
    {
        foreach (var person in await People(world))
        {
            var room = RoomIn(await world.Read($"state?as={person}"));
            var messages = await world.Messages(room, person);
            var seen = messages.Where(message => !IsHeld(message)).SelectMany(Commands).Where(Answers).ToList();
            var twice = seen.GroupBy(command => command).Where(group => group.Count() > 1).Select(group => group.Key);
            Assert.True(!twice.Any(), $"{world.Name}: {person} sees twice: {string.Join(", ", twice)}");
            Assert.True(seen.Count > 0, $"{world.Name}: {person} sees nothing to press.");
        }
    }

    /// <summary>The heading of a table of them.</summary>
    public static string Head =>
        "| story | typed commands | taps | posts in room | in thread | only you | topic lines | nags | most in 10 min "
        + "| at resolve |\n|---|---|---|---|---|---|---|---|---|---|";

    /// <inheritdoc/>
    public override string ToString() =>
        $"| {Story} | {Typed} | {Taps} | {Room} | {Thread} | {OnlyYou} | {Topics} | {Nags} | {Burst} | {AtResolve} |";

    /// <summary>The people in the incident's room.</summary>
    internal static async Task<string[]> People(World world) =>
        (await world.Read($"state?as={Rooms.Ana}"))["channels"]!.AsArray().Single(IsRoom)!["members"]!
            .AsArray()
            .Select(member => member!.ToString())
            .Where(member => member != Bot)
            .ToArray();

    private static string RoomIn(JsonNode state) => state["channels"]!.AsArray().Single(IsRoom)!["id"]!.ToString();

    private static bool IsRoom(JsonNode? channel) =>
        channel!["name"]!.ToString().StartsWith("inc-1-", StringComparison.Ordinal);

    private static bool IsBots(JsonNode message) => message["user"]?.ToString() == Bot;

    private static bool IsAlone(JsonNode message) => message["ephemeral"]?.GetValue<bool>() is true;

    private static bool IsReply(JsonNode message) =>
        message["threadTs"]?.ToString() is { } root && root != message["ts"]!.ToString();

    private static bool IsPost(JsonNode message) =>
        !IsAlone(message) && !IsReply(message) && message["subtype"]?.ToString() is null or "file_share";

    private static DateTimeOffset At(JsonNode message) =>
        DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(message["ts"]!.ToString(), CultureInfo.InvariantCulture));

    // Where a command waits, all that it waits for stands in one place for whoever gave it, each with its tap.
    private static bool IsHeld(JsonNode message) =>
        IsAlone(message) && Commands(message).Any(command => command.Contains(" drop #", StringComparison.Ordinal));

    // A guide is read, and answers no question.
    private static bool Answers(string command) =>
        !command.Contains(" runbook ", StringComparison.Ordinal)
        && !command.Contains(" playbook ", StringComparison.Ordinal);

    private static IEnumerable<string> Commands(JsonNode message) =>
        (message["blocks"]?.AsArray() ?? [])
            .SelectMany(block => (block!["elements"]?.AsArray() ?? []).Append(block["accessory"]).Where(IsButton))
            .Select(button => button!["value"]!.ToString());

    private static bool IsButton(JsonNode? element) =>
        element is JsonObject && element["type"]?.ToString() == "button" && element["value"] is not null;
}
