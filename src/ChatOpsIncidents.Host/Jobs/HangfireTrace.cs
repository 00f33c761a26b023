using System.Diagnostics;
using Hangfire.Client;
using Hangfire.Common;
using Hangfire.Server;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>Lets a job's spans stand under what asked for it, on whichever host it runs.</summary>
internal sealed class HangfireTrace : JobFilterAttribute, IClientFilter, IServerFilter
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "ChatOpsIncidents.Jobs";

    private const string Parameter = "traceparent";
    private static readonly ActivitySource Spans = new(SourceName);

    public void OnCreating(CreatingContext context)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id })
            context.SetJobParameter(Parameter, id);
    }

    public void OnCreated(CreatedContext context) { }

    public void OnPerforming(PerformingContext context)
    {
        var job = context.BackgroundJob.Job;
        context.Items[Parameter] = Spans.StartActivity(
            $"{job.Type.Name}.{job.Method.Name}",
            ActivityKind.Consumer,
            context.GetJobParameter<string?>(Parameter)
        );
    }

    public void OnPerformed(PerformedContext context)
    {
        if (context.Items.TryGetValue(Parameter, out var item) && item is Activity span)
        {
            if (context.Exception is not null)
                span.SetStatus(ActivityStatusCode.Error, FaultTypes.Of(context.Exception));
            span.Dispose();
        }
    }
}
