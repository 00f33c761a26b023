using ChatOpsIncidents.Host.Ports;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>The tables <c>conversation</c> and <c>correspondent</c>.</summary>
public sealed class PostgresConversations(NpgsqlDataSource source, TimeProvider clock) : IConversations
{
    /// <inheritdoc/>
    public Task<Conversation?> Find(string platform, string workspace, string id, CancellationToken ct) =>
        Read("conversations/find", platform, workspace, ("id", id), Conversation, ct);

    /// <inheritdoc/>
    public async Task<Conversation?> Latest(string platform, string workspace, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("conversations/latest"))
            .With("platform", platform)
            .With("workspace", workspace);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? Conversation(row) : null;
    }

    /// <inheritdoc/>
    public Task<Conversation?> With(string platform, string workspace, string personId, CancellationToken ct) =>
        Read("conversations/with_person", platform, workspace, ("person", personId), Conversation, ct);

    /// <inheritdoc/>
    public async Task Keep(string platform, string workspace, Conversation conversation, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("conversations/keep"))
            .With("platform", platform)
            .With("workspace", workspace)
            .With("id", conversation.Id)
            .With("kind", conversation.Kind.ToString())
            .With("url", conversation.ServiceUrl)
            .With("team", conversation.TeamId)
            .With("person", conversation.PersonId)
            .With("unreachable", conversation.Unreachable)
            .With("now", clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <inheritdoc/>
    public Task<Correspondent?> Person(string platform, string workspace, string personId, CancellationToken ct) =>
        Read("conversations/person", platform, workspace, ("person", personId), Correspondent, ct);

    /// <inheritdoc/>
    public Task<Correspondent?> Named(string platform, string workspace, string address, CancellationToken ct) =>
        Read("conversations/named", platform, workspace, ("address", address), Correspondent, ct);

    /// <inheritdoc/>
    public async Task Keep(string platform, string workspace, Correspondent person, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("conversations/keep_person"))
            .With("platform", platform)
            .With("workspace", workspace)
            .With("person", person.PersonId)
            .With("address", person.Address)
            .With("conversation", person.ConversationId)
            .With("now", clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<T?> Read<T>(
        string statement,
        string platform,
        string workspace,
        (string Name, string Value) by,
        Func<NpgsqlDataReader, T> read,
        CancellationToken ct
    )
        where T : class
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text(statement))
            .With("platform", platform)
            .With("workspace", workspace)
            .With(by.Name, by.Value);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? read(row) : null;
    }

    private static Conversation Conversation(NpgsqlDataReader row) =>
        new(row.GetString(0), Enum.Parse<ConversationKind>(row.GetString(1)), row.GetString(2))
        {
            TeamId = row.IsDBNull(3) ? null : row.GetString(3),
            PersonId = row.IsDBNull(4) ? null : row.GetString(4),
            Unreachable = row.IsDBNull(5) ? null : row.GetString(5),
        };

    private static Correspondent Correspondent(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2));
}
