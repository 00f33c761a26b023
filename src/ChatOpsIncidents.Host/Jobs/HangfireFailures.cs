using Hangfire.Common;
using Hangfire.Server;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>
/// Takes the texts out of a failed job's fault before the scheduler stores it: its tables keep what it is given, and
/// the dashboard shows it. Named first, it stands around all other filters.
/// </summary>
internal sealed class HangfireFailures : JobFilterAttribute, IServerFilter
{
    public void OnPerforming(PerformingContext context) { }

    // Other faults are signs of the scheduler's own, such as a stop.
    public void OnPerformed(PerformedContext context)
    {
        if (context.Exception is JobPerformanceException { InnerException: { } fault } && !context.ExceptionHandled)
            throw new FaultWithoutTexts(fault);
    }
}
