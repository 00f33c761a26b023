using System.Diagnostics;
using ChatOpsIncidents.Host.Telemetry;
using Hangfire.Client;
using Hangfire.Common;
using Hangfire.Server;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>Lets a job's span stand under what asked for it, on whichever host it runs.</summary>
internal sealed class HangfireTrace : JobFilterAttribute, IClientFilter, IServerFilter
{
    private const string Parameter = "traceparent";

    public void OnCreating(CreatingContext context)
    {
        if (Traces.Current is { } trace)
            context.SetJobParameter(Parameter, trace);
    }

    public void OnCreated(CreatedContext context) { }

    public void OnPerforming(PerformingContext context)
    {
        var job = context.BackgroundJob.Job;
        var trace = context.GetJobParameter<string?>(Parameter, allowStale: true);
        context.Items[Parameter] = Traces.Continue($"{job.Type.Name}.{job.Method.Name}", trace);
    }

    public void OnPerformed(PerformedContext context)
    {
        using var span = context.Items.TryGetValue(Parameter, out var item) ? item as Activity : null;
        var fault = context.Exception;
        span.End(fault is null ? "done" : FaultTypes.Of(fault), isFault: fault is not null);
    }
}
