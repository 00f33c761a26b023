using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Outbox;

/// <summary>Tells incidents what came of their effects, by the one door in.</summary>
public sealed class EffectReports(ICommandPipeline pipeline, ILogger<EffectReports> log)
{
    // Each try waits for the incident's lock for as long as a request may. All of them together, and the call before
    // them, end within the effect's lease.
    private const int TriesMax = 4;

    // One effect may lose a room and then its heir, and wait for a silent one again and again.
    private static string Part(LeasedEffect leased, IncidentCommand report) =>
        report switch
        {
            ReportRoomLost lost => $":lost:{lost.ChannelId}",
            ReportRoomSilent => $":silent:{leased.Attempt}",
            ReportNotPaged { Final: false } or ReportNotInformed { Final: false } => ":waits", // it is told once
            ReportRollback { Status: HandedOverStatus.Stumbled } => ":waits",
            _ => "",
        };

    /// <summary>Sends one report.</summary>
    /// <exception cref="BusyException">The incident was busy all the time; the effect comes again.</exception>
    public async Task Send(LeasedEffect leased, IncidentCommand report, CancellationToken ct)
    {
        var request = new VerifiedRequest
        {
            Platform = "outbox",
            Workspace = leased.Workspace,
            Id = $"effect:{leased.Id}{Part(leased, report)}",
            By = SystemPerson.Value,
            IncidentId = leased.IncidentId,
            Input = new RequestInput.Signal(report),
        };
        for (var tries = 1; ; tries++)
        {
            try
            {
                await pipeline.Run(request, ct);
                return;
            }
            catch (BusyException) when (tries < TriesMax)
            {
                // A room that stands and is not known is dead to the people in it: it is not left to the lease.
                Log.ReportWaits(log, leased.Id, leased.IncidentId, tries);
            }
        }
    }
}
