using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class TimesTests
{
    [Theory]
    [InlineData("14:05", "2026-11-21T13:05:00Z")] // Berlin is an hour ahead of UTC in November.
    [InlineData("14:06Z", "2026-11-20T14:06:00Z")] // Not yet today: yesterday's.
    [InlineData("13:05 UTC", "2026-11-21T13:05:00Z")]
    [InlineData("15:04", "2026-11-21T14:04:00Z")] // Up to five minutes ahead: clocks differ.
    [InlineData("15:06", "2026-11-20T14:06:00Z")]
    [InlineData("2:05pm", "2026-11-21T13:05:00Z")]
    [InlineData("12:30 AM", "2026-11-20T23:30:00Z")]
    [InlineData("10m ago", "2026-11-21T13:50:00Z")]
    [InlineData("1h 30m ago", "2026-11-21T12:30:00Z")]
    [InlineData("now", "2026-11-21T14:00:00Z")]
    [InlineData("2026-11-21T13:05Z", "2026-11-21T13:05:00Z")]
    [InlineData("2026-11-21 13:05:30+02:00", "2026-11-21T11:05:30Z")]
    [InlineData("2026-11-20 23:00", "2026-11-20T22:00:00Z")]
    [InlineData("2026-11-21T15:30Z", null)]
    [InlineData("25:00", null)]
    [InlineData("13:05pm", null)]
    [InlineData("١٤:٠٥", null)]
    [InlineData("0001-01-01", null)]
    [InlineData("9999-12-31T23:59Z", null)]
    [InlineData("soon", null)]
    public void A_time_in_the_past(string words, string? expected) =>
        Assert.Equal(expected is null ? null : At(expected), Times.Past(words, Berlin("2026-11-21T14:00:00Z")));

    [Theory]
    [InlineData("15:30", "2026-11-21T14:30:00Z")]
    [InlineData("14:30", "2026-11-22T13:30:00Z")]
    [InlineData("30m", "2026-11-21T14:30:00Z")]
    [InlineData("1h30m", "2026-11-21T15:30:00Z")]
    [InlineData("45", "2026-11-21T14:45:00Z")]
    public void A_time_to_come(string words, string expected) =>
        Assert.Equal(At(expected), Times.Future(words, Berlin("2026-11-21T14:00:00Z")));

    [Theory]
    [InlineData("2026-10-25T00:40:00Z", "02:30", "2026-10-25T00:30:00Z")] // Shown twice; the first has just been.
    [InlineData("2026-10-25T01:40:00Z", "02:30", "2026-10-25T01:30:00Z")] // The second.
    [InlineData("2026-03-29T02:00:00Z", "02:30", "2026-03-29T01:30:00Z")] // Leapt over: as if the clock had not leapt yet.
    public void When_the_clocks_change(string now, string words, string expected) =>
        Assert.Equal(At(expected), Times.Past(words, Berlin(now)));

    [Theory]
    [InlineData("30s", 30)]
    [InlineData("15m", 900)]
    [InlineData("1h30m", 5400)]
    [InlineData("2d", 172_800)]
    [InlineData("20", 1200)]
    [InlineData("15 minutes", 900)]
    [InlineData("2 hours", 7200)]
    [InlineData("0m", null)]
    [InlineData("400d", null)]
    [InlineData("", null)]
    [InlineData("soon", null)]
    public void A_duration(string words, int? seconds) =>
        Assert.Equal(seconds, (int?)Times.Duration(words)?.TotalSeconds);

    [Theory]
    [InlineData("rolled back at 14:05", true)]
    [InlineData("rolled back at 14:05 UTC", true)]
    [InlineData("first 502s 10m ago", true)]
    [InlineData("look at the graph", false)]
    [InlineData("stuck at 100 percent", false)]
    [InlineData("at", false)]
    public void A_trailing_time_counts_only_when_it_is_one(string text, bool counts)
    {
        var clause = TimeClause.In(text, Berlin("2026-11-21T14:00:00Z"));
        Assert.Equal(counts, clause.At is not null);
    }

    [Fact]
    public void An_answer_names_the_zone_and_utc() =>
        Story
            .Of("x")
            .At("14:30")
            .When("ana", "note first 502s at 15:05", c => c with { Zone = Zone })
            .ThenAnswers("15:05 Europe/Berlin (14:05 UTC)");

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static DecisionContext Berlin(string now) =>
        new(At(now), new Person("UANA", "Ana"), Policy.Default) { Language = Language.Whole, Zone = Zone };
}
