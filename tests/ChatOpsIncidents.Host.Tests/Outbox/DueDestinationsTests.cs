using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Tests.Outbox;

public sealed class DueDestinationsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 3, 0, 0, TimeSpan.Zero);
    private readonly DueDestinations _due = new();

    [Fact]
    public void The_urgent_come_first_and_those_of_a_lane_in_their_order()
    {
        _due.Add(new Destined("rest", 3));
        _due.Add(new Destined("answer", 0));
        _due.Add(new Destined("banner-1", 2));
        _due.Add(new Destined("banner-2", 2));

        Assert.Equal(["answer", "banner-1", "banner-2"], _due.Take(3, short.MaxValue, Now));
        Assert.Equal(["rest"], _due.Take(3, short.MaxValue, Now));
    }

    [Fact]
    public void What_is_not_urgent_waits_while_only_the_urgent_are_taken()
    {
        _due.Add(new Destined("rest", 3));
        _due.Add(new Destined("page", 1));

        Assert.Equal(["page"], _due.Take(9, 1, Now));
        Assert.Empty(_due.Take(9, 1, Now));
        Assert.Equal(["rest"], _due.Take(9, short.MaxValue, Now));
    }

    [Fact]
    public void What_must_wait_is_not_looked_at_before_its_time()
    {
        _due.Add(new Destined("room", 2), Now.AddSeconds(1));

        Assert.Equal(Now.AddSeconds(1), _due.NextAt());
        Assert.Empty(_due.Take(9, short.MaxValue, Now.AddSeconds(0.999)));
        Assert.Equal(["room"], _due.Take(9, short.MaxValue, Now.AddSeconds(1)));
        Assert.Null(_due.NextAt());
    }

    [Fact]
    public void A_destination_that_is_told_often_is_looked_at_once_and_can_be_told_again_afterwards()
    {
        foreach (var _ in Enumerable.Range(0, 5))
            _due.Add(new Destined("room", 2));

        Assert.Equal(["room"], _due.Take(9, short.MaxValue, Now));
        Assert.Empty(_due.Take(9, short.MaxValue, Now));
        _due.Add(new Destined("room", 2));
        Assert.Equal(["room"], _due.Take(9, short.MaxValue, Now));
    }
}
