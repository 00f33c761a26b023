using ChatOpsIncidents.Engine.Incidents;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>What is typed, from the declaration on, until an incident of any severity stands in a phase.</summary>
public static class PhaseWays
{
    private const string Impact = "impact who: most how-bad: main-flow ongoing: yes";
    private const string NoRollback = "rollback none because nothing was deployed";

    private static readonly string[] Mitigated = [Impact, "rollback payments to 4.0", "outcome worked"];

    private static readonly string[] Resolved =
        [.. Mitigated, "verify manual https://grafana.test/d error ratio 0.1 %", "resolve"];

    /// <summary>The phases and the lines, in the order of the flow.</summary>
    public static IReadOnlyList<(Phase Phase, string[] Lines)> All { get; } =
    [
        (Phase.Declared, []),
        (Phase.Impact, [Impact]),
        (Phase.Contain, [Impact, NoRollback]),
        (Phase.Diagnose, [Impact, NoRollback, "mitigate none because all is single", "hypothesis the pool"]),
        (Phase.Waiting, [Impact, NoRollback, "wait Stripe"]),
        (Phase.Mitigated, Mitigated),
        (Phase.Verify, [.. Mitigated, "verify manual https://grafana.test/d error ratio 0.1 %"]),
        (Phase.Resolved, Resolved),
        (Phase.Cancelled, ["cancel a load test"]),
        (Phase.Merged, ["merge INC-9"]),
    ];
}
