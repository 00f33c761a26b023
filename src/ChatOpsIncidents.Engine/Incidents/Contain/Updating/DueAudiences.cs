using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>
/// Whom an update is for. There is one clock: who is told more seldom hears with the update at or before their own
/// time, so that nobody has to write one in between.
/// </summary>
public static class DueAudiences
{
    private static readonly string[] Everybody = ["all", "everyone", "everybody", "stakeholders"];

    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["management"] = "leadership",
        ["leaders"] = "leadership",
        ["executives"] = "leadership",
        ["execs"] = "leadership",
        ["customer support"] = "support",
        ["customer-support"] = "support",
        ["engineering"] = "engineers",
        ["developers"] = "engineers",
        ["customers"] = "public",
        ["users"] = "public",
    };

    /// <summary>All that are due, or that were named, with the time that is promised to each.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="promised">When the next update comes; null: none is promised.</param>
    /// <param name="to">The audiences as typed; null: all that are due.</param>
    /// <param name="context">The rules and the time.</param>
    public static IReadOnlyList<AudienceTold> Of(
        Incident incident,
        DateTimeOffset? promised,
        string? to,
        DecisionContext context
    )
    {
        var named = Names(to);
        var chosen =
            named.Count > 0
                ? Named(incident, named)
                : Due(incident, promised, context.Now + context.Policy.LadderDraft);
        return [.. chosen.Select(one => new AudienceTold(one.Row.Name, Next(one.Row, incident, promised, context)))];
    }

    /// <summary>The audiences whose own time has passed. Outsiders to whom nothing was said wait for nothing.</summary>
    public static IEnumerable<AudienceState> Waiting(Incident incident, DateTimeOffset now) =>
        incident.Plan.Where(one =>
            !one.Row.IsByName
            && (one.NextAt is null || one.NextAt <= now)
            && (one.SentAt is not null || one.Row.Reads != Wording.Public)
        );

    /// <summary>A name among those typed that the plan does not have; null: all are known.</summary>
    public static Refusal? Unknown(Incident incident, string? to)
    {
        var unknown = Names(to)
            .FirstOrDefault(name => !IsEverybody(name) && incident.AudienceOf(name) is null && !incident.Plan.IsEmpty);
        if (unknown is null)
            return null;
        var known = string.Join(", ", incident.Plan.Select(one => one.Row.Name));
        return new Refusal(
            "unknown-audience",
            $"“{unknown}” is none of those who are told: {known}. Leave to: out for all that are due.",
            new NextStep("See the plan", "plan"),
            new NextStep("Add them", $"plan {unknown} where: <channel, @person or mail address>")
        )
        {
            Fields = new Dictionary<string, string> { ["to"] = $"One or more of: {known}, all." },
        };
    }

    /// <summary>The names of audiences in a text, in the plan's words.</summary>
    public static IReadOnlyList<string> Names(string? to) =>
        to is null
            ? []
            :
            [
                .. to.Replace(" and ", ",", StringComparison.OrdinalIgnoreCase)
                    .Split([',', ';', '+', '&'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(name => Synonyms.GetValueOrDefault(name, name.ToLowerInvariant()))
                    .Distinct(StringComparer.OrdinalIgnoreCase),
            ];

    private static bool IsEverybody(string name) => Everybody.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<AudienceState> Named(Incident incident, IReadOnlyList<string> names) =>
        names.Any(IsEverybody)
            ? incident.Plan
            : incident.Plan.Where(one => names.Contains(one.Row.Name, StringComparer.OrdinalIgnoreCase));

    // News that nobody waits for yet is for everybody.
    private static IReadOnlyList<AudienceState> Due(Incident incident, DateTimeOffset? promised, DateTimeOffset soon)
    {
        // Whoever heard of it hears its end.
        var told = incident
            .Plan.Where(one => !one.Row.IsByName || (promised is null && one.SentAt is not null))
            .ToList();
        var due = told.Where(one => one.NextAt is not { } next || promised is null || next < promised || next <= soon)
            .ToList();
        return due.Count > 0 ? due : told;
    }

    // The last tick of the one clock that is not after their own time.
    private static DateTimeOffset? Next(
        Audience row,
        Incident incident,
        DateTimeOffset? promised,
        DecisionContext context
    )
    {
        if (promised is not { } first)
            return null;
        if (row.Every is not { } every || every == TimeSpan.Zero)
            return first;
        if (UpdateClock.CadenceOf(incident, context.Policy) is not { } tick)
            return first;
        var own = context.Now + UpdateClock.Stretched(every, incident);
        return own <= first ? first : first + (tick * Math.Floor((own - first) / tick));
    }
}
