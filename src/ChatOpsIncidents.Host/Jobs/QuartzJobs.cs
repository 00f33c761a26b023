using Quartz;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>Every second: what is due.</summary>
public sealed class QuartzDeadlineJob(DeadlineSweep sweep) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await sweep.SweepOnce(cancellationToken);
}

/// <summary>Every minute: captured messages into the chain.</summary>
public sealed class QuartzSealingJob(MessageSealing sealing) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await sealing.SealOnce(cancellationToken);
}

/// <summary>Every few minutes: the digest, if its time has come.</summary>
public sealed class QuartzDigestJob(DigestPosting digest) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await digest.PostOnce(cancellationToken);
}

/// <summary>Every night: what is no longer needed.</summary>
public sealed class QuartzHousekeepingJob(Housekeeping housekeeping) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await housekeeping.SweepOnce(cancellationToken);
}
