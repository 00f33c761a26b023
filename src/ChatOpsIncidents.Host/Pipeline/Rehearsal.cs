using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>
/// The pipeline with the real database and the real rules, of which nothing remains: no row, no number, no person, no
/// log line. The first command after a start would otherwise pay for compiling all of this while somebody waits.
/// </summary>
public sealed class Rehearsal(
    [FromKeyedServices(IEventStore.Rehearsal)] IEventStore store,
    TimeProvider clock,
    PolicySource policy,
    CatalogSource catalog,
    INotes notes
)
{
    private static readonly PlatformPerson Nobody = new(
        "rehearsal",
        "Rehearsal",
        null,
        IsOutsider: false,
        IsBot: false
    );

    private readonly CommandPipeline _pipeline = new(
        store,
        clock,
        policy,
        catalog,
        new PeopleDirectory(),
        new OutboxSignal(),
        new IncidentChanges(),
        notes,
        NullLogger<CommandPipeline>.Instance
    );

    /// <summary>Runs words as a command typed outside any room.</summary>
    /// <param name="platform">Whose request it plays.</param>
    /// <param name="words">As typed after <c>/incident</c>.</param>
    /// <param name="ct">Ends it early.</param>
    public Task<Outcome> Run(string platform, string words, CancellationToken ct) =>
        _pipeline.Run(
            new VerifiedRequest
            {
                Platform = platform,
                Workspace = "rehearsal",
                Id = "rehearsal:" + Guid.NewGuid().ToString("N"),
                By = Nobody,
                Input = new RequestInput.Typed(words),
                ChannelId = "rehearsal",
            },
            ct
        );
}
