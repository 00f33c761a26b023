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
    private readonly Lock gate = new();
    private readonly Queue<string> lastLines = new();
    private StreamWriter? writer;

    /// <summary>The last lines, for the sentence that explains why a start failed.</summary>
    public string Tail
    {
        get
        {
            lock (gate)
                return string.Join("\n  ", lastLines);
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
        lock (gate)
        {
            lastLines.Enqueue(line);
            if (lastLines.Count > LastLinesMax)
                lastLines.Dequeue();
            try
            {
                writer ??= new StreamWriter(path, append: true) { AutoFlush = true };
                writer.WriteLine(line);
                if (writer.BaseStream.Length > LengthMax)
                    SetAside();
            }
            catch (IOException)
            {
                // A full disk must not stop the reading: the server would block on its next line.
                writer = null;
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
            writer?.Dispose();
    }

    private void SetAside()
    {
        writer!.Dispose();
        writer = null;
        File.Move(path, path + ".1", overwrite: true);
    }
}
