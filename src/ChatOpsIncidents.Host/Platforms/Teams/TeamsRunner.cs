using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Runs what was asked; when it returns, that is stored.</summary>
internal sealed class TeamsRunner(
    ICommandPipeline pipeline,
    TeamsPeople people,
    TeamsDirectory directory,
    ClickDeduplicator clicks,
    IOptions<TeamsOptions> options
)
{
    /// <summary>Teams delivers a press again after 15 s, under another id.</summary>
    public static readonly TimeSpan PressedAgain = TimeSpan.FromSeconds(60);

    private string Tenant => options.Value.TenantId!;

    /// <summary>Runs what was asked.</summary>
    public async Task<Outcome> Run(TeamsRequest ask, CancellationToken ct)
    {
        if (ask.Press is not { } press || ask.LeavesNoTrace)
            return await Run(ask, ask.Id, ct);
        var id = await clicks.Once(Tenant, [press], ask.Id, ct, PressedAgain);
        var outcome = await Run(ask, id, ct);
        // What changed nothing is looked at anew: the answer of a minute ago may not be true any more.
        var isOld = outcome is { WasEarlier: true, Facts: 0 } && id != ask.Id;
        return isOld ? await Run(ask, ask.Id, ct) : outcome;
    }

    /// <summary>A signal of the platform's own.</summary>
    public async Task<Outcome> Signal(string id, PlatformPerson by, string conversation, IncidentCommand command)
    {
        var (channel, thread) = await directory.Place(conversation, CancellationToken.None);
        var request = Request(id, by, new RequestInput.Signal(command)) with { ChannelId = channel, ThreadId = thread };
        return await pipeline.Run(request, CancellationToken.None);
    }

    /// <summary>What follows from something that somebody agreed to in an incident.</summary>
    public Task<Outcome> Follow(string id, PlatformPerson by, string incident, IncidentCommand command) =>
        pipeline.Run(
            Request(id, by, new RequestInput.Signal(command)) with
            {
                IncidentId = incident,
            },
            CancellationToken.None
        );

    private async Task<Outcome> Run(TeamsRequest ask, string id, CancellationToken ct)
    {
        var by = ask.LeavesNoTrace ? await people.FindUnseen(ask.Actor, ct) : await people.Find(ask.Actor, ct);
        var request = Request(id, by, ask.Input) with { IncidentId = ask.IncidentId, ReplyAddress = ask.Actor.Id };
        if (ask.Channel is not { } asked)
            return await pipeline.Run(request, ct);
        var (channel, thread) = await directory.Place(asked, ct);
        var placed = request with
        {
            ChannelId = channel,
            ThreadId = thread,
            Link = TeamsPlaces.Link(Tenant, asked, ask.Message),
        };
        return await pipeline.Run(placed, ct);
    }

    private VerifiedRequest Request(string id, PlatformPerson by, RequestInput input) =>
        new()
        {
            Platform = TeamsChat.PlatformName,
            Workspace = Tenant,
            Id = id,
            By = by,
            Input = input,
        };
}
