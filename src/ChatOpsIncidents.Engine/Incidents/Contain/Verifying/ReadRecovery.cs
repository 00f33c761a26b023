using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Verifying;

/// <summary>What the checks that are read mean for a proof.</summary>
internal static class ReadRecovery
{
    /// <summary>The hold time is over, and nobody could read the checks until its end: nothing is proven.</summary>
    public static Decision Unread(Incident incident, DecisionContext context) =>
        new ReportChecks([
            .. incident
                .Checks.Values.Where(check => check is { Signal: CheckSignal.InBaseline, Informs: false })
                .Select(check => new CheckReading(
                    check.Name,
                    CheckSignal.Unreachable,
                    "not read until the end of the hold time"
                )),
        ]).Decide(incident, context);

    /// <summary>Why somebody's proof does not count: what is read says otherwise; null: it does not.</summary>
    public static Refusal? Contradicted(Incident incident) =>
        incident.ChecksAgainst.FirstOrDefault(check => check.Signal == CheckSignal.OutOfBaseline) is { } bad
            ? new Refusal(
                "check-says-otherwise",
                $"Monitoring says otherwise: {Markup.Clean(bad.ToString())}, since {Markup.Time(bad.Since)}.",
                new NextStep("See the checks", "verify"),
                new NextStep($"Accept {ShortText.Cut(bad.Name, 60)}", $"verify accept check: \"{bad.Name}\"")
            )
            : null;
}
