using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Page;

/// <summary>The stream of news to an open page.</summary>
internal static class PageEvents
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(15);

    public static async Task Stream(
        HttpContext context,
        LocalWorkspace workspace,
        PageReads reads,
        IHostApplicationLifetime lifetime
    )
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            lifetime.ApplicationStopping
        );
        var person = reads.Who(context.Request.Query["as"].ToString() is { Length: > 0 } by ? by : null);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        var news = workspace.Pages.Open(person.Id);
        try
        {
            await Write(context, ": open\n\n", ended.Token);
            while (!ended.IsCancellationRequested)
            {
                while (news.TryRead(out var one))
                    await Write(context, $"data: {one}\n\n", ended.Token);
                if (!await Wait(news, ended.Token))
                    await Write(context, ": beat\n\n", ended.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
        finally
        {
            workspace.Pages.Close(news);
        }
    }

    private static async Task<bool> Wait(System.Threading.Channels.ChannelReader<string> news, CancellationToken ct)
    {
        using var beat = CancellationTokenSource.CreateLinkedTokenSource(ct);
        beat.CancelAfter(BeatEvery);
        try
        {
            return await news.WaitToReadAsync(beat.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task Write(HttpContext context, string text, CancellationToken ct)
    {
        await context.Response.WriteAsync(text, ct);
        await context.Response.Body.FlushAsync(ct);
    }
}
