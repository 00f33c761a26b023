using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Hangfire;
using Npgsql;

namespace ChatOpsIncidents.Host.Trackers;

/// <summary>Asks the tracker how the items of open actions and the tickets of running incidents stand, and tells what
/// is closed there.</summary>
public sealed class TrackerPoll(
    NpgsqlDataSource source,
    IEventStore store,
    IEnumerable<ITracker> trackers,
    ICommandPipeline pipeline
)
{
    private const int ItemsMax = 500;

    /// <summary>Asks once about each.</summary>
    /// <returns>How many were closed.</returns>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task<int> AskOnce(CancellationToken ct)
    {
        if (trackers.FirstOrDefault() is not { } tracker)
            return 0;
        var closed = 0;
        List<(string, int, string)> open = [.. await Items(ct), .. await Tickets(ct)];
        foreach (var (incident, number, link) in open)
        {
            var state = await tracker.State(link, ct);
            if (state != ItemState.Open)
                closed += await Tell(incident, number, state, tracker.Name, ct);
        }

        return closed;
    }

    private async Task<int> Tell(string incident, int number, ItemState state, string tracker, CancellationToken ct)
    {
        var end = state == ItemState.Done ? ActionEnd.Done : ActionEnd.Dropped;
        var outcome = await pipeline.Run(
            new VerifiedRequest
            {
                Platform = "tracker",
                Workspace = "trackers",
                Id = $"item:{incident}:{number}:{end}:{Guid.NewGuid():N}",
                By = SystemPerson.Value,
                IncidentId = incident,
                Source = "tracker",
                Input = new RequestInput.Signal(new ReportItemEnd(number, end, tracker)),
            },
            ct
        );
        return outcome.Facts > 0 ? 1 : 0;
    }

    private async Task<List<(string, int, string)>> Items(CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("insights/open_items")).With("limit", ItemsMax);
        List<(string, int, string)> items = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            items.Add((row.GetString(0), row.GetInt32(1), row.GetString(2)));
        return items;
    }

    private async Task<List<(string, int, string)>> Tickets(CancellationToken ct)
    {
        List<string> incidents = [];
        await using (var command = source.CreateCommand(PostgresSql.Text("insights/open_tickets")))
        {
            await using var row = await command.With("limit", ItemsMax).ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
                incidents.Add(row.GetString(0));
        }

        List<(string, int, string)> tickets = [];
        foreach (var id in incidents)
        {
            if ((await store.State(id, ct)).Ticket is { EndedAt: null } ticket)
                tickets.Add((id, FollowTicket.Number, ticket.Link));
        }

        return tickets;
    }
}
