using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ChatOpsIncidents.Benchmarks;

/// <summary>Sends requests that were made before, over plain sockets: the generator must cost little, or it is what
/// is measured.</summary>
internal sealed class Load(int port)
{
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();

    /// <summary>As fast as so many callers can, each sending the next when the last is answered.</summary>
    /// <param name="request">Makes one: of which caller, and the how-manieth.</param>
    /// <param name="callers">How many.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="perCallerMax">So many are made ahead for each.</param>
    public async Task<Figures> Flat(Func<int, int, byte[]> request, int callers, int seconds, int perCallerMax)
    {
        var made = new byte[callers][][];
        for (var caller = 0; caller < callers; caller++)
        {
            made[caller] = new byte[perCallerMax][];
            for (var i = 0; i < perCallerMax; i++)
                made[caller][i] = request(caller, i);
        }

        ConcurrentBag<List<double>> times = [];
        var errors = 0;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => Call(caller))));
        return Figures.Of(times.SelectMany(one => one), Stopwatch.GetElapsedTime(start), errors);

        async Task Call(int caller)
        {
            List<double> mine = new(perCallerMax);
            using var line = await Line.Open(port);
            for (var i = 0; i < perCallerMax && Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; i++)
            {
                var sent = Stopwatch.GetTimestamp();
                if (await line.Send(made[caller][i]) is >= 200 and < 300)
                    mine.Add(Figures.MillisecondsSince(sent));
                else
                    Interlocked.Increment(ref errors);
            }

            times.Add(mine);
        }
    }

    /// <summary>So many a second, whether or not the earlier ones are answered; latency counts from when each was
    /// due.</summary>
    public async Task<Figures> Paced(Func<int, int, byte[]> request, int perSecond, int seconds)
    {
        var made = Enumerable.Range(0, perSecond * seconds).Select(i => request(i, i)).ToArray();
        ConcurrentBag<double> times = [];
        ConcurrentBag<Line> idle = [];
        var errors = 0;
        List<Task> running = [];
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < made.Length; i++)
        {
            var due = start + (long)(i * (double)Stopwatch.Frequency / perSecond);
            while (Stopwatch.GetTimestamp() < due)
                await Task.Delay(1);
            var n = i;
            running.Add(Task.Run(() => Call(made[n], due)));
        }

        await Task.WhenAll(running);
        foreach (var line in idle)
            line.Dispose();
        return Figures.Of(times, Stopwatch.GetElapsedTime(start), errors);

        async Task Call(byte[] bytes, long due)
        {
            if (!idle.TryTake(out var line))
                line = await Line.Open(port);
            if (await line.Send(bytes) is >= 200 and < 300)
                times.Add(Figures.MillisecondsSince(due));
            else
                Interlocked.Increment(ref errors);
            idle.Add(line);
        }
    }

    /// <summary>One connection that is kept open.</summary>
    private sealed class Line : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };

        private readonly byte[] _answer = new byte[64 * 1024];

        public static async Task<Line> Open(int port)
        {
            var line = new Line();
            await line._socket.ConnectAsync(IPAddress.Loopback, port);
            return line;
        }

        /// <summary>Sends, and reads the answer to its end; its status.</summary>
        public async Task<int> Send(byte[] request)
        {
            await _socket.SendAsync(request);
            var (read, end) = (0, -1);
            while (end < 0 || read < end)
            {
                var more = await _socket.ReceiveAsync(_answer.AsMemory(read));
                if (more == 0)
                    throw new IOException("The host closed the connection.");
                read += more;
                if (end < 0)
                    end = End(_answer.AsSpan(0, read));
            }

            return ((_answer[9] - '0') * 100) + ((_answer[10] - '0') * 10) + (_answer[11] - '0');
        }

        public void Dispose() => _socket.Dispose();

        // Where the answer ends; -1: not known yet. A chunked one ends with an empty chunk.
        private static int End(ReadOnlySpan<byte> answer)
        {
            var head = answer.IndexOf(HeadEnd);
            if (head < 0)
                return -1;
            var body = head + HeadEnd.Length;
            if (Length(answer[..head]) is { } length)
                return body + length;
            return answer.EndsWith("0\r\n\r\n"u8) ? answer.Length : -1;
        }

        private static int? Length(ReadOnlySpan<byte> head)
        {
            var name = "Content-Length: "u8;
            var at = head.IndexOf(name);
            if (at < 0)
                return null;
            var length = 0;
            foreach (var digit in head[(at + name.Length)..])
            {
                if (digit is < (byte)'0' or > (byte)'9')
                    break;
                length = (length * 10) + digit - '0';
            }

            return length;
        }
    }
}
