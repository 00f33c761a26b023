using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Runs what was asked; when it returns, that is stored.</summary>
internal sealed class TeamsRunner(
    ICommandPipeline pipeline,
    TeamsPeople people,
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
        if (ask.Press is not { } press || ParsedRequest.LeavesNoTrace(ask.Input))
            return await Run(ask, ask.Id, ct);
        var id = await clicks.Once(Tenant, [press], ask.Id, ct, PressedAgain);
        var outcome = await Run(ask, id, ct);
        // What changed nothing is looked at anew: the answer of a minute ago may not be true any more.
        var isOld = outcome is { WasEarlier: true, Facts: 0 } && id != ask.Id;
        return isOld ? await Run(ask, ask.Id, ct) : outcome;
    }

    /// <summary>A signal of the platform's own.</summary>
    public Task<Outcome> Signal(string id, PlatformPerson by, string conversation, IncidentCommand command) =>
        pipeline.Run(
            new VerifiedRequest
            {
                Platform = TeamsChat.PlatformName,
                Workspace = Tenant,
                Id = id,
                By = by,
                Input = new RequestInput.Signal(command),
                ChannelId = conversation,
                ThreadId = TeamsPlaces.ThreadOf(conversation),
            },
            CancellationToken.None
        );

    /// <summary>What follows from something that somebody agreed to in an incident.</summary>
    public Task<Outcome> Follow(string id, PlatformPerson by, string incident, IncidentCommand command) =>
        pipeline.Run(
            new VerifiedRequest
            {
                Platform = TeamsChat.PlatformName,
                Workspace = Tenant,
                Id = id,
                By = by,
                Input = new RequestInput.Signal(command),
                IncidentId = incident,
            },
            CancellationToken.None
        );

    private async Task<Outcome> Run(TeamsRequest ask, string id, CancellationToken ct) =>
        await pipeline.Run(
            new VerifiedRequest
            {
                Platform = TeamsChat.PlatformName,
                Workspace = Tenant,
                Id = id,
                By = ParsedRequest.LeavesNoTrace(ask.Input)
                    ? await people.FindUnseen(ask.Actor, ct)
                    : await people.Find(ask.Actor, ct),
                Input = ask.Input,
                IncidentId = ask.IncidentId,
                ChannelId = ask.Channel,
                ThreadId = ask.Channel is { } channel ? TeamsPlaces.ThreadOf(channel) : null,
                Link = ask.Channel is { } where ? TeamsPlaces.Link(Tenant, where, ask.Message) : null,
                ReplyAddress = ask.Actor.Id,
            },
            ct
        );
}
