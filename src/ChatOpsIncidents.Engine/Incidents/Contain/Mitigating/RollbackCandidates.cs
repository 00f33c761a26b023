using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Mitigating;

/// <summary>A way back that may be taken.</summary>
/// <param name="What">Service, flag or configuration.</param>
/// <param name="To">The build it goes back to; null: unknown.</param>
/// <param name="DataRisk">What may happen to data, in words; null: unknown.</param>
/// <param name="Minutes">How long it takes; null: unknown.</param>
/// <param name="Owner">Who can do it; null: unknown.</param>
/// <param name="Verdict">Viable or not; null: not reviewed.</param>
/// <param name="Note">The command, or why not; null: none.</param>
public sealed record RollbackCandidate(
    string What,
    string? To,
    string? DataRisk,
    int? Minutes,
    string? Owner,
    bool? Verdict,
    string? Note
)
{
    /// <summary>When the build came that would be undone; null: unknown.</summary>
    public DateTimeOffset? Came { get; init; }

    /// <summary>When it was rehearsed last, in words; null: the catalogue does not know it.</summary>
    public string? Rehearsed { get; init; }

    /// <summary>What, short enough for a button.</summary>
    public string Label => ShortText.Cut(What, 30);

    /// <summary>The line that takes it.</summary>
    public string Line => To is null ? $"rollback {What}" : $"rollback {What} to {To}";

    /// <summary>All columns in one line, with marks.</summary>
    public string Row() =>
        string.Join(
            " · ",
            [
                (To is null ? "to the build before" : $"to {Markup.Code(To)}")
                    + (Came is { } at ? $" (deployed {Markup.Time(at)})" : ""),
                $"data risk {Markup.Clean(DataRisk ?? "unknown")}",
                KnownWays.Minutes(Minutes),
                Owner is null ? "owner unknown" : Markup.Clean(Owner),
                Verdict switch
                {
                    true => "viable",
                    false => "not viable",
                    null => "not reviewed",
                },
                .. Rehearsed is null ? Array.Empty<string>() : [Rehearsed],
                .. Noted(),
            ]
        );

    // The command to copy, or why it cannot be done.
    private IEnumerable<string> Noted()
    {
        if (Note is not null)
            yield return Verdict is false ? Markup.Clean(Note) : Markup.Code(Note);
    }
}

/// <summary>The ways back of an incident, the first to look at first.</summary>
public static class RollbackCandidates
{
    /// <summary>From what was reviewed already, the deploys before the onset (the likeliest first), the incident's
    /// services, and the rollbacks that the catalogue knows for them.</summary>
    public static IEnumerable<RollbackCandidate> Of(Incident incident, Catalog catalog, DateOnly today)
    {
        var reviewed = incident.RollbackOptions.Select(o => (o.What, o.To, Verdict: (bool?)o.Verdict, o.Why));
        var ranked = incident.RankedChanges(catalog.NeededBy(incident.Services));
        var deployed = ranked
            .Where(change => change is { Service: not null, IsOurs: true } && change.At <= incident.Onset)
            .Where(change => change.Status is not ("failed" or "rolled_back"))
            .Select(change => (change.Service!, change.PreviousVersion, (bool?)null, (string?)null));
        var known = KnownWays
            .Of(incident, catalog)
            .Where(way => way.Known.Kind == MitigationKinds.Rollback)
            .Select(way => way.Known.What);
        return reviewed
            .Concat(deployed)
            .Concat(incident.Services.Concat(known).Select(name => (name, (string?)null, (bool?)null, (string?)null)))
            .Select(one => Of(one, incident, catalog, today))
            .DistinctBy(candidate => candidate.What, StringComparer.OrdinalIgnoreCase);
    }

    private static RollbackCandidate Of(
        (string What, string? To, bool? Verdict, string? Why) one,
        Incident incident,
        Catalog catalog,
        DateOnly today
    )
    {
        var service = catalog.Find(one.What);
        var way = KnownWays
            .Of(incident, catalog)
            .FirstOrDefault(way =>
                way.Known.Kind == MitigationKinds.Rollback
                && way.Known.What.Equals(one.What, StringComparison.OrdinalIgnoreCase)
            );
        var deploy = incident
            .RankedChanges()
            .FirstOrDefault(change =>
                change.IsOurs && one.What.Equals(change.Service, StringComparison.OrdinalIgnoreCase)
            );
        return new RollbackCandidate(
            one.What,
            one.To ?? deploy?.PreviousVersion,
            DataRisk(incident, one.What) ?? way?.Known.DataRisk ?? service?.RollbackDataRisk,
            way?.Known.Minutes ?? service?.RollbackMinutes,
            way?.Owner ?? service?.Owner ?? deploy?.Actor,
            one.Verdict,
            one.Why ?? way?.Known.Command ?? service?.RollbackCommand
        )
        {
            Came = deploy?.At,
            Rehearsed =
                way is null && service is null
                    ? null
                    : RehearsalWords.Say(way?.Known.Rehearsed ?? service?.RollbackRehearsed, today),
        };
    }

    // Data that is no longer as the older build left it: a known change of the schema or of data since, or damage that
    // was reported.
    private static string? DataRisk(Incident incident, string what)
    {
        if (incident.Impact?.Data is "corrupt" or "lost")
            return $"data {incident.Impact.Data}";
        return incident.Changes.Any(change =>
            what.Equals(change.Service, StringComparison.OrdinalIgnoreCase)
            && (
                change.What.Contains("migration", StringComparison.OrdinalIgnoreCase)
                || change.What.Contains("schema", StringComparison.OrdinalIgnoreCase)
            )
        )
            ? "schema changed"
            : null;
    }
}
