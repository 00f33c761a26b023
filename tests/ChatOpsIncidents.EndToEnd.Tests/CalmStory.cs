using System.Globalization;
using System.Text.Json.Nodes;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>What every story keeps when it is over: its budget, nobody asked or told twice, and a report.</summary>
internal static class CalmStory
{
    private const string Bot = "U0INCBOT01";
    private static readonly TimeSpan NagInterval = TimeSpan.FromMinutes(5);

    /// <summary>Checks it.</summary>
    /// <param name="world">Where it was played.</param>
    /// <param name="phone">Whoever played it.</param>
    /// <param name="tally">What it cost.</param>
    /// <param name="typed">How many commands may have been typed.</param>
    public static async Task Check(World world, Person phone, StoryTally tally, int typed)
    {
        Assert.InRange(tally.Typed, 1, typed);
        Assert.InRange(tally.AtResolve, 1, 3);
        Assert.InRange(tally.Burst, 1, 6);
        Assert.Equal(phone.Typed.Distinct(), phone.Typed);
        Assert.Equal(phone.Asked.Distinct(), phone.Asked);
        var timeline = await world.Timeline("INC-1");
        Assert.Equal("Resolved", timeline["incident"]!["phase"]!.GetValue<string>());
        Assert.DoesNotContain(
            timeline["entries"]!.AsArray(),
            e => e!["text"]!.ToString().Contains("<@", StringComparison.Ordinal)
        );
        foreach (var person in await StoryTally.People(world))
            await IsNotToldTwice(world, person);
    }

    /// <summary>The report is kept beside the pictures, to be read as a director would.</summary>
    public static async Task KeepReports(World world)
    {
        foreach (var format in new[] { "md", "html" })
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Get,
                new Uri(world.HostUrl, $"/api/v1/incidents/INC-1/timeline?format={format}")
            );
            request.Headers.Authorization = new("Bearer", "read-token");
            using var answer = await world.Http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            await File.WriteAllTextAsync(Path.Combine(world.Output, $"report.{format}"), text);
        }
    }

    private static async Task IsNotToldTwice(World world, string person)
    {
        var told = await ToldAlone(world, person);
        var soonAgain = told.Zip(told.Skip(1)).Where(pair => pair.Second.At - pair.First.At < NagInterval);
        Assert.Empty(soonAgain.Select(pair => $"{person}: {pair.First}, then {pair.Second}"));
    }

    // What the bot sent to one person unasked: its direct messages, and what only that person sees and no command of
    // theirs brought about.
    private static async Task<Told[]> ToldAlone(World world, string person)
    {
        var state = await world.Read($"state?as={person}");
        var places = state["dms"]!
            .AsArray()
            .Concat(state["channels"]!.AsArray())
            .Select(place => place!["id"]!.ToString());
        List<Told> told = [];
        foreach (var place in places)
        {
            var isDirect = place.StartsWith('D');
            var messages = await world.Messages(place, person);
            var alone = messages.Where(message => isDirect || message!["ephemeral"]?.GetValue<bool>() is true);
            told.AddRange(alone.Where(IsNag).Select(m => new Told(At(m["ts"]!.ToString()), m["text"]!.ToString())));
        }

        return [.. told.OrderBy(message => message.At)];
    }

    private sealed record Told(DateTimeOffset At, string Text);

    // What the bot says unasked begins with the incident's id; an answer to a command does not.
    private static bool IsNag(JsonNode message) =>
        message["user"]?.ToString() == Bot
        && message["text"]?.ToString().StartsWith("INC-1:", StringComparison.Ordinal) is true;

    private static DateTimeOffset At(string ts) =>
        DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(ts, CultureInfo.InvariantCulture));
}
