using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Drilling;

/// <summary><c>/incident drill from INC-12</c>: an incident that is over, played again.</summary>
/// <param name="Past">The incident.</param>
/// <param name="EvenSo">Start although the same was started a moment ago.</param>
/// <param name="Tabletop">Without any clock.</param>
public sealed partial record StartDrillFrom(string Past, bool EvenSo = false, bool Tabletop = false) : IncidentCommand
{
    /// <inheritdoc/>
    public override bool Declares => true;

    /// <inheritdoc/>
    public override string? NeedsPast => Past;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (context.Past is not { DeclaredAt: not null } past)
            return Refusals.NoSuchIncident(Past);
        if (past.IsPrivate)
            return No(past, "It is private, and a drill would show it to others.");
        if (past.IsDrill)
            return No(past, "It is a drill itself.");
        if (past.IsRunning)
            return No(past, "It is not over yet.");
        var scenario = DrillFromIncident.Of(past, context.Policy);
        return new StartDrill(scenario, EvenSo, Tabletop) { Words = Words }.Decide(incident, context);
    }

    /// <summary>The incident that words name; null: they name none.</summary>
    internal static string? Named(string words) => Id().IsMatch(words) ? words.ToUpperInvariant() : null;

    private static Refusal No(Incident past, string why) =>
        new("no-drill-from", $"{past.Id} cannot be played again. {why}", new NextStep("Show drills", "drill"));

    [GeneratedRegex(@"^inc-[0-9]{1,9}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Id();
}
