namespace ChatOpsIncidents.Engine.Incidents.Detect.Impacts;

/// <summary>Who is hit and how badly → the severity to propose, as one table.</summary>
public static class TriageMatrix
{
    // Rows: what fails. Columns: one, some, most, all. Down for most or all is critical, and so is a main flow that
    // fails for everybody; a main flow for many is major; some flows wrong is medium; what is secondary, or few
    // reports, is minor.
    private static readonly Dictionary<Loss, Severity[]> Rows = new()
    {
        [Loss.WholeApp] = [Severity.Medium, Severity.Major, Severity.Critical, Severity.Critical],
        [Loss.MainFlow] = [Severity.Medium, Severity.Major, Severity.Major, Severity.Critical],
        [Loss.SomeFlow] = [Severity.Minor, Severity.Medium, Severity.Medium, Severity.Medium],
        [Loss.Secondary] = [Severity.Minor, Severity.Minor, Severity.Minor, Severity.Minor],
    };

    /// <summary>The severity that the answers speak for where one stands already; null: too little is known. Damaged
    /// data never speaks for a lower one.</summary>
    public static Severity? Propose(ImpactAnswers answers, Severity now) =>
        Propose(answers) is not { } to || (to > now && answers.Data is not (null or "ok")) ? null : to;

    /// <summary>The severity that the answers speak for; null: too little is known.</summary>
    public static Severity? Propose(ImpactAnswers answers)
    {
        Severity? proposed = answers is { Who: { } who and not Reach.Unknown, HowBad: { } howBad and not Loss.Unknown }
            ? Rows[howBad][(int)who - 1]
            : null;
        // Damaged, lost or exposed data is never less than major, however few are hit: it does not heal by itself.
        return answers.Data is null or "ok" || proposed is Severity.Critical ? proposed : Severity.Major;
    }
}
