using System.Text.Json.Nodes;
using System.Threading.Channels;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Wire;

/// <summary>
/// Brings events to the host in the order in which they happened. What is not acknowledged is tried again at once,
/// after a
/// minute and after five, on the workspace's clock; later events do not wait for that.
/// </summary>
internal sealed class EventDelivery(LocalWorkspace workspace, HostCaller host) : BackgroundService
{
    private static readonly TimeSpan[] Retries = [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];
    private static readonly TimeSpan HeldBackFor = TimeSpan.FromMilliseconds(300);

    private int _underWay;

    /// <summary>Whether nothing waits to be sent and nothing is being sent. Retries that wait do not count.</summary>
    public bool Idle => workspace.Outgoing.Reader.Count == 0 && Volatile.Read(ref _underWay) == 0;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var envelope in workspace.Outgoing.Reader.ReadAllAsync(stoppingToken))
        {
            Interlocked.Increment(ref _underWay);
            try
            {
                if (workspace.Trouble.DisorderedEvents && await Next(stoppingToken) is { } later)
                    await Deliver(later, stoppingToken);
                await Deliver(envelope, stoppingToken);
            }
            finally
            {
                Interlocked.Decrement(ref _underWay);
            }
        }
    }

    private async Task<JsonObject?> Next(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(HeldBackFor);
        try
        {
            return await workspace.Outgoing.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    private async Task Deliver(JsonObject envelope, CancellationToken ct)
    {
        var sent = workspace.Clock.GetUtcNow();
        var answer = await host.Event(envelope, []);
        if (workspace.Trouble.DuplicateEvents)
            await host.Event(envelope, []);
        if (answer is { Failure: { } why, NoRetry: false })
            _ = Retry(envelope, why, sent, ct);
    }

    /// <summary>Waits from the moment the last attempt was sent, so that a clock turned meanwhile counts.</summary>
    private async Task Retry(JsonObject envelope, string why, DateTimeOffset sent, CancellationToken ct)
    {
        try
        {
            for (var i = 0; i < Retries.Length; i++)
            {
                await workspace.Clock.Until(sent + Retries[i], ct);
                sent = workspace.Clock.GetUtcNow();
                var answer = await host.Event(
                    envelope,
                    [new("x-slack-retry-num", $"{i + 1}"), new("x-slack-retry-reason", why)]
                );
                if (answer.Failure is null || answer.NoRetry)
                    return;
                why = answer.Failure;
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    /// <summary>Asks the host to prove that the address is its own.</summary>
    /// <returns>Whether it gave the challenge back, in any of the three accepted forms.</returns>
    public async Task<bool> VerifyUrl()
    {
        var challenge = LocalWorkspace.Secret(24);
        var answer = await host.Event(
            Json.Object(("token", "legacy-fixed-value"), ("challenge", challenge), ("type", "url_verification")),
            []
        );
        return answer.Failure is null
            && (
                answer.Body.Trim() == challenge
                || answer.Body == $"challenge={challenge}"
                || answer.Json.Text("challenge") == challenge
            );
    }
}
