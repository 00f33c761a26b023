using System.Security.Cryptography;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Outbox;

/// <summary>Copies of files that are evidence, beside the facts that name their digests.</summary>
public sealed class KeptFiles(NpgsqlDataSource source, TimeProvider clock)
{
    /// <summary>A larger file is not kept; its link stays in the timeline. In bytes.</summary>
    public const long BytesMax = 25_000_000;

    /// <summary>Reads a file from the platform and keeps it. Keeping it twice changes nothing.</summary>
    public async Task<AttemptEnd> Keep(
        IChatPlatform platform,
        Delivery delivery,
        Effect.KeepFile keep,
        CancellationToken ct
    )
    {
        var room = delivery.At!.ChannelId;
        var (file, end) = await platform.ReadFile(delivery.Workspace, room, keep.FileId, BytesMax, ct);
        if (file is null)
            return end;
        var kept = new KeptFile(
            keep.Entry,
            keep.FileId,
            file.Name,
            file.Bytes.Length,
            Convert.ToHexStringLower(SHA256.HashData(file.Bytes))
        );
        await using var command = source
            .CreateCommand(PostgresSql.Text("store/keep_file"))
            .With("incident", delivery.IncidentId)
            .With("entry", kept.Entry)
            .With("file", kept.FileId)
            .With("name", kept.Title)
            .With("media_type", file.ContentType)
            .With("sha256", kept.Sha256)
            .With("bytes", file.Bytes)
            .With("now", clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(ct);
        return new AttemptEnd.Kept(kept);
    }

    /// <summary>A kept copy by its digest; null: none, or erased.</summary>
    /// <param name="incidentId">The incident whose evidence it is; the caller has seen that it may be read.</param>
    /// <param name="sha256">Lower-case hex.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<RenderedFile?> Find(string incidentId, string sha256, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("store/kept_file"))
            .With("incident", incidentId)
            .With("sha256", sha256);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new RenderedFile(row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2))
            : null;
    }
}
