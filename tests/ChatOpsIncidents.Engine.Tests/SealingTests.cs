namespace ChatOpsIncidents.Engine.Tests;

/// <summary>What a state keeps of the seals of captured messages.</summary>
public sealed class SealingTests
{
    private static readonly string[] Digests = [.. Enumerable.Range(1, 1_000).Select(n => $"{n:x64}")];

    // The third takes the second back: then all is folded anew, from what the state kept.
    private static readonly Incident State = Incident.Replay(
        "INC-1",
        [
            Recorded(1, new MessagesSealed(Digests)),
            Recorded(2, new NoteTaken("seen")),
            Recorded(3, new FactUndone(2, "")),
        ]
    );

    [Fact]
    public void A_state_keeps_how_many_were_sealed()
    {
        Assert.Equal(1_000, State.SealedMessages);
        Assert.Equal(Digests[^1], State.LastSealed);
        Assert.Equal("1000 captured messages sealed", State.Log[0].Text);
    }

    [Fact]
    public void A_state_does_not_keep_each_digest()
    {
        var kept = Assert.IsType<MessagesSealed>(State.Stored(1)!.Fact);
        Assert.Equal([Digests[^1]], kept.Digests);
    }

    private static Recorded Recorded(long seq, IncidentEvent fact) =>
        new(seq, fact, new Person("U0ANA", "ana"), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "test");
}
