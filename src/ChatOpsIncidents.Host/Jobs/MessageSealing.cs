using System.Security.Cryptography;
using System.Text;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Hangfire;
using Npgsql;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>Seals captured messages into the chain of facts, so that what was said cannot be changed later without
/// being seen.</summary>
public sealed class MessageSealing(
    NpgsqlDataSource source,
    ICommandPipeline pipeline,
    TimeProvider clock,
    ILogger<MessageSealing> log
)
{
    private const int DigestsMax = 1_000;

    // Each message is written once more when it is sealed. After a flood that is much, and people are waiting for the
    // same database: it is given a quarter of the time.
    private const int RestsPerWork = 3;

    /// <summary>Seals all that is captured and not sealed yet, without haste.</summary>
    /// <returns>How many facts were asked for.</returns>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task<int> SealOnce(CancellationToken ct) => SealOnce(null, ct);

    /// <summary>Seals what is captured of one incident, or of all.</summary>
    /// <param name="only">The incident; null: all.</param>
    /// <param name="ct">Ends the sealing.</param>
    /// <returns>How many facts were asked for.</returns>
    public async Task<int> SealOnce(string? only, CancellationToken ct)
    {
        var asked = 0;
        foreach (var (incident, workspace) in (await Incidents(ct)).Where(row => only is null || row.Incident == only))
        {
            try
            {
                asked += await Seal(incident, workspace, isHurried: only is not null, ct);
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                Log.SealingFailed(log, fault, incident);
            }
        }

        return asked;
    }

    private async Task<int> Seal(string incident, string workspace, bool isHurried, CancellationToken ct)
    {
        // First what an earlier run sealed and could not mark any more.
        await Mark(incident, DateTimeOffset.MaxValue, ct);
        for (var asked = 0; ; asked++)
        {
            var begun = clock.GetTimestamp();
            var (digests, until) = await Digests(incident, ct);
            if (digests.Length == 0)
                return asked;
            await pipeline.Run(Request(incident, workspace, digests), ct);
            if (await Mark(incident, until, ct) == 0)
            {
                Log.NotSealed(log, incident, digests.Length);
                return asked;
            }

            if (digests.Length == DigestsMax && !isHurried)
                await Task.Delay(clock.GetElapsedTime(begun) * RestsPerWork, clock, ct);
        }
    }

    private async Task<List<(string Incident, string Workspace)>> Incidents(CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("capture/unsealed_incidents"));
        List<(string, string)> incidents = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            incidents.Add((row.GetString(0), row.GetString(1)));
        return incidents;
    }

    private async Task<(string[] Digests, DateTimeOffset Until)> Digests(string incident, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("capture/unsealed"))
            .With("incident", incident)
            .With("limit", DigestsMax);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) && !await row.IsDBNullAsync(0, ct)
            ? (row.GetFieldValue<string[]>(0), row.GetFieldValue<DateTimeOffset>(1))
            : ([], default);
    }

    private async Task<int> Mark(string incident, DateTimeOffset until, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("capture/mark_sealed"))
            .With("incident", incident)
            .With("until", until);
        return await command.ExecuteNonQueryAsync(ct);
    }

    private static VerifiedRequest Request(string incident, string workspace, string[] digests)
    {
        var content = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(digests))));
        return new VerifiedRequest
        {
            Platform = "clock",
            Workspace = workspace,
            Id = $"seal:{incident}:{content}",
            By = SystemPerson.Value,
            IncidentId = incident,
            Input = new RequestInput.Signal(new SealMessages(digests)),
        };
    }
}
