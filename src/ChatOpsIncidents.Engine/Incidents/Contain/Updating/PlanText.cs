namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>Rows of the plan in words.</summary>
public static class PlanText
{
    /// <summary>Only when they are named.</summary>
    public const string Never = "never";

    /// <summary>With each update.</summary>
    public const string Each = "each";

    /// <summary>How often, as people type it.</summary>
    public static string Every(Audience row)
    {
        if (row.IsByName)
            return Never;
        return row.Every is { } every ? UpdateDraft.Short(every) : Each;
    }

    /// <summary>How often, in a sentence.</summary>
    /// <param name="row">The row.</param>
    /// <param name="stretch">Why it is half as often now; null: it is not.</param>
    public static string HowOften(Audience row, string? stretch)
    {
        if (row.IsByName)
            return "Only when they are named";
        if (row.Every is not { } every)
            return "With each update";
        return stretch is null
            ? $"Every {UpdateDraft.Short(every)}"
            : $"Every {UpdateDraft.Short(every * 2)} ({stretch}; else {UpdateDraft.Short(every)})";
    }
}
