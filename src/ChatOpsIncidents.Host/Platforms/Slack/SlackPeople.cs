using System.Collections.Concurrent;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>The people of a workspace, asked of Slack once in a while and remembered between, also by the
/// database.</summary>
public sealed class SlackPeople(
    SlackChat chat,
    PeopleDirectory directory,
    TimeProvider clock,
    ILogger<SlackPeople> log,
    IPeopleStore? store = null
) : IPlatformPeople
{
    /// <summary>How long somebody who acts for the first time waits for Slack to say who they are: Slack itself waits
    /// 3 s for the answer. It is asked on behind, so that a second try finds them known.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1_500);

    /// <summary>How long a message or a mention waits: a name is worth less than an answer.</summary>
    public static readonly TimeSpan NamePatience = TimeSpan.FromMilliseconds(800);

    /// <summary>How old a memory may be before Slack is asked again; meanwhile it still serves.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(30);

    /// <summary>How old a memory may be before the one who acts waits for the news; without news it still serves.
    /// </summary>
    public static readonly TimeSpan Old = TimeSpan.FromDays(1);

    /// <summary>How long no message waits again for somebody whom Slack did not name in time.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<(string Workspace, string Id), Lazy<Task>> _asking = new();
    private readonly ConcurrentDictionary<(string Workspace, string Id), DateTimeOffset> _unanswered = new();

    /// <inheritdoc/>
    public string Platform => SlackChat.PlatformName;

    /// <inheritdoc/>
    public Task<PlatformPerson> Find(string workspace, string id, string? name, CancellationToken ct) =>
        Find(new SlackActor(workspace, id, name, IsForeign: false), ct);

    /// <summary>Somebody who acts.</summary>
    /// <param name="actor">The person as the request names them.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<PlatformPerson> Find(SlackActor actor, CancellationToken ct) => Find(actor, Patience, ct);

    /// <summary>Somebody who speaks, or of whom somebody speaks.</summary>
    /// <param name="actor">The person as the request names them.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<PlatformPerson> Recognise(SlackActor actor, CancellationToken ct) =>
        _unanswered.TryGetValue((actor.Workspace, actor.Id), out var since) && clock.GetUtcNow() - since < Silence
            ? Task.FromResult(As(actor, Known(actor)))
            : Find(actor, NamePatience, ct);

    /// <summary>A name that was learned before; null: none.</summary>
    public string? NameOf(string workspace, string id) => directory.Get(Platform, workspace, id)?.Name;

    /// <summary>Remembers people as Slack describes them by itself.</summary>
    /// <param name="workspace">The workspace in which we are installed.</param>
    /// <param name="user">Slack's user object; one without an id is nobody.</param>
    public void Learn(string workspace, System.Text.Json.Nodes.JsonObject user)
    {
        if (SlackMessages.Text(user, "id") is { } id)
            Learn(workspace, SlackChat.Person(workspace, id, user));
    }

    private void Learn(string workspace, PlatformPerson person) =>
        directory.Learn(new KnownPerson(Platform, workspace, person, clock.GetUtcNow()));

    private KnownPerson? Known(SlackActor actor) => directory.Known(Platform, actor.Workspace, actor.Id);

    private async Task<PlatformPerson> Find(SlackActor actor, TimeSpan patience, CancellationToken ct)
    {
        var known = Known(actor) ?? await Kept(actor, ct);
        var age = known is null ? TimeSpan.MaxValue : clock.GetUtcNow() - known.At;
        if (age < Fresh)
            return As(actor, known);
        var asking = Asking(actor);
        if (age > Old && !asking.IsCompleted)
            await Task.WhenAny(asking, Task.Delay(patience, clock, ct));
        return As(actor, Known(actor));
    }

    // One question a person, however many requests wait for it; it goes on when they no longer do.
    private Task Asking(SlackActor actor)
    {
        var key = (actor.Workspace, actor.Id);
        return _asking.GetOrAdd(key, _ => new Lazy<Task>(() => Ask(actor))).Value;
    }

    private async Task Ask(SlackActor actor)
    {
        var key = (actor.Workspace, actor.Id);
        try
        {
            if (await chat.FindPerson(actor.Workspace, actor.Id, CancellationToken.None) is { } person)
            {
                _unanswered.TryRemove(key, out _);
                Learn(actor.Workspace, person);
                return;
            }
        }
        catch (Exception fault)
        {
            log.PersonNotRead(fault.GetType().Name);
        }
        finally
        {
            _asking.TryRemove(key, out _);
        }

        _unanswered[key] = clock.GetUtcNow();
    }

    // Another host may have met them.
    private async Task<KnownPerson?> Kept(SlackActor actor, CancellationToken ct)
    {
        if (store is null)
            return null;
        try
        {
            var kept = await store.Find(Platform, actor.Workspace, actor.Id, ct);
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

    private static PlatformPerson As(SlackActor actor, KnownPerson? known)
    {
        var person =
            known?.Person
            ?? new PlatformPerson(actor.Id, actor.Name ?? actor.Id, null, IsOutsider: false, IsBot: false)
            {
                IsUnknown = true,
            };
        // What the request itself shows needs nobody's word.
        return actor.IsForeign ? person with { IsOutsider = true, IsUnknown = false } : person;
    }
}

/// <summary>Who acted, as a request names them.</summary>
/// <param name="Workspace">The workspace in which we are installed.</param>
/// <param name="Id">The person's id.</param>
/// <param name="Name">The name in the request; null: none.</param>
/// <param name="IsForeign">Whether the request itself shows that they belong to another organisation.</param>
public sealed record SlackActor(string Workspace, string Id, string? Name, bool IsForeign);
