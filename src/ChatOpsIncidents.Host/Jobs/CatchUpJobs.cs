using ChatOpsIncidents.Host.Capture;
using Hangfire;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>A job for each room whose history is to be read: one that fails holds up no other, and is seen.</summary>
public sealed class CatchUpJobs(CatchUp catchUp, IBackgroundJobClient jobs)
{
    /// <summary>Asks for a job for each room that nobody reads yet. Two hosts at once may both ask; reading twice
    /// changes nothing.</summary>
    /// <returns>How many jobs were asked for.</returns>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task<int> AskAll(CancellationToken ct)
    {
        var waiting = await catchUp.Waiting(ct);
        foreach (var (platform, workspace, channel) in waiting)
            jobs.Enqueue<CatchUpJobs>(job => job.Read(platform, workspace, channel, default));
        await catchUp.AskedFor(waiting, ct);
        return waiting.Count;
    }

    /// <summary>Reads one room.</summary>
    /// <returns>How many messages were read.</returns>
    [AutomaticRetry(
        Attempts = 5,
        DelaysInSeconds = [10, 30, 60, 300, 900],
        OnAttemptsExceeded = AttemptsExceededAction.Delete
    )]
    public Task<int> Read(string platform, string workspace, string channel, CancellationToken ct) =>
        catchUp.Read(new ChannelToRead(platform, workspace, channel), ct);
}
