using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>The people of a workspace, as Slack describes them.</summary>
public sealed class SlackPeople(
    SlackChat chat,
    PeopleDirectory directory,
    TimeProvider clock,
    ILogger<SlackPeople> log,
    IPeopleStore? store = null
) : IPlatformPeople
{
    private readonly KnownPeople _people = new(SlackChat.PlatformName, chat.FindPerson, directory, clock, log, store);

    /// <inheritdoc/>
    public string Platform => SlackChat.PlatformName;

    /// <inheritdoc/>
    public Task<PlatformPerson> Find(string workspace, string id, string? name, CancellationToken ct) =>
        Find(new SlackActor(workspace, id, name, IsForeign: false), ct);

    /// <inheritdoc/>
    public Task<PlatformPerson?> Look(string workspace, string id, CancellationToken ct) =>
        chat.FindPerson(workspace, id, ct);

    /// <summary>Somebody who acts.</summary>
    /// <param name="actor">The person as the request names them.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<PlatformPerson> Find(SlackActor actor, CancellationToken ct) =>
        As(actor, await _people.Find(actor.Workspace, actor.Id, actor.Name, ct));

    /// <summary>Somebody of whom nobody may see that they acted.</summary>
    /// <param name="actor">The person as the request names them.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<PlatformPerson> FindUnseen(SlackActor actor, CancellationToken ct) =>
        As(actor, await _people.FindUnseen(actor.Workspace, actor.Id, actor.Name, ct));

    /// <summary>Somebody who speaks, or of whom somebody speaks.</summary>
    /// <param name="actor">The person as the request names them.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<PlatformPerson> Recognise(SlackActor actor, CancellationToken ct) =>
        As(actor, await _people.Recognise(actor.Workspace, actor.Id, actor.Name, ct));

    /// <summary>A name that was learned before; null: none.</summary>
    public string? NameOf(string workspace, string id) => _people.NameOf(workspace, id);

    /// <summary>Remembers people as Slack describes them by itself.</summary>
    /// <param name="workspace">The workspace in which we are installed.</param>
    /// <param name="user">Slack's user object; one without an id is nobody.</param>
    public void Learn(string workspace, System.Text.Json.Nodes.JsonObject user)
    {
        if (SlackMessages.Text(user, "id") is { } id)
            _people.Learn(workspace, SlackUsers.Person(workspace, id, user));
    }

    // Whose home is another workspace is an outsider, unless Slack itself says that it is one of the same organisation.
    private static PlatformPerson As(SlackActor actor, PlatformPerson person) =>
        actor.IsForeign && person.IsUnknown ? person with { IsOutsider = true, IsUnknown = false } : person;
}

/// <summary>Who acted, as a request names them.</summary>
/// <param name="Workspace">The workspace in which we are installed.</param>
/// <param name="Id">The person's id.</param>
/// <param name="Name">The name in the request; null: none.</param>
/// <param name="IsForeign">Whether the request shows that their home is another workspace, of the same organisation or
/// of another one.</param>
public sealed record SlackActor(string Workspace, string Id, string? Name, bool IsForeign);
