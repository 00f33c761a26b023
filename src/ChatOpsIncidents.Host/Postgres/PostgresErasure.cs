using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>
/// Takes redacted words out of all that is stored, in the transaction that records the redaction: contents, files,
/// captured messages, effects that wait or were carried out, answers, requests that wait, and what outside systems
/// told. What was posted is edited.
/// </summary>
internal sealed class PostgresErasure(NpgsqlConnection connection, NpgsqlTransaction transaction, DateTimeOffset now)
{
    /// <summary>Erases; nothing where the verdict redacts nothing.</summary>
    /// <param name="before">The incident before the redaction.</param>
    /// <param name="verdict">What came of the command.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>Edits of messages that stand on the platform with words that are redacted now.</returns>
    public async Task<IReadOnlyList<Effect>> Run(Incident before, Verdict verdict, CancellationToken ct)
    {
        var redactions = verdict.Facts.Select(fact => fact.Fact).OfType<EntryRedacted>().ToList();
        if (redactions.Count > 0)
            await Contents(before, redactions, ct);
        if (verdict.TakesOut is { } taken)
            await Note(before.Id, taken, ct);
        var forgotten = verdict.TakesOut is { } note
            ? Redaction.Forgotten(before, note)
            : Redaction.Forgotten(before, redactions);
        if (forgotten.IsEmpty)
            return [];
        var words = $"({string.Join('|', forgotten.Own.Select(word => word.ToLowerInvariant()).Distinct())})";
        await FileNames(before.Id, forgotten, words, ct);
        await Messages(before.Id, forgotten, words, ct);
        await Answers(before.Id, forgotten, words, ct);
        await Deferred(forgotten, words, ct);
        await new PostgresHookErasure(connection, transaction).Run(before.Id, forgotten, words, ct);
        var edited = verdict.Effects.OfType<Effect.Edit>().Select(edit => edit.Key).ToHashSet();
        var edits = await Posts(before.Id, forgotten, words, ct);
        return [.. edits.Concat(await OldPosts(before.Id, redactions, ct)).Where(edit => !edited.Contains(edit.Key))];
    }

    private async Task Contents(Incident before, List<EntryRedacted> redactions, CancellationToken ct)
    {
        var whole = redactions.Where(redacted => redacted.Copy is not true).ToList();
        var files = whole.Select(redacted => redacted.Remains is FileKept kept ? kept.Entry : redacted.Entry).ToArray();
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(PostgresSql.Text("erasure/facts"))
                .With("id", before.Id)
                .With("seqs", redactions.Select(redacted => redacted.Entry).ToArray())
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(PostgresSql.Text("erasure/files")).With("id", before.Id).With("seqs", files)
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(PostgresSql.Text("erasure/kept_files"))
                .With("incident", before.Id)
                .With("seqs", files)
                .With("now", now)
        );
        batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresSql.Text("erasure/figures")).With("id", before.Id));
        await batch.ExecuteNonQueryAsync(ct);
    }

    private Task Note(string incident, NamelessNote note, CancellationToken ct) =>
        Do(Command("review/drop_note").With("incident", incident).With("kind", note.Kind).With("text", note.Text), ct);

    private async Task FileNames(string incident, ForgottenWords forgotten, string words, CancellationToken ct)
    {
        var found = await Rows(
            Command("erasure/file_names").With("incident", incident).With("words", words),
            row => (Entry: row.GetInt64(0), File: row.GetString(1), Name: row.GetString(2)),
            ct
        );
        var clean = found.Where(file => forgotten.IsIn(file.Name)).ToList();
        if (clean.Count > 0)
            await Do(
                Command("erasure/replace_file_names")
                    .With("incident", incident)
                    .With("entries", clean.Select(file => file.Entry).ToArray())
                    .With("files", clean.Select(file => file.File).ToArray())
                    .With("names", clean.Select(file => forgotten.Mask(file.Name)).ToArray()),
                ct
            );
    }

    private async Task Messages(string incident, ForgottenWords forgotten, string words, CancellationToken ct)
    {
        var found = await Rows(
            Command("erasure/messages").With("incident", incident).With("words", words),
            row => (Key: Enumerable.Range(0, 6).Select(row.GetString).ToArray(), Content: row.GetString(6)),
            ct
        );
        var gone = found.Where(one => Texts(JsonNode.Parse(one.Content)).Any(forgotten.IsIn)).ToList();
        string[] Column(int at) => [.. gone.Select(one => one.Key[at])];
        if (gone.Count > 0)
            await Do(
                Command("erasure/empty_messages")
                    .With("platforms", Column(0))
                    .With("workspaces", Column(1))
                    .With("channels", Column(2))
                    .With("messages", Column(3))
                    .With("versions", Column(4))
                    .With("kinds", Column(5)),
                ct
            );
    }

    private async Task Answers(string incident, ForgottenWords forgotten, string words, CancellationToken ct)
    {
        var found = await Rows(
            Command("erasure/answers").With("incident", incident).With("words", words),
            row =>
                (
                    Platform: row.GetString(0),
                    Workspace: row.GetString(1),
                    Id: row.GetString(2),
                    Outcome: JsonSerializer.Deserialize<Outcome>(row.GetString(3), FactJson.Options)!
                ),
            ct
        );
        if (found.Count == 0)
            return;
        var clean = found.Select(one => one.Outcome with { Reply = RedactedEffects.Of(one.Outcome.Reply, forgotten) });
        await Do(
            Command("erasure/replace_answers")
                .With("platforms", found.Select(one => one.Platform).ToArray())
                .With("workspaces", found.Select(one => one.Workspace).ToArray())
                .With("ids", found.Select(one => one.Id).ToArray())
                .With("outcomes", clean.Select(one => JsonSerializer.Serialize(one, FactJson.Options)).ToArray()),
            ct
        );
    }

    private async Task Deferred(ForgottenWords forgotten, string words, CancellationToken ct)
    {
        var spoken = new SpokenTexts(FactJson.Options);
        var found = await Rows(
            Command("erasure/deferred").With("words", words),
            row =>
                (
                    Id: row.GetInt64(0),
                    Request: JsonSerializer.Deserialize<VerifiedRequest>(row.GetString(1), FactJson.Options)!
                ),
            ct
        );
        var clean = found
            .Where(one => one.Request.Input is not RequestInput.Signal)
            .Select(one =>
                (one.Id, Request: one.Request with { Input = spoken.Replace(one.Request.Input, forgotten.Mask) })
            )
            .ToList();
        if (clean.Count > 0)
            await Do(
                Command("erasure/replace_deferred")
                    .With("ids", clean.Select(one => one.Id).ToArray())
                    .With(
                        "requests",
                        clean.Select(one => JsonSerializer.Serialize(one.Request, FactJson.Options)).ToArray()
                    ),
                ct
            );
    }

    private async Task<IReadOnlyList<Effect.Edit>> Posts(
        string incident,
        ForgottenWords forgotten,
        string words,
        CancellationToken ct
    )
    {
        var found = await Rows(
            Command("erasure/posts").With("incident", incident).With("words", words),
            row => new Sent(row.GetInt64(0), OutboxRow.Read(row.GetString(1)), row.GetBoolean(2)),
            ct
        );
        var said = found.Where(one => RedactedEffects.Of(one.Effect, forgotten, incident) != one.Effect).ToList();
        if (said.Count == 0)
            return [];
        var clean = said.Select(one => RedactedEffects.Of(one.Effect, forgotten, incident));
        await Do(
            Command("erasure/replace_posts")
                .With("ids", said.Select(one => one.Id).ToArray())
                .With("effects", clean.Select(effect => JsonSerializer.Serialize(effect, FactJson.Options)).ToArray())
                .With("order_keys", said.Select(one => OrderKeyOf(one.Effect, forgotten, incident)).ToArray())
                .With("needless", said.Select(one => RedactedEffects.IsNeedless(one.Effect, forgotten)).ToArray())
                .With("now", now),
            ct
        );
        return await Edits(incident, said, ct);
    }

    // A message shows what was posted or edited last. Where that had the words and may stand outside, it is edited;
    // what was not tried yet goes out clean.
    private async Task<IReadOnlyList<Effect.Edit>> Edits(string incident, List<Sent> said, CancellationToken ct)
    {
        var outside = said.Where(one => one.WasTried).Select(one => one.Id).ToHashSet();
        var keys = said.Where(one => one.WasTried)
            .Select(one => KeyOf(one.Effect))
            .OfType<string>()
            .Distinct()
            .ToArray();
        if (keys.Length == 0)
            return [];
        var latest = await Rows(
            Command("erasure/latest_posts").With("incident", incident).With("keys", keys),
            row => (Key: row.GetString(0), Id: row.GetInt64(1), Effect: OutboxRow.Read(row.GetString(2))),
            ct
        );
        return
        [
            .. latest
                .Where(one => outside.Contains(one.Id))
                .Select(one => new Effect.Edit(one.Key, MessageOf(one.Effect))),
        ];
    }

    // Effects are kept for a while only; of an older post it is known where it stands, not what it says.
    private async Task<IEnumerable<Effect.Edit>> OldPosts(
        string incident,
        List<EntryRedacted> redactions,
        CancellationToken ct
    )
    {
        var old = await Rows(
            Command("erasure/old_posts")
                .With("incident", incident)
                .With("keys", redactions.Select(redacted => $"fact-{redacted.Entry}").ToArray()),
            row => row.GetString(0),
            ct
        );
        return old.Select(key => new Effect.Edit(key, ChatMessage.Text(ForgottenWords.Mark)));
    }

    // A page waits behind other pages of its target alone, whose name may be what is redacted.
    private static string? OrderKeyOf(Effect effect, ForgottenWords forgotten, string incident) =>
        effect is Effect.Page page && forgotten.IsIn(page.Target)
            ? OutboxRow.Of(RedactedEffects.Of(page, forgotten, incident), incident).OrderKey
            : null;

    private static string? KeyOf(Effect effect) =>
        effect switch
        {
            Effect.Post post => post.Key,
            Effect.Edit edit => edit.Key,
            _ => null,
        };

    private static ChatMessage MessageOf(Effect effect) =>
        effect switch
        {
            Effect.Post post => post.Message,
            Effect.Edit edit => edit.Message,
            _ => ChatMessage.Text(ForgottenWords.Mark),
        };

    private static IEnumerable<string> Texts(JsonNode? node) =>
        node switch
        {
            JsonObject fields => fields.Where(field => field.Key != "envelope").SelectMany(field => Texts(field.Value)),
            JsonArray list => list.SelectMany(Texts),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
            _ => [],
        };

    private NpgsqlCommand Command(string statement) => new(PostgresSql.Text(statement), connection, transaction);

    private static async Task Do(NpgsqlCommand command, CancellationToken ct)
    {
        await using (command)
            await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<List<T>> Rows<T>(
        NpgsqlCommand command,
        Func<NpgsqlDataReader, T> read,
        CancellationToken ct
    )
    {
        List<T> rows = [];
        await using (command)
        {
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
                rows.Add(read(row));
        }

        return rows;
    }

    private sealed record Sent(long Id, Effect Effect, bool WasTried);
}
