namespace ChatOpsIncidents.Engine.Order;

/// <summary>What chat, page and files say of an incident in figures: reckoned here once, so that no two of them
/// differ.</summary>
public sealed record Figures
{
    /// <summary>From the symptoms' start, else the declaration, to their end; null: it is not over, or not
    /// known.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Span { get; private init; }

    /// <summary>Somebody said when it began; else nothing counts from there.</summary>
    public bool IsStartKnown { get; private init; }

    /// <summary>How long it lasted since it began; null: nobody said when, or it is not over.</summary>
    public TimeSpan? Lasted { get; private init; }

    /// <summary>From its start to the all-clear; null: one of the two is not known.</summary>
    public TimeSpan? ToResolveSinceStart { get; private init; }

    /// <summary>The changes that worked; not those that helped in part.</summary>
    public IReadOnlyList<Mitigation> Helped { get; private init; } = [];

    /// <summary>The changes that helped in part, and no more.</summary>
    public IReadOnlyList<Mitigation> HelpedInPart { get; private init; } = [];

    /// <summary>Those outside who made it work again while they were waited for, each once.</summary>
    public IReadOnlyList<string> HelpedOutside { get; private init; } = [];

    /// <summary>It was over when it was declared: what is recorded was recorded afterwards.</summary>
    public bool WasOver { get; private init; }

    /// <summary>The scorecard.</summary>
    public required Scorecard Score { get; init; }

    /// <summary>Reckons them.</summary>
    public static Figures Of(Incident incident)
    {
        var span = SpanOf(incident);
        return new Figures
        {
            Span = span,
            IsStartKnown = incident.StartedAt is not null,
            Lasted = incident.StartedAt is null ? null : span?.To - span?.From,
            ToResolveSinceStart =
                incident.ResolvedAt - incident.StartedAt is { } took && took >= TimeSpan.Zero ? took : null,
            Helped = [.. Ended(incident, MitigationOutcome.Worked)],
            HelpedInPart = [.. Ended(incident, MitigationOutcome.Partial)],
            HelpedOutside = incident.HelpedOutside,
            WasOver = incident.WasOver,
            Score = Scorecard.Of(incident),
        };
    }

    private static IEnumerable<Mitigation> Ended(Incident incident, MitigationOutcome outcome) =>
        incident.Mitigations.Where(change => change.Outcome == outcome);

    private static (DateTimeOffset From, DateTimeOffset To)? SpanOf(Incident incident)
    {
        var from = incident.StartedAt ?? incident.DeclaredAt;
        var to = incident.EndedAt ?? incident.MitigatedAt ?? incident.ResolvedAt;
        return from is { } began && to is { } over && over >= began ? (began, over) : null;
    }
}
