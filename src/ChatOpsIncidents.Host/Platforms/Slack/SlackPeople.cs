using System.Collections.Concurrent;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>The people of a workspace, asked of Slack once in a while and remembered between.</summary>
public sealed class SlackPeople(SlackChat chat, TimeProvider clock)
{
    /// <summary>How long a request waits for Slack to say who somebody is.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    /// <summary>How long somebody is remembered: a guest who becomes a member need not wait longer.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<(string Workspace, string Id), (PlatformPerson Person, DateTimeOffset At)> known = new();

    /// <summary>Somebody who acts. While Slack does not say who they are, they are whom the request calls them.</summary>
    /// <param name="actor">The person as the request names them.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<PlatformPerson> Find(SlackActor actor, CancellationToken ct)
    {
        var key = (actor.Workspace, actor.Id);
        var remembered = known.TryGetValue(key, out var entry);
        if (!remembered || entry.At + Remembered < clock.GetUtcNow())
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(Patience);
            try
            {
                if (await chat.FindPerson(actor.Workspace, actor.Id, patience.Token) is { } person)
                {
                    entry = (person, clock.GetUtcNow());
                    known[key] = entry;
                    remembered = true;
                }
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                // Slack is slow: an older memory, or the name in the request, has to do.
            }
        }

        var found = remembered ? entry.Person : new PlatformPerson(actor.Id, actor.Name ?? actor.Id, null, false, false);
        return actor.IsForeign ? found with { IsOutsider = true } : found;
    }

    /// <summary>A name that was learned before; null: none.</summary>
    public string? NameOf(string workspace, string id) => known.TryGetValue((workspace, id), out var entry) ? entry.Person.Name : null;
}

/// <summary>Who acted, as a request names them.</summary>
/// <param name="Workspace">The workspace in which we are installed.</param>
/// <param name="Id">The person's id.</param>
/// <param name="Name">The name in the request; null: none.</param>
/// <param name="IsForeign">Whether the request itself shows that they belong to another organisation.</param>
public sealed record SlackActor(string Workspace, string Id, string? Name, bool IsForeign);
