using System.Globalization;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Views.Cards;

/// <summary>Once a week: what came again, and whether the settled order is kept better than before.</summary>
public static class PatternsView
{
    private const int LinesMax = 5;

    /// <summary>The message.</summary>
    /// <param name="patterns">What came again, the most frequent first; at least one.</param>
    /// <param name="order">How well the order is kept, before and now; null: too little is known.</param>
    /// <param name="page">Where all figures stand; null: the pages have no address.</param>
    public static ChatMessage Render(IReadOnlyList<PastPattern> patterns, OrderTrend? order, string? page) =>
        new()
        {
            Title =
                patterns.Count == 1
                    ? "One thing came again this week"
                    : $"{patterns.Count} things came again this week",
            Body = string.Join(
                '\n',
                [
                    .. patterns.Take(LinesMax).Select(pattern => $"• {Markup.Clean(PatternWords.Says(pattern))}"),
                    .. patterns.Count > LinesMax ? [$"… and {patterns.Count - LinesMax} more"] : Array.Empty<string>(),
                    .. order is null ? [] : new[] { order.Says() },
                    .. page is null ? [] : new[] { Markup.Link($"{page.TrimEnd('/')}/insights", "All figures") },
                ]
            ),
            Actions = [new ChatAction($"Show {patterns[0].LastIncident}", $"{patterns[0].LastIncident} status")],
        };
}

/// <summary>How well the settled order is kept, in percent of its rules: the middle of the incidents before, and of
/// those now.</summary>
/// <param name="Before">Before.</param>
/// <param name="BeforeCount">Of how many incidents.</param>
/// <param name="Now">Now.</param>
/// <param name="NowCount">Of how many incidents.</param>
public sealed record OrderTrend(double Before, int BeforeCount, double Now, int NowCount)
{
    /// <summary>One sentence.</summary>
    public string Says()
    {
        var way = Math.Sign(Math.Round(Now) - Math.Round(Before)) switch
        {
            > 0 => "better than before",
            < 0 => "less than before",
            _ => "as before",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The order is kept {way}: {Now:0} % (n = {NowCount}), it was {Before:0} % (n = {BeforeCount})."
        );
    }
}

/// <summary>The clock asks for a week's line of what came again, by way of one of the incidents that stand in it.
/// </summary>
/// <param name="Week">The Monday on which it is posted.</param>
/// <param name="Patterns">What came again, the most frequent first.</param>
/// <param name="Order">How well the order is kept; null: too little is known.</param>
public sealed record PostPatterns(DateOnly Week, IReadOnlyList<PastPattern> Patterns, OrderTrend? Order)
    : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsPrivate || Patterns.Count == 0)
            return Decision.NothingToDo;
        var key = $"patterns-{Week.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
        var message = PatternsView.Render(Patterns, Order, context.Policy.WebBaseUrl);
        return Decision.NothingToDo with { Effects = [new Effect.Post(Destination.Announcements, message, key)] };
    }
}
