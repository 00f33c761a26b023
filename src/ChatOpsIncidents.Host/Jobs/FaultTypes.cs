namespace ChatOpsIncidents.Host.Jobs;

/// <summary>A fault without its texts: those may quote what somebody wrote.</summary>
internal static class FaultTypes
{
    /// <summary>
    /// The types' names, the outermost first, and the place in our code:
    /// <c>NpgsqlException, SocketException at ChatOpsIncidents.Host.Jobs.DeadlineSweep.Due(…)</c>.
    /// </summary>
    public static string Of(Exception fault)
    {
        if (fault is FaultWithoutTexts told)
            return told.Message;
        List<string> names = [];
        for (var cause = fault; cause is not null; cause = cause.InnerException)
            names.Add(cause.GetType().Name);
        return $"{string.Join(", ", names)} {Place(fault)}".TrimEnd();
    }

    private static string? Place(Exception fault) =>
        fault
            .StackTrace?.Split('\n', StringSplitOptions.TrimEntries)
            .FirstOrDefault(line => line.Contains(nameof(ChatOpsIncidents), StringComparison.Ordinal));
}

/// <summary>Stands for a fault where its texts must not be seen.</summary>
internal sealed class FaultWithoutTexts(Exception fault) : Exception(FaultTypes.Of(fault));
