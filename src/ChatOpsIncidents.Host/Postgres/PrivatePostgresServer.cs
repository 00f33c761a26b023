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

    private readonly ManualResetEvent _stopping = new(initialState: false);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private Process? _current;

    /// <summary>The running server's process id; null: it is down just now.</summary>
    public int? ProcessId
    {
        get
        {
            lock (_gate)
                return _current is { HasExited: false } running ? running.Id : null;
        }
    }

    /// <summary>Ends when the server answers, or with the reason why it does not.</summary>
    public Task Start()
    {
        new Thread(Supervise) { IsBackground = true, Name = "private-postgres" }.Start();
        return _ready.Task;
    }

    /// <summary>
    /// Fast stop; after <see cref="PrivatePostgresOptions.StopPatience"/> without a checkpoint, which loses
    /// nothing.
    /// </summary>
    public async Task Stop()
    {
        _stopping.Set();
        foreach (
            var (signal, patience) in new[]
            {
                (UnixCommand.SigInt, options.StopPatience),
                (UnixCommand.SigQuit, TimeSpan.FromSeconds(5)),
                (UnixCommand.SigKill, TimeSpan.FromSeconds(5)),
            }
        )
        {
            lock (_gate)
            {
                if (_current is { HasExited: false } running)
                    UnixCommand.Signal(running.Id, signal);
            }
            if (await Task.WhenAny(_ended.Task, Task.Delay(patience)) == _ended.Task)
                return;
        }
    }

    public void Dispose()
    {
        _current?.Dispose();
        _stopping.Dispose();
    }

    private void Supervise()
    {
        var pause = PauseMin;
        for (var attempt = 1; !_stopping.WaitOne(TimeSpan.Zero); attempt++)
        {
            var started = Stopwatch.GetTimestamp();
            var why = RunOnce();
            if (_stopping.WaitOne(TimeSpan.Zero))
                break;
            if (!_ready.Task.IsCompletedSuccessfully && attempt >= FirstAttemptsMax)
            {
                _ready.TrySetException(new PrivatePostgresException($"{why} Its last words:\n  {log.Tail}"));
                break;
            }
            if (Stopwatch.GetElapsedTime(started) > PauseMax)
                pause = PauseMin;
            Log.PrivateServerDied(logger, why, pause);
            _stopping.WaitOne(pause);
            pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
        }
        _ready.TrySetCanceled();
        _ended.TrySetResult();
    }

    /// <summary>Runs the server until it ends, and says why it did.</summary>
    private string RunOnce()
    {
        try
        {
            pidFile.RemoveStale();
            using var process = Process.Start(command())!;
            lock (_gate)
                _current = process;
            log.Follow(process);
            if (WaitUntilReady(process))
            {
                Log.PrivateServerReady(logger, process.Id);
                _ready.TrySetResult();
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
            lock (_gate)
                _current = null;
        }
    }

    private bool WaitUntilReady(Process process)
    {
        var started = Stopwatch.GetTimestamp();
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(10)))
        {
            if (pidFile.Read() is { Ready: true } file && file.Process == process.Id)
                return true;
            if (_stopping.WaitOne(TimeSpan.Zero))
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
