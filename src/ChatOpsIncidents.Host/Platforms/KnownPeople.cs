using System.Collections.Concurrent;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms;

/// <summary>The people of a platform, asked of it once in a while and remembered between, also by the
/// database.</summary>
/// <param name="platform">The platform's name.</param>
/// <param name="ask">Asks the platform who somebody is; null: it does not say.</param>
/// <param name="directory">Who was met.</param>
/// <param name="clock">How old a memory is.</param>
/// <param name="log">Where it is said that somebody could not be read.</param>
/// <param name="store">What other hosts met; null: none.</param>
public sealed class KnownPeople(
    string platform,
    Func<string, string, CancellationToken, Task<PlatformPerson?>> ask,
    PeopleDirectory directory,
    TimeProvider clock,
    ILogger log,
    IPeopleStore? store
)
{
    /// <summary>How long somebody who acts for the first time waits for the platform to say who they are: it waits
    /// about 3 s for our answer itself. It is asked on behind, so that a second try finds them known.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1_500);

    /// <summary>How long a message or a mention waits: a name is worth less than an answer.</summary>
    public static readonly TimeSpan NamePatience = TimeSpan.FromMilliseconds(800);

    /// <summary>How old a memory may be before the platform is asked again; meanwhile it still serves.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(30);

    /// <summary>How old a memory may be before the one who acts waits for the news; without news it still serves.
    /// </summary>
    public static readonly TimeSpan Old = TimeSpan.FromDays(1);

    /// <summary>How long no message waits again for somebody whom the platform did not name in time.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<(string Workspace, string Id), Lazy<Task>> _asking = new();
    private readonly ConcurrentDictionary<(string Workspace, string Id), DateTimeOffset> _unanswered = new();

    /// <summary>Somebody who acts.</summary>
    /// <param name="workspace">The workspace's id.</param>
    /// <param name="id">The person's id.</param>
    /// <param name="name">What they are called meanwhile; null: by their id.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<PlatformPerson> Find(string workspace, string id, string? name, CancellationToken ct) =>
        Find(workspace, id, name, Patience, keeps: true, ct);

    /// <summary>Somebody of whom nobody may see that they acted: what the platform says of them is not kept in the
    /// database, where it would stand with its time.</summary>
    /// <param name="workspace">The workspace's id.</param>
    /// <param name="id">The person's id.</param>
    /// <param name="name">What they are called meanwhile; null: by their id.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<PlatformPerson> FindUnseen(string workspace, string id, string? name, CancellationToken ct) =>
        Find(workspace, id, name, Patience, keeps: false, ct);

    /// <summary>Somebody who speaks, or of whom somebody speaks.</summary>
    /// <param name="workspace">The workspace's id.</param>
    /// <param name="id">The person's id.</param>
    /// <param name="name">What they are called meanwhile; null: by their id.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<PlatformPerson> Recognise(string workspace, string id, string? name, CancellationToken ct) =>
        _unanswered.TryGetValue((workspace, id), out var since) && clock.GetUtcNow() - since < Silence
            ? Task.FromResult(As(id, name, Known(workspace, id)))
            : Find(workspace, id, name, NamePatience, keeps: true, ct);

    /// <summary>A name that was learned before; null: none.</summary>
    public string? NameOf(string workspace, string id) => directory.Get(platform, workspace, id)?.Name;

    /// <summary>Remembers somebody as the platform describes them.</summary>
    public void Learn(string workspace, PlatformPerson person) => directory.Learn(Now(workspace, person));

    private KnownPerson? Known(string workspace, string id) => directory.Known(platform, workspace, id);

    private async Task<PlatformPerson> Find(
        string workspace,
        string id,
        string? name,
        TimeSpan patience,
        bool keeps,
        CancellationToken ct
    )
    {
        var known = Known(workspace, id) ?? await Kept(workspace, id, ct);
        var age = known is null ? TimeSpan.MaxValue : clock.GetUtcNow() - known.At;
        if (age < Fresh)
            return As(id, name, known);
        var asking = Asking(workspace, id, keeps);
        if (age > Old && !asking.IsCompleted)
            await Task.WhenAny(asking, Task.Delay(patience, clock, ct));
        return As(id, name, Known(workspace, id));
    }

    // One question a person, however many requests wait for it; it goes on when they no longer do.
    private Task Asking(string workspace, string id, bool keeps) =>
        _asking.GetOrAdd((workspace, id), _ => new Lazy<Task>(() => Ask(workspace, id, keeps))).Value;

    private async Task Ask(string workspace, string id, bool keeps)
    {
        try
        {
            if (await ask(workspace, id, CancellationToken.None) is { } person)
            {
                _unanswered.TryRemove((workspace, id), out _);
                Action<KnownPerson> take = keeps ? directory.Learn : directory.Recall;
                take(Now(workspace, person));
                return;
            }
        }
        catch (Exception fault)
        {
            log.PersonNotRead(fault.GetType().Name);
        }
        finally
        {
            _asking.TryRemove((workspace, id), out _);
        }

        _unanswered[(workspace, id)] = clock.GetUtcNow();
    }

    private KnownPerson Now(string workspace, PlatformPerson person) =>
        new(platform, workspace, person, clock.GetUtcNow());

    // Another host may have met them.
    private async Task<KnownPerson?> Kept(string workspace, string id, CancellationToken ct)
    {
        if (store is null)
            return null;
        try
        {
            var kept = await store.Find(platform, workspace, id, ct);
            if (kept is not null)
                directory.Recall(kept);
            return kept;
        }
        catch (Npgsql.NpgsqlException fault)
        {
            log.PersonNotRead(fault.GetType().Name);
            return null;
        }
    }

    private static PlatformPerson As(string id, string? name, KnownPerson? known) =>
        known?.Person ?? new PlatformPerson(id, name ?? id, null, IsOutsider: false, IsBot: false) { IsUnknown = true };
}
