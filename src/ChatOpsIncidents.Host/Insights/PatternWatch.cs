using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Insights;

/// <summary>Tells an incident what is known of the like before, as soon as its services are known; a declaration waits
/// for nothing.</summary>
public sealed class PatternWatch(
    InsightsReader reader,
    IEventStore store,
    ICommandPipeline pipeline,
    IncidentChanges changes,
    ILogger<PatternWatch> log
) : BackgroundService
{
    /// <summary>Tells one, if there is anything to tell.</summary>
    /// <returns>Whether it was told.</returns>
    public async Task<bool> Tell(string incidentId, CancellationToken ct)
    {
        var incident = await store.State(incidentId, ct);
        if (!incident.IsRunning || incident.IsDrill || incident.SeenBefore is not null)
            return false;
        if (incident.Services.IsEmpty || incident.Origin is not { } origin)
            return false;
        var past = await reader.Read(new Viewer(origin.Platform, origin.Workspace, null), incident.Services, ct);
        if (Pattern.Before(incident, past) is not { } pattern)
            return false;
        var outcome = await pipeline.Run(
            new VerifiedRequest
            {
                Platform = "insights",
                Workspace = origin.Workspace,
                Id = $"pattern:{incidentId}",
                By = SystemPerson.Value,
                IncidentId = incidentId,
                Source = "insights",
                Input = new RequestInput.Signal(new ReportPattern(pattern)),
            },
            ct
        );
        return outcome.Facts > 0;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var id in changes.ServicesNamed(stoppingToken))
                await TellOrLog(id, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task TellOrLog(string id, CancellationToken ct)
    {
        try
        {
            await Tell(id, ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            Log.PatternNotTold(log, id, fault.GetType().Name);
        }
    }
}
