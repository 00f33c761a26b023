namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>How bad it is.</summary>
    public Severity Severity { get; init; } = Severity.Major;

    /// <summary>Whether somebody chose the severity; otherwise it is the default, or follows the impact.</summary>
    public bool SeverityConfirmed { get; init; }

    /// <summary>Whether the severity was set by the impact, and will follow it until somebody chooses one.</summary>
    public bool SeverityFromImpact { get; init; }

    /// <summary>Somebody chose the severity, or the impact says it.</summary>
    public bool IsSeverityKnown => SeverityConfirmed || SeverityFromImpact;

    /// <summary>The severity in words, with where it came from when nobody chose it.</summary>
    public string SeverityText
    {
        get
        {
            if (SeverityConfirmed)
                return Severity.ToString();
            return SeverityFromImpact ? $"{Severity} (by the impact)" : $"{Severity} (unconfirmed)";
        }
    }

    /// <summary>At Major: a quick fix or a lasting one. Null: not asked.</summary>
    public ApproachState? Approach { get; init; }

    /// <summary>At Medium: the owners to whom it was reported; null: not yet.</summary>
    public string? ReportedTo { get; init; }

    /// <summary>At Minor: it is a ticket of normal priority, and stands in the digest.</summary>
    public bool IsTicket { get; init; }

    /// <summary>The ticket in the tracker; null: there is none.</summary>
    public TicketState? Ticket { get; init; }

    /// <summary>Whether it was reported in the right place; null: it was not asked.</summary>
    public ReportingState? Reporting { get; init; }
}

/// <summary>A minor incident's ticket in the tracker.</summary>
/// <param name="Link">Its address.</param>
public sealed record TicketState(string Link)
{
    /// <summary>Who sees to it there, if somebody took it; null: nobody is known.</summary>
    public Person? Owner { get; init; }

    /// <summary>When it was closed there; null: it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>Whether the way by which an incident was reported is the right one.</summary>
/// <param name="Way">The way, as <see cref="Incident.Via"/>.</param>
public sealed record ReportingState(string Way)
{
    /// <summary>Whether it is right; null: nobody answered.</summary>
    public bool? IsRight { get; init; }

    /// <summary>Where it belongs; empty: not said.</summary>
    public string Better { get; init; } = "";
}

/// <summary>Quick or lasting.</summary>
/// <param name="Choice"><c>quick</c> or <c>permanent</c>; null: not chosen yet.</param>
public sealed record ApproachState(string? Choice);
