using ChatOpsIncidents.Host.Platforms.Teams;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using NSubstitute;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>Which place in Teams something belongs to that was said in a thread, as every host knows it.</summary>
public sealed class TeamsDirectoryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Channel = "19:room@thread.tacv2";
    private const string Thread = Channel + ";messageid=7";

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private NpgsqlDataSource _source = null!;

    public async Task InitializeAsync() => _source = NpgsqlDataSource.Create(await postgres.NewDatabase());

    public async Task DisposeAsync() => await _source.DisposeAsync();

    [Fact]
    public async Task A_thread_is_a_place_of_its_own_until_its_channel_is_a_room()
    {
        var host = Host();
        await host.Remember(AsDelivered, default);
        Assert.Equal((Thread, "7"), await host.Place(Thread, default));
        await host.Opened(Channel, ConversationKind.Room, default);
        Assert.Equal((Channel, "7"), await host.Place(Thread, default));
        Assert.Equal((Channel, "channel"), await host.Place(Channel, default));
    }

    [Fact]
    public async Task A_room_is_one_on_every_host_and_stays_one_whatever_deliveries_call_it()
    {
        var (opener, other) = (Host(), Host());
        await other.Remember(AsDelivered, default);
        Assert.Equal((Thread, "7"), await other.Place(Thread, default));
        await opener.Opened(Channel, ConversationKind.Room, default);
        Assert.Equal((Channel, "7"), await opener.Place(Thread, default));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((Channel, "7"), await other.Place(Thread, default));
        foreach (var host in new[] { opener, other, Host() })
        {
            await host.Remember(AsDelivered with { ServiceUrl = $"https://{Guid.NewGuid()}" }, default);
            Assert.Equal((Channel, "7"), await host.Place(Thread, default));
        }

        Assert.Equal((Channel, "7"), await Host().Place(Thread, default));
    }

    // All of a team's channels are heard: what is no room costs the database one look a second, not one a message.
    [Fact]
    public async Task A_channel_that_is_no_room_is_looked_up_once_a_second()
    {
        var store = Substitute.For<IConversations>();
        var host = Host(store);
        foreach (var _ in Enumerable.Range(0, 5))
            Assert.Equal((Thread, "7"), await host.Place(Thread, default));
        Assert.Single(store.ReceivedCalls());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((Thread, "7"), await host.Place(Thread, default));
        Assert.Equal(2, store.ReceivedCalls().Count());
    }

    private static Conversation AsDelivered => new(Channel, ConversationKind.Channel, "https://smba.example.com");

    private TeamsDirectory Host() => Host(new PostgresConversations(_source, TimeProvider.System));

    private TeamsDirectory Host(IConversations store) =>
        new(store, Options.Create(new TeamsOptions { TenantId = FakeConnector.Tenant }), _clock);
}
