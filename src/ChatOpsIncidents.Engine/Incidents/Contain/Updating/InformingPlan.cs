namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>Who is told what, how often and where, as the severity and the rules have it.</summary>
public static class InformingPlan
{
    /// <summary>The plan of a new incident.</summary>
    public static IReadOnlyList<Audience> First(Severity severity, DecisionContext context) =>
        [.. context.Policy.Audiences.Select(audience => At(audience, severity, context.Policy))];

    /// <summary>The plan at another severity; what somebody changed by hand stays.</summary>
    /// <returns>Null: nothing of it changes.</returns>
    public static IReadOnlyList<Audience>? At(Severity severity, Incident incident, DecisionContext context)
    {
        var rows = incident.Plan.IsEmpty ? First(severity, context) : [.. Kept(severity, incident, context)];
        var isSame = rows.Select(row => row.Every).SequenceEqual(incident.Plan.Select(one => one.Row.Every));
        return isSame && severity >= incident.Severity ? null : rows;
    }

    /// <summary>The shortest time after which somebody is to hear again, without what stretches it; null: nobody is
    /// told regularly.</summary>
    public static TimeSpan? Fastest(Incident incident, Policy policy)
    {
        if (incident.Plan.IsEmpty)
            return policy.Cadence.TryGetValue(incident.Severity, out var every) ? every : null;
        var times = incident.Plan.Select(one => one.Row.Every).OfType<TimeSpan>().Where(one => one > TimeSpan.Zero);
        return times.Select(one => (TimeSpan?)one).Min();
    }

    private static IEnumerable<Audience> Kept(Severity severity, Incident incident, DecisionContext context) =>
        incident.Plan.Select(one => one.Row.IsEdited ? one.Row : At(one.Row, severity, context.Policy));

    private static Audience At(Audience audience, Severity severity, Policy policy)
    {
        if (policy.AudienceCadence.TryGetValue((severity, audience.Name), out var own))
            return audience with { Every = own };
        return audience with { Every = policy.Cadence.TryGetValue(severity, out var usual) ? usual : null };
    }
}
