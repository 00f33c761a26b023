using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatOpsIncidents.Host.Platforms;

/// <summary>Work that follows an answer to a platform. The connection is free for the platform's next delivery
/// meanwhile: however long the work takes, nobody behind it waits.</summary>
public sealed class AfterAnswers(ILogger<AfterAnswers> log) : IHostedService
{
    // With more than that under way the next deliveries do wait, so that there is an end to it.
    private const int AtOnceMax = 1_000;

    private readonly ConcurrentDictionary<Task, bool> _running = new();

    /// <summary>Does something once an answer is on its way.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="work">The work.</param>
    public void Do(HttpResponse answer, Func<Task> work) => answer.OnCompleted(() => Begin(work));

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What is under way is done before the host ends, as long as it is given time.</summary>
    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_running.Keys).WaitAsync(cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);

    private Task Begin(Func<Task> work)
    {
        var isCrowded = _running.Count >= AtOnceMax;
        var running = Task.Run(() => Run(work));
        _running[running] = true;
        _ = running.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
        return isCrowded ? running : Task.CompletedTask;
    }

    private async Task Run(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception fault)
        {
            log.NotDoneAfterAnswer(fault.GetType().Name);
        }
    }
}

/// <summary>Each platform needs it, and one is enough.</summary>
internal static class AfterAnswersSetup
{
    public static IServiceCollection AddAfterAnswers(this IServiceCollection services)
    {
        services.TryAddSingleton<AfterAnswers>();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IHostedService, AfterAnswers>(p => p.GetRequiredService<AfterAnswers>())
        );
        return services;
    }
}
