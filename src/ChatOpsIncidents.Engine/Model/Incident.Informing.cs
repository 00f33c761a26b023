using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>Who is told what, how often and where; empty: of old records.</summary>
    public ImmutableList<AudienceState> Plan { get; init; } = [];

    /// <summary>Why no next update is promised although it runs; null: one is, or it is over.</summary>
    public string? NoUpdatesBecause { get; init; }

    /// <summary>The audience of that name, case-blind; null: the plan has none.</summary>
    public AudienceState? AudienceOf(string name) =>
        Plan.Find(one => one.Row.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>With the rows of a new plan.</summary>
    /// <param name="rows">The rows; null: it stays as it is.</param>
    /// <param name="isNews">Whether all are to hear with the next update, whatever they were promised.</param>
    internal Incident WithPlan(IReadOnlyList<Audience>? rows, bool isNews)
    {
        if (rows is null)
            return this;
        var plan = rows.Select(row => (AudienceOf(row.Name) ?? new AudienceState(row)) with { Row = row });
        return this with { Plan = [.. isNews ? plan.Select(one => one with { NextAt = null }) : plan] };
    }

    /// <summary>With one audience changed; an unknown one changes nothing.</summary>
    internal Incident WithAudience(string name, Func<AudienceState, AudienceState> change)
    {
        var place = Plan.FindIndex(one => one.Row.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return place < 0 ? this : this with { Plan = Plan.SetItem(place, change(Plan[place])) };
    }
}
