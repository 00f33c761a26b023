using Hangfire.PostgreSql;
using Npgsql;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>Lets the scheduler use the host's own pool; without it, it would open a second one.</summary>
internal sealed class HangfireConnections(NpgsqlDataSource source) : IConnectionFactory
{
    public NpgsqlConnection GetOrCreateConnection() => source.CreateConnection();
}
