using System.Net;
using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>The keys of deliveries change, and not every key signs for Teams.</summary>
public sealed class TeamsKeyTests : IAsyncLifetime
{
    private TeamsWorld _world = null!;

    public async Task InitializeAsync() => _world = await TeamsWorld.Start();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_new_key_is_fetched_when_it_first_signs()
    {
        Assert.Equal(HttpStatusCode.Accepted, await Deliver(_world.Teams.Keys[0]));
        var rotated = new SigningKey("key-2");
        _world.Teams.Keys.Insert(0, rotated);
        // Fetched behind the first refusal.
        await Wait.Until("the new key", async () => await Deliver(rotated) == HttpStatusCode.Accepted);
        Assert.Equal(HttpStatusCode.Accepted, await Deliver(rotated));
        Assert.Equal(HttpStatusCode.Accepted, await Deliver(_world.Teams.Keys[1]));
    }

    [Fact]
    public async Task A_hundred_unknown_keys_fetch_the_keys_no_more_than_twice()
    {
        await Deliver(_world.Teams.Keys[0]);
        var before = _world.Teams.KeyFetches;
        var unknown = new SigningKey("key-0");
        for (var n = 0; n < 100; n++)
        {
            unknown.Key.KeyId = $"unknown-{n}";
            Assert.Equal(HttpStatusCode.Unauthorized, await Deliver(unknown));
        }

        Assert.InRange(_world.Teams.KeyFetches - before, 0, 2);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("webchat")]
    public async Task A_key_that_may_not_sign_for_Teams_lets_nobody_in(string? endorsement)
    {
        var other = new SigningKey("key-other", endorsement);
        _world.Teams.Keys.Add(other);
        Assert.Equal(HttpStatusCode.Unauthorized, await Deliver(other));
    }

    private async Task<HttpStatusCode> Deliver(SigningKey key)
    {
        JsonObject hello = _world.Activity(TeamsPerson.Ana, "event", TeamsPerson.Ana.Chat);
        using var answer = await _world.Deliver(hello, _world.Teams.Token(key: key));
        return answer.StatusCode;
    }
}
