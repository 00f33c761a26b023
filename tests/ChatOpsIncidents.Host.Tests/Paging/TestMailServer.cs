using System.Buffers;
using System.Collections.Concurrent;
using MimeKit;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace ChatOpsIncidents.Host.Tests.Paging;

/// <summary>A real mail server in this process, that keeps what it is sent.</summary>
internal sealed class TestMailServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Store _store = new();
    private Task _serving = Task.CompletedTask;

    /// <summary>Its port on this machine.</summary>
    public int Port { get; } = FreePort.Next();

    /// <summary>What it took, in order.</summary>
    public IReadOnlyList<MimeMessage> Mails => [.. _store.Mails];

    /// <summary>How it answers the next ones; else it takes them.</summary>
    public ConcurrentQueue<SmtpResponse> Answers => _store.Answers;

    /// <summary>Starts one.</summary>
    public static TestMailServer Start()
    {
        var server = new TestMailServer();
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Port(server.Port).Build();
        var services = new ServiceProvider();
        services.Add(server._store);
        server._serving = new SmtpServer.SmtpServer(options, services).StartAsync(server._stop.Token);
        return server;
    }

    /// <summary>As a host is told of it.</summary>
    public Dictionary<string, string?> Settings() =>
        new()
        {
            ["Paging:Mail:Server"] = "127.0.0.1",
            ["Paging:Mail:Port"] = Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Paging:Mail:Mode"] = "Plain",
            ["Paging:Mail:From"] = "incidents@x.test",
        };

    /// <summary>Stops it.</summary>
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _serving;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Stop();
        _stop.Dispose();
    }

    private sealed class Store : MessageStore
    {
        public ConcurrentQueue<MimeMessage> Mails { get; } = [];

        public ConcurrentQueue<SmtpResponse> Answers { get; } = [];

        public override async Task<SmtpResponse> SaveAsync(
            ISessionContext context,
            IMessageTransaction transaction,
            ReadOnlySequence<byte> buffer,
            CancellationToken cancellationToken
        )
        {
            if (Answers.TryDequeue(out var answer))
                return answer;
            using var stream = new MemoryStream(buffer.ToArray());
            Mails.Enqueue(await MimeMessage.LoadAsync(stream, cancellationToken));
            return SmtpResponse.Ok;
        }
    }
}
