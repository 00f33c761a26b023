using ChatOpsIncidents.Host.Ports;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>Keeps notes without a name. With each new one all of an incident are written anew, in an order that chance
/// makes: neither a row's place nor its transaction tells which came when.</summary>
internal sealed class PostgresNotes(NpgsqlDataSource source) : INotes
{
    /// <inheritdoc/>
    public async Task Keep(string incidentId, NamelessNote note, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("review/keep_note"))
            .With("incident", incidentId)
            .With("kind", note.Kind)
            .With("text", note.Text);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<NamelessNote>> Of(string incidentId, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("review/notes")).With("incident", incidentId);
        List<NamelessNote> notes = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            notes.Add(new NamelessNote(row.GetString(0), row.GetString(1)));
        return notes;
    }
}
