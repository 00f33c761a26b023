using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>Takes redacted words out of what outside systems told: deliveries that wait to be read, the history of
/// changes, and the alerts of an incident. Only then are they gone for good: what was told would be told
/// again.</summary>
internal sealed class PostgresHookErasure(NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    private const int ChangeTexts = 6;
    private const int AlertTexts = 4;

    /// <summary>Erases.</summary>
    public async Task Run(string incident, ForgottenWords forgotten, string words, CancellationToken ct)
    {
        await Deliveries(forgotten, ct);
        await Changes(forgotten, words, ct);
        await Alerts(incident, forgotten, words, ct);
    }

    // One that was read has no body any more.
    private async Task Deliveries(ForgottenWords forgotten, CancellationToken ct)
    {
        List<(long Id, byte[] Body)> clean = [];
        await using (var command = Command("erasure/deliveries"))
        await using (var row = await command.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                if (Masked(row.GetFieldValue<byte[]>(1), forgotten) is { } masked)
                    clean.Add((row.GetInt64(0), masked));
            }
        }

        if (clean.Count == 0)
            return;
        await using var replace = Command("erasure/replace_deliveries")
            .With("ids", clean.Select(one => one.Id).ToArray())
            .With("bodies", clean.Select(one => one.Body).ToArray());
        await replace.ExecuteNonQueryAsync(ct);
    }

    private async Task Changes(ForgottenWords forgotten, string words, CancellationToken ct)
    {
        var found = await Texts(Command("erasure/changes").With("words", words), ChangeTexts, forgotten, ct);
        if (found.Count == 0)
            return;
        string?[] Column(int at) => [.. found.Select(one => one.Texts[at])];
        await using var replace = Command("erasure/replace_changes")
            .With("ids", found.Select(one => one.Key).ToArray())
            .With("whats", Column(0))
            .With("services", Column(1))
            .With("versions", Column(2))
            .With("previous", Column(3))
            .With("actors", Column(4))
            .With("urls", Column(5));
        await replace.ExecuteNonQueryAsync(ct);
    }

    private async Task Alerts(string incident, ForgottenWords forgotten, string words, CancellationToken ct)
    {
        var command = Command("erasure/alerts").With("incident", incident).With("words", words);
        var found = await Texts(command, AlertTexts, forgotten, ct);
        if (found.Count == 0)
            return;
        string?[] Column(int at) => [.. found.Select(one => one.Texts[at])];
        await using var replace = Command("erasure/replace_alerts")
            .With("keys", found.Select(one => one.Key).ToArray())
            .With("services", Column(0))
            .With("rules", Column(1))
            .With("instances", Column(2))
            .With("groups", Column(3));
        await replace.ExecuteNonQueryAsync(ct);
    }

    // Rows with their key and their texts, masked; those without a forgotten word are left out.
    private static async Task<List<(string Key, string?[] Texts)>> Texts(
        NpgsqlCommand command,
        int count,
        ForgottenWords forgotten,
        CancellationToken ct
    )
    {
        List<(string, string?[])> found = [];
        await using (command)
        {
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
            {
                string?[] texts =
                [
                    .. Enumerable.Range(1, count).Select(at => row.IsDBNull(at) ? null : row.GetString(at)),
                ];
                if (texts.Any(text => text is not null && forgotten.IsIn(text)))
                    found.Add(
                        (row.GetString(0), [.. texts.Select(text => text is null ? null : forgotten.Mask(text))])
                    );
            }
        }

        return found;
    }

    // Null: there is nothing to mask. JSON stays JSON: only its texts are changed.
    private static byte[]? Masked(byte[] body, ForgottenWords forgotten)
    {
        var text = Encoding.UTF8.GetString(body);
        try
        {
            var node = JsonNode.Parse(text);
            return Mask(node, forgotten) ? Encoding.UTF8.GetBytes(node!.ToJsonString()) : null;
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            return forgotten.IsIn(text) ? Encoding.UTF8.GetBytes(forgotten.Mask(text)) : null;
        }
    }

    private static bool Mask(JsonNode? node, ForgottenWords forgotten)
    {
        var isMasked = false;
        foreach (var child in Children(node))
        {
            if (child is JsonValue value && value.TryGetValue<string>(out var text))
            {
                if (!forgotten.IsIn(text))
                    continue;
                child.ReplaceWith(forgotten.Mask(text));
                isMasked = true;
            }
            else
            {
                isMasked |= Mask(child, forgotten);
            }
        }

        return isMasked;
    }

    private static JsonNode?[] Children(JsonNode? node) =>
        node switch
        {
            JsonObject fields => [.. fields.Select(field => field.Value)],
            JsonArray list => [.. list],
            _ => [],
        };

    private NpgsqlCommand Command(string statement) => new(PostgresSql.Text(statement), connection, transaction);
}
