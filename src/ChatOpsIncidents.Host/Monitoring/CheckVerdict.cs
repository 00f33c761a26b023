namespace ChatOpsIncidents.Host.Monitoring;

/// <summary>What a look means against what was normal. A check without data never passes.</summary>
internal static class CheckVerdict
{
    /// <summary>Judges.</summary>
    /// <param name="check">The check.</param>
    /// <param name="read">What came of the look.</param>
    /// <param name="normal">What was normal; null: not known, or it is no number.</param>
    public static CheckReading Of(ServiceCheck check, CheckRead read, double? normal) =>
        Judged(check, read, normal) with
        {
            Informs = check.Informs,
            Now = (read as CheckRead.Number)?.Value,
            Before = normal,
        };

    private static CheckReading Judged(ServiceCheck check, CheckRead read, double? normal) =>
        read switch
        {
            CheckRead.Number number when normal is { } before => new CheckReading(
                check.Name,
                check.Passes(number.Value, before) ? CheckSignal.InBaseline : CheckSignal.OutOfBaseline,
                check.Compare(number.Value, before)
            ),
            CheckRead.Number number => new CheckReading(
                check.Name,
                CheckSignal.Blind,
                $"{check.Say(number.Value)} now, but there are no data from before the symptoms began"
            ),
            CheckRead.Answer answer => new CheckReading(
                check.Name,
                answer.IsGood ? CheckSignal.InBaseline : CheckSignal.OutOfBaseline,
                answer.Seen
            ),
            CheckRead.Blind blind => new CheckReading(check.Name, CheckSignal.Blind, blind.Why),
            CheckRead.Unreachable none => new CheckReading(check.Name, CheckSignal.Unreachable, none.Why),
            _ => throw new InvalidOperationException("A look is one of the known kinds."),
        };
}
