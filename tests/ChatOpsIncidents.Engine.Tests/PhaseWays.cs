namespace ChatOpsIncidents.Engine.Tests;

/// <summary>What is typed, from the declaration on, until an incident of any severity stands in a phase;
/// <see cref="HalfAnHour"/> is nothing that is typed.</summary>
public static class PhaseWays
{
    /// <summary>Time passes.</summary>
    public const string HalfAnHour = "+30m";

    private const string Impact = "impact who: most how-bad: main-flow ongoing: yes";
    private const string NoRollback = "rollback none because nothing was deployed";

    private static readonly string[] Mitigated = [Impact, "rollback payments to 4.0", "outcome worked"];

    private static readonly string[] Resolved =
    [
        .. Mitigated,
        "verify manual https://grafana.test/d error ratio 0.1 %, as before",
        "resolve",
        HalfAnHour,
        "verify still",
    ];

    private static readonly string[] Reviewed = [.. Resolved, "review"];

    /// <summary>The phases and the lines, in the order of the flow.</summary>
    public static IReadOnlyList<(string Name, Phase Phase, string[] Lines)> All { get; } =
    [
        Way(Phase.Declared),
        Way(Phase.Impact, Impact),
        Way(Phase.Contain, Impact, NoRollback),
        Way(Phase.Diagnose, Impact, NoRollback, "mitigate none because all is single", "hypothesis the pool"),
        Way(Phase.Waiting, Impact, NoRollback, "wait Stripe"),
        Way(Phase.Mitigated, Mitigated),
        Way(Phase.Verify, [.. Mitigated, "verify manual https://grafana.test/d error ratio 0.1 %, as before"]),
        Way(Phase.Resolved, Resolved),
        Way(Phase.Review, Reviewed),
        Way(Phase.Closed, [.. Reviewed, ReviewStory.Texts, "action none needed, because it was a load test", "close"]),
        Way(Phase.Cancelled, "cancel a load test"),
        Way(Phase.Merged, "merge INC-9 confirm: INC-9"),
        ("Reopened", Phase.Contain, [.. Resolved, "reopen the errors are back"]),
    ];

    private static (string Name, Phase Phase, string[] Lines) Way(Phase phase, params string[] lines) =>
        (phase.ToString(), phase, lines);
}
