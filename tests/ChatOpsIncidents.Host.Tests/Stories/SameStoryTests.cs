using Xunit.Abstractions;

namespace ChatOpsIncidents.Host.Tests.Stories;

/// <summary>A story leaves the same record on every platform, and posts no more on one than on the other.</summary>
public sealed class SameStoryTests(ITestOutputHelper output)
{
    public static TheoryData<string> Stories => [.. FourStories.All.Keys];

    [Theory, Trait("Requirement", "D6"), MemberData(nameof(Stories))]
    public async Task A_story_leaves_the_same_facts_in_Teams_as_in_Slack_and_the_same_number_of_posts(string story)
    {
        var play = FourStories.All[story];
        var both = await Task.WhenAll(Played(SlackStoryDoor.Open, play), Played(TeamsStoryDoor.Open, play));
        var (slack, teams) = (both[0], both[1]);
        output.WriteLine($"{story}: {slack.Facts.Count} facts, {slack.Posts.Count} posts");
        Assert.Contains(slack.Facts, fact => fact.StartsWith("incident-resolved", StringComparison.Ordinal));
        Assert.Equal(slack.Facts, teams.Facts);
        Assert.True(
            slack.Posts.Count == teams.Posts.Count,
            $"Slack:\n{string.Join("\n--\n", slack.Posts)}\n\nTeams:\n{string.Join("\n--\n", teams.Posts)}"
        );
    }

    private static async Task<(IReadOnlyList<string> Facts, IReadOnlyList<string> Posts)> Played(
        Func<Task<StoryDoor>> open,
        Func<StoryDoor, Task> play
    )
    {
        await using var door = await open();
        await play(door);
        return (await door.Facts(), door.Posts());
    }
}
