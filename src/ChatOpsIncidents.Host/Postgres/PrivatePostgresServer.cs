using System.Diagnostics;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>The server process: started, watched and, if it dies while the host runs, started again.</summary>
/// <remarks>
/// All of it happens on one thread that lives as long as the server: the kernel's parent-death signal, which stops the
/// server when the host is killed, is bound to the thread that started the process.
/// </remarks>
internal sealed class PrivatePostgresServer(
    Func<ProcessStartInfo> command,
    PrivatePostgresPidFile pidFile,
    PrivatePostgresLog log,
    PrivatePostgresOptions options,
    ILogger logger
) : IDisposable
{
    private const int FirstAttemptsMax = 5;
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(10);

    private readonly ManualResetEvent stopping = new(initialState: false);
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private Process? current;

    /// <summary>The running server's process id; null: it is down just now.</summary>
    public int? ProcessId
    {
        get
        {
            lock (gate)
                return current is { HasExited: false } running ? running.Id : null;
        }
    }

    /// <summary>Ends when the server answers, or with the reason why it does not.</summary>
    public Task Start()
    {
        new Thread(Supervise) { IsBackground = true, Name = "private-postgres" }.Start();
        return ready.Task;
    }

    /// <summary>
    /// Fast stop; after <see cref="PrivatePostgresOptions.StopPatience"/> without a checkpoint, which loses
    /// nothing.
    /// </summary>
    public async Task Stop()
    {
        stopping.Set();
        foreach (
            var (signal, patience) in new[]
            {
                (UnixCommand.SigInt, options.StopPatience),
                (UnixCommand.SigQuit, TimeSpan.FromSeconds(5)),
                (UnixCommand.SigKill, TimeSpan.FromSeconds(5)),
            }
        )
        {
            lock (gate)
            {
                if (current is { HasExited: false } running)
                    UnixCommand.Signal(running.Id, signal);
            }
            if (await Task.WhenAny(ended.Task, Task.Delay(patience)) == ended.Task)
                return;
        }
    }

    public void Dispose()
    {
        current?.Dispose();
        stopping.Dispose();
    }

    private void Supervise()
    {
        var pause = PauseMin;
        for (var attempt = 1; !stopping.WaitOne(TimeSpan.Zero); attempt++)
        {
            var started = Stopwatch.GetTimestamp();
            var why = RunOnce();
            if (stopping.WaitOne(TimeSpan.Zero))
                break;
            if (!ready.Task.IsCompletedSuccessfully && attempt >= FirstAttemptsMax)
            {
                ready.TrySetException(new PrivatePostgresException($"{why} Its last words:\n  {log.Tail}"));
                break;
            }
            if (Stopwatch.GetElapsedTime(started) > PauseMax)
                pause = PauseMin;
            Log.PrivateServerDied(logger, why, pause);
            stopping.WaitOne(pause);
            pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
        }
        ready.TrySetCanceled();
        ended.TrySetResult();
    }

    /// <summary>Runs the server until it ends, and says why it did.</summary>
    private string RunOnce()
    {
        try
        {
            pidFile.RemoveStale();
            using var process = Process.Start(command())!;
            lock (gate)
                current = process;
            log.Follow(process);
            if (WaitUntilReady(process))
            {
                Log.PrivateServerReady(logger, process.Id);
                ready.TrySetResult();
            }
            process.WaitForExit();
            return $"PostgreSQL (process {process.Id}) ended with code {process.ExitCode}.";
        }
        catch (Exception e)
            when (e is IOException or System.ComponentModel.Win32Exception or UnauthorizedAccessException)
        {
            return $"PostgreSQL could not be started: {e.Message}";
        }
        finally
        {
            lock (gate)
                current = null;
        }
    }

    private bool WaitUntilReady(Process process)
    {
        var started = Stopwatch.GetTimestamp();
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(10)))
        {
            if (pidFile.Read() is { Ready: true } file && file.Process == process.Id)
                return true;
            if (stopping.WaitOne(TimeSpan.Zero))
                return false;
            if (Stopwatch.GetElapsedTime(started) < options.StartPatience)
                continue;
            log.Write($"Not ready after {options.StartPatience}; stopped.");
            UnixCommand.Signal(process.Id, UnixCommand.SigQuit);
            return false;
        }
        return false;
    }
}
