using System.Collections.Concurrent;
using System.Diagnostics;
using Hangfire;

namespace ChatOpsIncidents.Host.Tests.Jobs;

/// <summary>Jobs as tests need them; one object a host.</summary>
public sealed class ScheduledWork
{
    public ConcurrentQueue<string> Done { get; } = new();

    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether what waits may end.</summary>
    public TaskCompletionSource Free { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Note(string id) => Done.Enqueue(id);

    public void NoteTrace() => Done.Enqueue(Activity.Current?.TraceId.ToString() ?? "none");

    public async Task Wait(string id, CancellationToken ct)
    {
        Begun.TrySetResult();
        await Free.Task.WaitAsync(ct);
        Done.Enqueue(id);
    }

    [AutomaticRetry(Attempts = 1, DelaysInSeconds = [3600])]
    public void FailAndTryAgain() => throw Fault();

    [AutomaticRetry(Attempts = 0)]
    public void Fail() => throw Fault();

    private static InvalidOperationException Fault() =>
        new("could not read: my card is FOUR-ONE-ONE", new FormatException("FOUR-ONE-ONE is no number"));
}
