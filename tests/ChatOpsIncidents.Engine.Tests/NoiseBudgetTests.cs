namespace ChatOpsIncidents.Engine.Tests;

/// <summary>How much the room hears, to the post and to the minute.</summary>
[Trait("Requirement", "B42.6")]
public sealed class NoiseBudgetTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 14, 20, 0, TimeSpan.Zero);
    private static readonly IncidentEvent Ordinary = new RecoveryGone("errors are at 4 %");
    private static readonly IncidentEvent Urgent = new SeverityChanged(
        Severity.Major,
        Severity.Critical,
        "all cards fail",
        true
    );
    private static readonly IncidentEvent Always = new IncidentResolved("rolled back", null);

    [Fact]
    public void The_last_two_places_of_six_are_for_what_people_have_to_act_on()
    {
        Assert.True(IsHeard(Ordinary, posts: 3));
        Assert.False(IsHeard(Ordinary, posts: 4));
        Assert.True(IsHeard(Urgent, posts: 5));
        Assert.False(IsHeard(Urgent, posts: 6));
        Assert.True(IsHeard(Always, posts: 6));
    }

    [Fact]
    public void What_was_said_ten_minutes_ago_counts_no_more()
    {
        Assert.False(IsHeard(Ordinary, posts: 4, NoiseBudget.Window - TimeSpan.FromSeconds(1)));
        Assert.True(IsHeard(Ordinary, posts: 4, NoiseBudget.Window));
    }

    [Fact]
    public void Only_at_critical_and_never_in_a_drill_is_the_room_spared()
    {
        Assert.True(IsHeard(Ordinary, posts: 9, change: state => state with { Severity = Severity.Major }));
        Assert.True(IsHeard(Ordinary, posts: 9, change: state => state with { DrillName = "night" }));
        Assert.False(IsHeard(Ordinary, posts: 9));
    }

    private static bool IsHeard(
        IncidentEvent fact,
        int posts,
        TimeSpan ago = default,
        Func<Incident, Incident>? change = null
    )
    {
        var state = Story.Of("checkout fails", Severity.Critical).Incident with
        {
            RoomPosts = [.. Enumerable.Repeat(Now - ago, posts)],
        };
        state = change?.Invoke(state) ?? state;
        return NoiseBudget.IsHeard(state, state, new Recorded(90, fact, Person.System, Now, Now, "slack"));
    }
}
