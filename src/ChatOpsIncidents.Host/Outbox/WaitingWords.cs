using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Outbox;

/// <summary>What waits to be said in a room that takes no words for the moment.</summary>
public sealed class WaitingWords(NpgsqlDataSource source)
{
    private const int Max = 10;

    /// <summary>Whether anything of that order key that was stored before an effect still waits.</summary>
    public async Task<bool> AnyBefore(LeasedEffect leased, string orderKey, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("outbox/words_before"))
            .With("key", orderKey)
            .With("id", leased.Id);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The messages that wait behind an effect, itself included, in order.</summary>
    public async Task<IReadOnlyList<ChatMessage>> Behind(LeasedEffect leased, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("outbox/words"))
            .With("key", leased.OrderKey)
            .With("limit", Max);
        List<ChatMessage> messages = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            if (OutboxRow.Read(row.GetString(0)) is Effect.Post post)
                messages.Add(post.Message);
        }

        return messages;
    }
}
