using System.Collections.Concurrent;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>The people of a workspace, asked of Slack once in a while and remembered between.</summary>
public sealed class SlackPeople(SlackChat chat, TimeProvider clock)
{
    /// <summary>How long a request waits for Slack to say who somebody is.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    /// <summary>How old a memory may be before Slack is asked again; meanwhile it still serves.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(30);

    /// <summary>How long nobody waits again for somebody whom Slack did not name in time.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<(string Workspace, string Id), Memory> known = new();

    /// <summary>Somebody who acts. While Slack does not say who they are, they are whom the request calls
    /// them.</summary>
    /// <param name="actor">The person as the request names them.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<PlatformPerson> Find(SlackActor actor, CancellationToken ct)
    {
        var memory = known.GetValueOrDefault((actor.Workspace, actor.Id));
        if (memory is null || memory.AskAgainAt <= clock.GetUtcNow())
        {
            var asking = Ask(actor, memory?.Person);
            memory = memory?.Person is null ? await asking.WaitAsync(ct) : memory;
        }

        var found = memory.Person ?? new PlatformPerson(actor.Id, actor.Name ?? actor.Id, null, false, false);
        return actor.IsForeign ? found with { IsOutsider = true } : found;
    }

    // Whoever is known need not wait for the news about them; it serves from the next request on.
    private async Task<Memory> Ask(SlackActor actor, PlatformPerson? before)
    {
        using var patience = new CancellationTokenSource(Patience);
        PlatformPerson? person = null;
        try
        {
            person = await chat.FindPerson(actor.Workspace, actor.Id, patience.Token);
        }
        catch (OperationCanceledException)
        {
            // Slack is slow: an older memory, or the name in the request, has to do.
        }

        return known[(actor.Workspace, actor.Id)] = new Memory(
            person ?? before,
            clock.GetUtcNow() + (person is null ? Silence : Fresh)
        );
    }

    /// <summary>A name that was learned before; null: none.</summary>
    public string? NameOf(string workspace, string id) => known.GetValueOrDefault((workspace, id))?.Person?.Name;

    private sealed record Memory(PlatformPerson? Person, DateTimeOffset AskAgainAt);
}

/// <summary>Who acted, as a request names them.</summary>
/// <param name="Workspace">The workspace in which we are installed.</param>
/// <param name="Id">The person's id.</param>
/// <param name="Name">The name in the request; null: none.</param>
/// <param name="IsForeign">Whether the request itself shows that they belong to another organisation.</param>
public sealed record SlackActor(string Workspace, string Id, string? Name, bool IsForeign);
