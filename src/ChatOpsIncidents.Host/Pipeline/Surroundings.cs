using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>Fetches what a command needs to know besides its incident: it says so itself.</summary>
/// <param name="notes">Notes without a name.</param>
/// <param name="played">Drills that were played; null: none are kept.</param>
internal sealed class Surroundings(INotes notes, IPlayedDrills? played)
{
    /// <summary>The context with all that the command needs.</summary>
    public async Task<DecisionContext> Add(
        ParsedRequest parsed,
        Incident incident,
        DecisionContext context,
        IWork work,
        CancellationToken ct
    )
    {
        var (asker, isKnown) = (parsed.Request, incident.Id.Length > 0);
        if (parsed.NeedsOthers || !isKnown)
            context = context with { Others = await work.Others(asker, ct) };
        if (parsed.NeedsReadings && isKnown)
            context = context with { Readings = await work.Readings(incident.Id, ct) };
        if (parsed.NeedsNotes && isKnown)
            context = context with { Notes = await notes.Of(incident.Id, ct) };
        if (parsed.NeedsPast is { } past)
            context = context with { Past = await work.Load(past, asker, ct) };
        if (parsed.NeedsPlayed && played is not null)
            context = context with { Played = await played.Of(ViewerOf(asker), ct) };
        return context;
    }

    private static Viewer ViewerOf(VerifiedRequest asker) =>
        new(asker.Platform, asker.Workspace, asker.By.Id) { Person = asker.By };
}
