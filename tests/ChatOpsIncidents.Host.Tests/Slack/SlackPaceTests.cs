using ChatOpsIncidents.Host.Platforms.Slack;

namespace ChatOpsIncidents.Host.Tests.Slack;

public sealed class SlackPaceTests
{
    private static readonly SlackMethod Post = SlackMethod.All["chat.postMessage"],
        Create = SlackMethod.All["conversations.create"];

    private readonly SlackBench.TurnedClock clock = new();

    [Fact]
    public void One_message_a_second_in_a_channel_and_others_do_not_wait()
    {
        var pace = new SlackPace(clock);
        Assert.Null(pace.Take("T1", Post, "C1"));
        clock.Turn(TimeSpan.FromMilliseconds(400));
        Assert.Equal(new SlackAnswer.RateLimited(TimeSpan.FromMilliseconds(600)), pace.Take("T1", Post, "C1"));
        Assert.Null(pace.Take("T1", Post, "C2"));
        Assert.Null(pace.Take("T2", Post, "C1"));
        clock.Turn(TimeSpan.FromMilliseconds(600));
        Assert.Null(pace.Take("T1", Post, "C1"));
    }

    [Fact]
    public void No_minute_holds_more_calls_than_the_methods_tier()
    {
        var pace = new SlackPace(clock);
        var taken = new List<DateTimeOffset>();
        for (var i = 0; i < 300; i++, clock.Turn(TimeSpan.FromSeconds(1)))
        {
            if (pace.Take("T1", Create) is null)
                taken.Add(clock.Now);
        }

        Assert.All(taken, t => Assert.InRange(taken.Count(u => u >= t && u < t + TimeSpan.FromMinutes(1)), 1, 20));
        Assert.Equal(100, taken.Count);
    }

    [Fact]
    public void A_longer_hold_is_not_shortened()
    {
        var pace = new SlackPace(clock);
        pace.Hold("T1", Post, TimeSpan.FromSeconds(60));
        pace.Hold("T1", Post, TimeSpan.FromSeconds(5));
        Assert.Equal(
            new SlackAnswer.RateLimited(TimeSpan.FromSeconds(60), "T1/chat.postMessage") { IsSlacks = true },
            pace.Take("T1", Post, "C1")
        );
    }
}
