using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Outbox;

/// <summary>What stands in messages of ours, by the effects that were carried out.</summary>
public sealed class PostedMessages(NpgsqlDataSource source) : IPostedMessages
{
    /// <inheritdoc/>
    public async Task<ChatMessage?> Latest(
        string platform,
        string workspace,
        IReadOnlyList<string> channels,
        string messageId,
        CancellationToken ct
    )
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("outbox/posted"))
            .With("platform", platform)
            .With("workspace", workspace)
            .With("channels", channels.ToArray())
            .With("message", messageId);
        return await command.ExecuteScalarAsync(ct) is string effect
            ? OutboxRow.Read(effect) switch
            {
                Effect.Post post => post.Message,
                Effect.Edit edit => edit.Message,
                _ => null,
            }
            : null;
    }
}
