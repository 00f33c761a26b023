using ChatOpsIncidents.Host.Platforms.Teams;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>Which place in Teams something belongs to that was said in a thread, as every host knows it.</summary>
public sealed class TeamsDirectoryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Channel = "19:room@thread.tacv2";
    private const string Thread = Channel + ";messageid=7";

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
        Assert.Equal((Channel, "7"), await other.Place(Thread, default));
        foreach (var host in new[] { opener, other, Host() })
        {
            await host.Remember(AsDelivered with { ServiceUrl = $"https://{Guid.NewGuid()}" }, default);
            Assert.Equal((Channel, "7"), await host.Place(Thread, default));
        }

        Assert.Equal((Channel, "7"), await Host().Place(Thread, default));
    }

    private static Conversation AsDelivered => new(Channel, ConversationKind.Channel, "https://smba.example.com");

    private TeamsDirectory Host() =>
        new(
            new PostgresConversations(_source, TimeProvider.System),
            Options.Create(new TeamsOptions { TenantId = FakeConnector.Tenant })
        );
}
