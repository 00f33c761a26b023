using System.Diagnostics;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>
/// The server's own log, at most twice <see cref="LengthMax"/>: <c>postgres.log</c> and <c>postgres.log.1</c>.
/// </summary>
internal sealed class PrivatePostgresLog(string path) : IDisposable
{
    /// <summary>Length, in bytes, at which the log is set aside and begun anew.</summary>
    public const long LengthMax = 5_000_000;

    private const int LastLinesMax = 8;
    private readonly Lock _gate = new();
    private readonly Queue<string> _lastLines = new();
    private StreamWriter? _writer;

    /// <summary>The last lines, for the sentence that explains why a start failed.</summary>
    public string Tail
    {
        get
        {
            lock (_gate)
                return string.Join("\n  ", _lastLines);
        }
    }

    /// <summary>Reads both streams until the server closes them.</summary>
    public void Follow(Process process)
    {
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public void Write(string? line)
    {
        if (line is null)
            return;
        lock (_gate)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > LastLinesMax)
                _lastLines.Dequeue();
            try
            {
                _writer ??= new StreamWriter(path, append: true) { AutoFlush = true };
                _writer.WriteLine(line);
                if (_writer.BaseStream.Length > LengthMax)
                    SetAside();
            }
            catch (IOException)
            {
                // A full disk must not stop the reading: the server would block on its next line.
                _writer = null;
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
            _writer?.Dispose();
    }

    private void SetAside()
    {
        _writer!.Dispose();
        _writer = null;
        File.Move(path, path + ".1", overwrite: true);
    }
}
