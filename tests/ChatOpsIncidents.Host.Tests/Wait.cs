namespace ChatOpsIncidents.Host.Tests;

/// <summary>
/// Waits for what threads, processes and sockets do in their own time, which no test can turn. It judges no speed: a busy
/// machine may take minutes, and what is seen at once costs nothing.
/// </summary>
public static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(150);

    /// <summary>Waits until something is so, at most two minutes.</summary>
    /// <returns>Whether it became so.</returns>
    public static Task<bool> For(Func<Task<bool>> isSo) => For(isSo, Patience);

    /// <summary>Waits until something is so, at most so long.</summary>
    /// <returns>Whether it became so.</returns>
    public static async Task<bool> For(Func<Task<bool>> isSo, TimeSpan patience)
    {
        var start = TimeProvider.System.GetTimestamp();
        var pause = PauseMin;
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(start) >= patience)
                return false;
            // What takes long is looked at less often: each look costs the others who wait for a core.
            await Task.Delay(pause, TimeProvider.System);
            pause = pause * 1.5 < PauseMax ? pause * 1.5 : PauseMax;
        }

        return true;
    }

    /// <summary>Waits until something is so, at most two minutes.</summary>
    /// <returns>Whether it became so.</returns>
    public static Task<bool> For(Func<bool> isSo) => For(() => Task.FromResult(isSo()));

    /// <summary>Waits until something is there, at most two minutes.</summary>
    /// <returns>What is there; null: it did not come.</returns>
    public static async Task<T?> For<T>(Func<Task<T?>> look)
        where T : class
    {
        T? found = null;
        await For(async () => (found = await look()) is not null);
        return found;
    }

    /// <summary>Waits until something is there, at most two minutes.</summary>
    /// <returns>What is there; null: it did not come.</returns>
    public static Task<T?> For<T>(Func<T?> look)
        where T : class => For(() => Task.FromResult(look()));

    /// <summary>Waits until something is so, and fails with its name after two minutes.</summary>
    public static Task Until(string what, Func<bool> isSo) => Until(what, () => Task.FromResult(isSo()));

    /// <summary>Waits until something is so, and fails with its name after two minutes.</summary>
    public static async Task Until(string what, Func<Task<bool>> isSo)
    {
        if (!await For(isSo))
            throw new TimeoutException($"Not seen in two minutes: {what}");
    }

    /// <summary>Never answers, and ends quietly when its caller has given up.</summary>
    public static async Task Forever(CancellationToken givenUp) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, givenUp)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Fails after two minutes, where a task would else never end.</summary>
    public static Task InTime(this Task task) => task.WaitAsync(Patience);

    /// <summary>The same for a task with a result.</summary>
    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Patience);
}
