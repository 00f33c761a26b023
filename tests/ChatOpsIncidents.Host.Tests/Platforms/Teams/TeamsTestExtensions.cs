using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

internal static class TeamsTestExtensions
{
    /// <summary>What waits and why, and what was asked: for whoever looks for a fault.</summary>
    public static string State(this IServiceProvider services)
    {
        using var command = services
            .GetRequiredService<NpgsqlDataSource>()
            .CreateCommand(
                "select id || ' ' || coalesce(left(outcome, 300), '') from request where platform <> 'press' union all "
                    + "select order_key || ' ' || coalesce(ending, 'waits') || ' ' || coalesce(why, '') || left(effect, 60) from outbox"
            );
        using var row = command.ExecuteReader();
        List<string> state = [];
        while (row.Read())
            state.Add(row.GetString(0));
        return string.Join('\n', state);
    }

    /// <summary>How many effects are on their way out.</summary>
    public static long Waiting(this IServiceProvider services)
    {
        using var command = services
            .GetRequiredService<NpgsqlDataSource>()
            .CreateCommand("select count(*) from outbox where settled_at is null");
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Incidents that were declared: none, where nobody got in.</summary>
    public static IReadOnlyList<string> Asked(this IServiceProvider services)
    {
        using var command = services
            .GetRequiredService<NpgsqlDataSource>()
            .CreateCommand(
                "select id from request where platform = 'teams' union all select person_id from correspondent where person_id like 'stranger%'"
            );
        using var row = command.ExecuteReader();
        List<string> asked = [];
        while (row.Read())
            asked.Add(row.GetString(0));
        return asked;
    }
}
